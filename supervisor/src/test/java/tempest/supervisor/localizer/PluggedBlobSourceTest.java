// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.localizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.storm.blobstore.AtomicOutputStream;
import org.apache.storm.blobstore.ClientBlobStore;
import org.apache.storm.blobstore.InputStreamWithMeta;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.KeyNotFoundException;
import org.apache.storm.generated.ReadableBlobMeta;
import org.apache.storm.generated.SettableBlobMeta;
import org.apache.storm.utils.NimbusClient;
import org.junit.jupiter.api.Test;

/** A supervisor whose configuration names a blob store of somebody's own. */
class PluggedBlobSourceTest {
    private static final String BLOBS = "test.blobs";
    private static final String OPEN = "test.open";
    private final Map<String, String> blobs = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();

    /** Reads what a test has put into its configuration; writes nothing. */
    public static final class ReadOnlyStore extends ClientBlobStore {
        private Map<String, String> blobs;
        private AtomicInteger open;

        @Override
        @SuppressWarnings("unchecked")
        public void prepare(Map<String, Object> conf) {
            blobs = (Map<String, String>) conf.get(BLOBS);
            open = (AtomicInteger) conf.get(OPEN);
            if (blobs == null) {
                throw new IllegalStateException("no blobs");
            }
            open.incrementAndGet();
        }

        private String blob(String key) throws KeyNotFoundException, AuthorizationException {
            if (key.equals("secret")) {
                throw new AuthorizationException("not for supervisors");
            }
            if (key.equals("broken")) {
                throw new IllegalStateException("disk broken");
            }
            if (!blobs.containsKey(key)) {
                throw new KeyNotFoundException(key);
            }
            return blobs.get(key);
        }

        @Override
        public ReadableBlobMeta getBlobMeta(String key) throws KeyNotFoundException, AuthorizationException {
            return new ReadableBlobMeta(new SettableBlobMeta(new ArrayList<>()), blob(key).length());
        }

        @Override
        public InputStreamWithMeta getBlob(String key) throws KeyNotFoundException, AuthorizationException {
            byte[] bytes = blob(key).getBytes(StandardCharsets.UTF_8);
            InputStream in = new ByteArrayInputStream(bytes);
            return new InputStreamWithMeta() {
                @Override
                public long getVersion() {
                    return bytes.length;
                }

                @Override
                public long getFileLength() {
                    return bytes.length;
                }

                @Override
                public int read() throws IOException {
                    return in.read();
                }
            };
        }

        @Override
        protected AtomicOutputStream createBlobToExtend(String key, SettableBlobMeta meta) {
            throw new UnsupportedOperationException();
        }

        @Override
        public AtomicOutputStream updateBlob(String key) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isRemoteBlobExists(String blobKey) {
            return blobs.containsKey(blobKey);
        }

        @Override
        protected void setBlobMetaToExtend(String key, SettableBlobMeta meta) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void deleteBlob(String key) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Iterator<String> listKeys() {
            return blobs.keySet().iterator();
        }

        @Override
        public int getBlobReplication(String key) {
            return 1;
        }

        @Override
        public int updateBlobReplication(String key, int replication) {
            return 1;
        }

        @Override
        public boolean setClient(Map<String, Object> conf, NimbusClient client) {
            return false;
        }

        @Override
        public void createStateInZookeeper(String key) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long getRemoteBlobstoreUpdateTime() {
            return -1;
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }

        @Override
        public void shutdown() {
            close();
        }
    }

    private Map<String, Object> conf() {
        return new HashMap<>(Map.of("supervisor.blobstore.class", ReadOnlyStore.class.getName(), BLOBS, blobs, OPEN, open));
    }

    @Test
    void blobsComeFromTheStoreThatTheConfigurationNamesAndItIsClosedAfterEach() throws IOException {
        BlobSource source = PluggedBlobSource.of(conf(), null);
        blobs.put("words", "three");
        assertEquals(5, source.version("words"));
        assertEquals(0, open.get());
        try (BlobSource.Blob blob = source.open("words")) {
            assertEquals(1, open.get());
            assertEquals(5, blob.version());
            assertEquals(5, blob.size());
            assertEquals("three", new String(blob.bytes().readAllBytes(), StandardCharsets.UTF_8));
        }
        assertEquals(0, open.get());
    }

    @Test
    void whatTheStoreDoesNotGiveIsToldApart() {
        BlobSource source = PluggedBlobSource.of(conf(), null);
        assertThrows(BlobSource.NoSuchBlobException.class, () -> source.open("nobody"));
        assertThrows(BlobSource.NoSuchBlobException.class, () -> source.version("secret"));
        IOException broken = assertThrows(IOException.class, () -> source.open("broken"));
        assertTrue(broken.getMessage().contains("ReadOnlyStore does not give blob broken") && broken.getMessage().contains("disk broken"),
            broken.getMessage());
        assertEquals(0, open.get(), "all are closed");
        Map<String, Object> none = conf();
        none.remove(BLOBS);
        IOException unprepared = assertThrows(IOException.class, () -> PluggedBlobSource.of(none, null).version("words"));
        assertTrue(unprepared.getMessage().contains("no blobs"), unprepared.getMessage());
    }

    @Test
    void theyComeFromNimbusUnlessAnotherStoreIsNamed() {
        assertInstanceOf(NimbusBlobSource.class, PluggedBlobSource.of(Map.of(), null));
        assertInstanceOf(NimbusBlobSource.class,
            PluggedBlobSource.of(Map.of("supervisor.blobstore.class", "org.apache.storm.blobstore.NimbusBlobStore"), null));
    }

    @Test
    void aClassThatIsNoStoreKeepsTheSupervisorFromStarting() {
        for (String name : new String[] {"java.lang.String", "org.apache.storm.hdfs.blobstore.HdfsClientBlobStore"}) {
            IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
                () -> PluggedBlobSource.of(Map.of("supervisor.blobstore.class", name), null));
            assertTrue(e.getMessage().startsWith("configuration supervisor.blobstore.class is " + name + "; it must be a class"), e.getMessage());
        }
    }
}
