// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.blobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.storm.generated.SettableBlobMeta;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tempest.cluster.CutDisk;
import tempest.cluster.ManualClock;

/**
 * A Nimbus that is killed at each change of its blob store in turn, or whose disk is full there, finds afterwards what was there before, or
 * what was to be, and nothing else.
 */
class KilledBlobStoreTest {
    private static final String KEY = "k";

    @TempDir
    private Path home;
    private final ManualClock clock = new ManualClock();

    private LocalBlobStore open(Path root) throws IOException {
        return new LocalBlobStore(root, new BlobAcl(false, Set.of()), clock);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static SettableBlobMeta meta() {
        return new SettableBlobMeta(new ArrayList<>());
    }

    private static void write(BlobStorage.Upload upload, String text) throws Exception {
        upload.write(bytes(text), 0, text.length());
        upload.finish();
    }

    private Path fresh() throws IOException {
        return Files.createTempDirectory(home, "store");
    }

    private Path withBlob() throws Exception {
        Path root = fresh();
        write(open(root).create(KEY, meta(), null), "old");
        return root;
    }

    /** What a Nimbus that starts again finds; null for no blob. And of each blob one file of data and one that describes it, no more. */
    private String found(Path root) throws Exception {
        LocalBlobStore store = open(root);
        String text = store.exists(KEY) ? new String(store.bytes(KEY), StandardCharsets.UTF_8) : null;
        try (Stream<Path> all = Files.walk(root)) {
            List<String> files = all.filter(Files::isRegularFile).map(f -> f.getFileName().toString()).sorted().toList();
            assertEquals(text == null ? 0 : 2, files.size(), files.toString());
        }
        write(text == null ? store.create(KEY, meta(), null) : store.update(KEY, null), "next");
        assertEquals("next", new String(store.bytes(KEY), StandardCharsets.UTF_8), "it can be written again");
        return text;
    }

    private Set<String> atEveryChange(CutDisk.Prepare prepare, CutDisk.Work work, int least) throws Exception {
        Set<String> seen = new TreeSet<>();
        int changes = CutDisk.atEveryChange(prepare, work, (root, n) -> seen.add(String.valueOf(found(root))));
        assertTrue(changes >= least, changes + " changes");
        return seen;
    }

    @Test
    void aCreationThatIsCutShortIsNotThereAtAll() throws Exception {
        assertEquals(Set.of("null"), atEveryChange(this::fresh, root -> write(open(root).create(KEY, meta(), null), "new"), 7));
    }

    @Test
    void anUpdateLeavesTheOldOrTheNew() throws Exception {
        assertEquals(Set.of("old", "new"), atEveryChange(this::withBlob, root -> write(open(root).update(KEY, null), "new"), 6));
    }

    @Test
    void aChangeOfRightsLeavesTheBlob() throws Exception {
        assertEquals(Set.of("old"), atEveryChange(this::withBlob, root -> open(root).setMeta(KEY, meta(), null), 3));
    }

    @Test
    void aDeletionIsDoneOrIsToBeDoneAgain() throws Exception {
        assertEquals(Set.of("old", "null"), atEveryChange(this::withBlob, root -> open(root).remove(KEY), 3));
    }

    @Test
    void aFullDiskCostsTheWriteAndNothingElse() throws Exception {
        for (int n = 1;; n++) {
            Path root = withBlob();
            CutDisk disk = CutDisk.full(root, n);
            LocalBlobStore store = null;
            boolean refused = false;
            try {
                store = open(disk.root());
                write(store.update(KEY, null), "new");
            } catch (IOException e) {
                assertTrue(e.getMessage().contains("No space left on device"), e.getMessage());
                refused = true;
            }
            if (!disk.cut()) {
                assertTrue(n > 4, "only " + n + " changes");
                return;
            }
            assertTrue(refused, "the write was refused at change " + n);
            disk.free();
            if (store != null) {
                assertEquals("old", new String(store.bytes(KEY), StandardCharsets.UTF_8));
                write(store.update(KEY, null), "newer");
                assertEquals("newer", found(root));
            } else {
                assertEquals("old", found(root));
            }
        }
    }
}
