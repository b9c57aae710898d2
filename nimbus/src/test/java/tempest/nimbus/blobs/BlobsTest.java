// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.blobs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.storm.generated.AccessControl;
import org.apache.storm.generated.AccessControlType;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.BeginDownloadResult;
import org.apache.storm.generated.KeyAlreadyExistsException;
import org.apache.storm.generated.KeyNotFoundException;
import org.apache.storm.generated.ListBlobsResult;
import org.apache.storm.generated.ReadableBlobMeta;
import org.apache.storm.generated.SettableBlobMeta;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tempest.cluster.ManualClock;

class BlobsTest {
    @TempDir
    private Path folder;
    private final ManualClock clock = new ManualClock();
    private LocalBlobStore store;
    private BlobTransfers transfers;

    @BeforeEach
    void open() throws IOException {
        store = open(false);
        transfers = new BlobTransfers(store, clock, 4, 600);
    }

    private LocalBlobStore open(boolean enforced) throws IOException {
        return new LocalBlobStore(folder.resolve("blobs"), new BlobAcl(enforced, Set.of("admin")), clock);
    }

    private static SettableBlobMeta meta(AccessControl... entries) {
        return new SettableBlobMeta(new ArrayList<>(List.of(entries)));
    }

    private static AccessControl user(String name, int access) {
        AccessControl entry = new AccessControl(AccessControlType.USER, access);
        entry.set_name(name);
        return entry;
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private void create(String key, String text) throws Exception {
        String session = transfers.beginCreate(key, meta(), null);
        transfers.upload(session, bytes(text));
        assertEquals(key, transfers.finishUpload(session));
    }

    private String read(String key) throws Exception {
        BeginDownloadResult begun = transfers.beginDownload(key, null);
        StringBuilder text = new StringBuilder();
        for (ByteBuffer chunk = transfers.download(begun.get_session()); chunk.hasRemaining(); chunk = transfers.download(begun.get_session())) {
            assertTrue(chunk.remaining() <= 4);
            text.append(StandardCharsets.UTF_8.decode(chunk));
        }
        assertEquals(begun.get_data_size(), text.length());
        assertThrows(IOException.class, () -> transfers.download(begun.get_session()));
        return text.toString();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void aBlobIsReadAsItWasUploadedOnceItIsFinished() throws Exception {
        String session = transfers.beginCreate("a key.jar", meta(), null);
        transfers.upload(session, bytes("hello "));
        assertFalse(store.exists("a key.jar"));
        transfers.upload(session, bytes("world"));
        transfers.finishUpload(session);
        assertEquals("hello world", read("a key.jar"));
        assertEquals(List.of("a key.jar"), open(false).keys());
    }

    @Test
    void anUpdateHasAHigherVersionAndWhoReadsTheOldOneReadsOn() throws Exception {
        create("k", "old text");
        long before = store.version("k").orElseThrow();
        BeginDownloadResult reading = transfers.beginDownload("k", null);
        String session = transfers.beginUpdate("k", null);
        transfers.upload(session, bytes("new"));
        transfers.finishUpload(session);
        assertTrue(store.version("k").orElseThrow() > before);
        assertEquals("new", read("k"));
        assertEquals("old ", StandardCharsets.UTF_8.decode(transfers.download(reading.get_session())).toString());
        assertEquals(2, files().size());
    }

    @Test
    void whatIsCancelledExpiredOrLeftByACrashLeavesNothing() throws Exception {
        String cancelled = transfers.beginCreate("a", meta(), null);
        transfers.upload(cancelled, bytes("x"));
        transfers.cancelUpload(cancelled);
        String idle = transfers.beginCreate("b", meta(), null);
        transfers.upload(idle, bytes("x"));
        clock.advance(601, TimeUnit.SECONDS);
        transfers.expire();
        assertThrows(IOException.class, () -> transfers.upload(idle, bytes("y")));
        assertEquals(List.of(), files());
        transfers.upload(transfers.beginCreate("c", meta(), null), bytes("x"));
        Files.createDirectories(folder.resolve("blobs/half"));
        Files.writeString(folder.resolve("blobs/half/data.1"), "x");
        assertEquals(List.of(), open(false).keys());
        assertEquals(List.of(), files());
    }

    @Test
    void twoWhoCreateTheSameKeyDoNotMix() throws Exception {
        String one = transfers.beginCreate("k", meta(), null);
        String two = transfers.beginCreate("k", meta(), null);
        transfers.upload(one, bytes("one"));
        transfers.upload(two, bytes("two"));
        transfers.finishUpload(one);
        assertThrows(KeyAlreadyExistsException.class, () -> transfers.finishUpload(two));
        assertThrows(KeyAlreadyExistsException.class, () -> transfers.beginCreate("k", meta(), null));
        assertEquals("one", read("k"));
    }

    @Test
    void aBlobDeletedWhileItIsUpdatedStaysDeleted() throws Exception {
        create("k", "x");
        String session = transfers.beginUpdate("k", null);
        store.delete("k", null);
        assertThrows(KeyNotFoundException.class, () -> transfers.finishUpload(session));
        assertFalse(store.exists("k"));
        assertThrows(KeyNotFoundException.class, () -> store.delete("k", null));
        assertEquals(List.of(), files());
    }

    @Test
    void aCopyHasTheVersionOfItsOriginal() throws Exception {
        create("k", "mine");
        LocalBlobStore.Upload copy = store.replica("k", new ReadableBlobMeta(meta(), 17));
        copy.write(new byte[] {'t'}, 0, 1);
        copy.finish();
        assertEquals(17, store.version("k").orElseThrow());
        assertEquals("t", read("k"));
    }

    @Test
    void badKeysAreRefusedBeforeAnythingIsWritten() throws Exception {
        for (String key : new String[] {"", "a/b", "../x", "..", "a#b"}) {
            assertThrows(AuthorizationException.class, () -> transfers.beginCreate(key, meta(), null));
            assertThrows(KeyNotFoundException.class, () -> transfers.beginDownload(key, null));
        }
        assertEquals(List.of(), files());
    }

    @Test
    void noBlobIsTheStoresOwnWorkingFolder() throws Exception {
        for (String key : new String[] {".uploads", "uploads", "meta", "-"}) {
            String idle = transfers.beginCreate("idle in " + key, meta(), null);
            String session = transfers.beginCreate(key, meta(), null);
            transfers.finishUpload(session);
            store.delete(key, null);
            transfers.finishUpload(idle);
            assertTrue(store.exists("idle in " + key));
        }
        assertThrows(AuthorizationException.class, () -> transfers.beginCreate("#uploads", meta(), null));
    }

    @Test
    void accessListsCountOnlyIfTheyAreEnforced() throws Exception {
        LocalBlobStore strict = open(true);
        LocalBlobStore.Upload upload = strict.create("k", meta(user("bob", BlobAcl.READ)), "ann");
        upload.finish();
        try (InputStream in = strict.open("k", "bob").data()) {
            assertEquals(-1, in.read());
        }
        assertThrows(AuthorizationException.class, () -> strict.update("k", "bob"));
        assertThrows(AuthorizationException.class, () -> strict.setMeta("k", meta(), "bob"));
        assertThrows(AuthorizationException.class, () -> strict.meta("k", "eve"));
        strict.setMeta("k", meta(new AccessControl(AccessControlType.OTHER, BlobAcl.READ)), "ann");
        strict.open("k", "eve").data().close();
        strict.delete("k", "admin");
        create("k", "x");
        store.open("k", "eve").data().close();
    }

    @Test
    void aListingComesInPartsAndEndsEmpty() throws Exception {
        for (int i = 0; i < 101; i++) {
            store.put("k" + i, new byte[0], meta());
        }
        ListBlobsResult first = transfers.list("");
        assertEquals(100, first.get_keys().size());
        assertEquals(1, transfers.list(first.get_session()).get_keys().size());
        assertEquals(0, transfers.list(first.get_session()).get_keys().size());
        assertThrows(IOException.class, () -> transfers.list(first.get_session()));
    }

    @Test
    void anUploadedJarIsFoundByItsLocationAndNothingElseIs() throws Exception {
        UploadFolder uploads = new UploadFolder(folder.resolve("inbox"), clock, 600);
        String location = uploads.begin();
        uploads.write(location, new byte[] {1, 2, 3}, 0, 2);
        uploads.finish(location);
        assertArrayEquals(new byte[] {1, 2}, Files.readAllBytes(uploads.find(location)));
        Files.writeString(folder.resolve("secret"), "x");
        assertNull(uploads.find(folder.resolve("inbox/../secret").toString()));
        assertNull(uploads.find(null));
        assertNull(uploads.find(folder.resolve("inbox/none.jar").toString()));
        assertNull(uploads.find("../secret"));
        assertNull(uploads.find("\0"));
        assertFalse(location.contains("/"), "it does not tell where Nimbus keeps its files");
        assertThrows(IOException.class, () -> uploads.write(folder.resolve("secret").toString(), new byte[1], 0, 1));
        assertThrows(IOException.class, () -> uploads.finish(location));
    }

    @Test
    void jarsThatNobodySubmitsAndUploadsThatStandStillAreRemoved() throws Exception {
        UploadFolder uploads = new UploadFolder(folder.resolve("inbox"), clock, 600);
        String finished = uploads.begin();
        uploads.finish(finished);
        String idle = uploads.begin();
        Files.setLastModifiedTime(folder.resolve("inbox").resolve(finished), FileTime.fromMillis(0));
        uploads.clean(3_600_000);
        assertNotNull(uploads.find(finished));
        assertNotNull(uploads.find(idle));
        clock.advance(601, TimeUnit.SECONDS);
        uploads.clean(3_600_000);
        assertNotNull(uploads.find(finished));
        clock.advance(3_001, TimeUnit.SECONDS);
        uploads.clean(3_600_000);
        assertEquals(List.of(), files());
    }

    @Test
    void aDiskThatIsFullIsNamedAndNothingIsLeft() throws Exception {
        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.isWritable(full), "only Linux has a device that is always full");
        Path link = Files.createSymbolicLink(folder.resolve("link"), full);
        UploadFile upload = new UploadFile(link, Files.newOutputStream(link));
        IOException failure = assertThrows(IOException.class, () -> upload.write(new byte[8192], 0, 8192));
        assertTrue(failure.getMessage().startsWith("Nimbus cannot store the upload: No space left"), failure.getMessage());
        assertFalse(Files.exists(link, LinkOption.NOFOLLOW_LINKS));
    }
}
