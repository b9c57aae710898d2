// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.blobs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.security.auth.Subject;
import org.apache.storm.blobstore.AtomicOutputStream;
import org.apache.storm.blobstore.LocalFsBlobStore;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.KeyAlreadyExistsException;
import org.apache.storm.generated.KeyNotFoundException;
import org.apache.storm.generated.SettableBlobMeta;
import org.apache.storm.security.auth.NimbusPrincipal;
import org.apache.storm.security.auth.SingleUserPrincipal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store under the contract's name, alone and below the adapter that Nimbus uses for stores of others. */
class LocalFsBlobStoreTest {
    private static final byte[] DATA = {1, 2, 3};
    private static final Subject NIMBUS = new Subject(true, Set.of(new NimbusPrincipal()), Set.of(), Set.of());
    private static final Subject ANN = new Subject(true, Set.of(new SingleUserPrincipal("ann")), Set.of(), Set.of());
    private static final Subject BOB = new Subject(true, Set.of(new SingleUserPrincipal("bob")), Set.of(), Set.of());
    private final LocalFsBlobStore store = new LocalFsBlobStore();
    @TempDir
    private Path folder;

    @BeforeEach
    void open() {
        store.prepare(Map.of("storm.blobstore.acl.validation.enabled", true), folder.toString(), null, null);
    }

    private static SettableBlobMeta meta() {
        return new SettableBlobMeta(new ArrayList<>());
    }

    @Test
    void blobsAreWrittenWholeReadListedAndDeletedByThoseWhoMay() throws Exception {
        store.createBlob("key", DATA, meta(), ANN);
        assertArrayEquals(DATA, store.readBlob("key", ANN));
        assertThrows(AuthorizationException.class, () -> store.readBlob("key", BOB));
        assertArrayEquals(DATA, store.readBlob("key", NIMBUS));
        assertThrows(KeyAlreadyExistsException.class, () -> store.createBlob("key", DATA, meta(), ANN));
        long before = store.getBlobMeta("key", ANN).get_version();
        AtomicOutputStream given = store.updateBlob("key", ANN);
        given.write(9);
        given.cancel();
        assertEquals(before, store.getBlobMeta("key", ANN).get_version());
        store.updateBlob("key", new byte[] {4}, ANN);
        assertArrayEquals(new byte[] {4}, store.readBlob("key", ANN));
        store.updateBlobReplication("key", 2, ANN);
        assertEquals(2, store.getBlobMeta("key", ANN).get_settable().get_replication_factor());
        assertEquals("key", store.listKeys().next());
        store.deleteBlob("key", NIMBUS);
        assertThrows(KeyNotFoundException.class, () -> store.getBlobMeta("key", NIMBUS));
    }

    @Test
    void nimbusUsesItThroughTheAdapterAsItsOwn() throws Exception {
        PluggedBlobStore plugged = new PluggedBlobStore(store);
        long first = plugged.put("a", DATA, meta());
        long second = plugged.put("a", new byte[] {7}, meta());
        assertEquals(true, second > first);
        assertArrayEquals(new byte[] {7}, plugged.bytes("a"));
        Path file = java.nio.file.Files.write(folder.resolveSibling(folder.getFileName() + ".jar"), DATA);
        plugged.adopt("b", file, meta());
        assertEquals(false, java.nio.file.Files.exists(file));
        assertThrows(KeyAlreadyExistsException.class, () -> plugged.adopt("b", file, meta()));
        assertEquals(List.of("a", "b"), plugged.keys());
        assertEquals(true, plugged.exists("b") && !plugged.exists("c"));
        BlobStorage.Upload upload = plugged.create("c", meta(), "ann");
        upload.write(DATA, 0, 2);
        upload.finish();
        assertEquals(2, plugged.open("c", "ann").size());
        assertThrows(AuthorizationException.class, () -> plugged.open("c", "bob"));
        assertEquals(true, plugged.remove("c"));
        assertEquals(false, plugged.remove("c"));
        assertEquals(true, plugged.version("c").isEmpty());
    }
}
