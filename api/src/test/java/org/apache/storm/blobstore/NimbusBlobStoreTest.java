// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.blobstore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import org.apache.storm.RecordingNimbus;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.KeyAlreadyExistsException;
import org.apache.storm.generated.KeyNotFoundException;
import org.apache.storm.generated.SettableBlobMeta;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class NimbusBlobStoreTest {
    private final RecordingNimbus nimbus = new RecordingNimbus();
    private final NimbusBlobStore store = new NimbusBlobStore();

    @BeforeEach
    void connect() {
        store.prepare(nimbus.clientConf());
    }

    @AfterEach
    void close() {
        store.close();
        nimbus.close();
    }

    private static SettableBlobMeta anyone() {
        return new SettableBlobMeta(new ArrayList<>(BlobStoreAclHandler.WORLD_EVERYTHING));
    }

    @Test
    void aBlobIsWrittenAndReadInChunks() throws Exception {
        byte[] content = new byte[200_001];
        new Random(3).nextBytes(content);
        try (AtomicOutputStream out = store.createBlob("key", anyone())) {
            out.write(content, 0, 200_000);
            out.write(content[200_000]);
            assertFalse(nimbus.blobs.containsKey("key"), "a blob is there when its stream is closed");
        }
        try (InputStreamWithMeta in = store.getBlob("key")) {
            assertEquals(7, in.getVersion());
            assertEquals(content.length, in.getFileLength());
            assertEquals(content[0] & 0xff, in.read());
            byte[] rest = in.readAllBytes();
            assertEquals(content.length - 1, rest.length);
            assertEquals(content[200_000], rest[199_999]);
            assertEquals(-1, in.read());
        }
        assertArrayEquals(content, nimbus.blobs.get("key"));
    }

    @Test
    void whatIsCancelledIsNotThere() throws Exception {
        AtomicOutputStream out = store.createBlob("key", anyone());
        out.write(1);
        out.cancel();
        out.close();
        assertFalse(store.isRemoteBlobExists("key"));
    }

    @Test
    void keysThatAreTakenOrMissingAreToldAsSuch() throws Exception {
        nimbus.blobs.put("there", new byte[] {1});
        assertThrows(KeyAlreadyExistsException.class, () -> store.createBlob("there", anyone()));
        assertThrows(KeyNotFoundException.class, () -> store.getBlob("missing"));
        assertThrows(KeyNotFoundException.class, () -> store.updateBlob("missing"));
        assertThrows(KeyNotFoundException.class, () -> store.deleteBlob("missing"));
        assertEquals(7, store.getBlobMeta("there").get_version());
        store.deleteBlob("there");
        assertTrue(nimbus.blobs.isEmpty());
    }

    @Test
    void rightsThatNameAUserTwiceAreRefusedBeforeNimbusIsAsked() {
        SettableBlobMeta twice = new SettableBlobMeta(
            List.of(BlobStoreAclHandler.parseAccessControl("u:a:r"), BlobStoreAclHandler.parseAccessControl("u:a:w")));
        assertThrows(AuthorizationException.class, () -> store.createBlob("key", twice));
        assertFalse(nimbus.calls.contains("beginCreateBlob"));
    }

    @Test
    void keysAreListedPageByPage() {
        for (int count : new int[] {0, 1, 2, 5}) {
            nimbus.blobs.clear();
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                nimbus.blobs.put("key" + i, new byte[0]);
                expected.add("key" + i);
            }
            List<String> listed = new ArrayList<>();
            store.listKeys().forEachRemaining(listed::add);
            assertEquals(expected, listed);
        }
        assertThrows(NoSuchElementException.class, () -> {
            nimbus.blobs.clear();
            store.listKeys().next();
        });
    }

    @Test
    void aClosedStoreSaysSo() {
        store.close();
        assertThrows(IllegalStateException.class, store::listKeys);
    }
}
