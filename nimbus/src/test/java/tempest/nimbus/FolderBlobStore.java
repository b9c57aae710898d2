// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.security.auth.Subject;
import org.apache.storm.blobstore.AtomicOutputStream;
import org.apache.storm.blobstore.BlobStore;
import org.apache.storm.blobstore.InputStreamWithMeta;
import org.apache.storm.generated.KeyAlreadyExistsException;
import org.apache.storm.generated.KeyNotFoundException;
import org.apache.storm.generated.ReadableBlobMeta;
import org.apache.storm.generated.SettableBlobMeta;
import org.apache.storm.nimbus.ILeaderElector;
import org.apache.storm.nimbus.NimbusInfo;

/**
 * A store as a user might write one for a disk that all Nimbuses share: a file a blob in the folder that {@value #FOLDER} names. Its versions count
 * from 1, and it keeps what it was asked for where tests look.
 */
public final class FolderBlobStore extends BlobStore {
    static final String FOLDER = "test.blob.folder";
    static final String SEEN = "test.blob.store.seen";
    private static final Map<String, Long> VERSIONS = new ConcurrentHashMap<>();
    private Path folder;
    private Map<String, Object> seen;

    @Override
    @SuppressWarnings("unchecked")
    public void prepare(Map<String, Object> conf, String baseDir, NimbusInfo nimbusInfo, ILeaderElector leaderElector) {
        folder = Path.of(conf.get(FOLDER).toString());
        seen = (Map<String, Object>) conf.get(SEEN);
        seen.put("conf", conf);
        seen.put("elector", leaderElector);
        seen.put("base", String.valueOf(baseDir));
    }

    private Path file(String key) {
        return folder.resolve(key);
    }

    private void require(String key) throws KeyNotFoundException {
        if (!Files.exists(file(key))) {
            throw new KeyNotFoundException(key);
        }
    }

    private final class Out extends AtomicOutputStream {
        private final String key;
        private final Path part;
        private final OutputStream out;

        Out(String key) throws IOException {
            this.key = key;
            part = Files.createDirectories(folder.resolveSibling("parts")).resolve(UUID.randomUUID().toString());
            out = Files.newOutputStream(part);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
        }

        @Override
        public void close() throws IOException {
            out.close();
            Files.move(part, file(key), StandardCopyOption.REPLACE_EXISTING);
            VERSIONS.merge(file(key).toString(), 1L, Long::sum);
        }

        @Override
        public void cancel() throws IOException {
            out.close();
            Files.delete(part);
        }
    }

    private AtomicOutputStream out(String key) {
        try {
            return new Out(key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public AtomicOutputStream createBlob(String key, SettableBlobMeta meta, Subject who) throws KeyAlreadyExistsException {
        if (Files.exists(file(key))) {
            throw new KeyAlreadyExistsException(key);
        }
        return out(key);
    }

    @Override
    public AtomicOutputStream updateBlob(String key, Subject who) throws KeyNotFoundException {
        require(key);
        return out(key);
    }

    @Override
    public ReadableBlobMeta getBlobMeta(String key, Subject who) throws KeyNotFoundException {
        require(key);
        return new ReadableBlobMeta(new SettableBlobMeta(new ArrayList<>()), VERSIONS.getOrDefault(file(key).toString(), 0L));
    }

    @Override
    public void setLeaderElector(ILeaderElector leaderElector) {
        seen.put("elector", leaderElector);
    }

    @Override
    public void setBlobMeta(String key, SettableBlobMeta meta, Subject who) throws KeyNotFoundException {
        require(key);
    }

    @Override
    public void deleteBlob(String key, Subject who) throws KeyNotFoundException {
        require(key);
        try {
            Files.delete(file(key));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public InputStreamWithMeta getBlob(String key, Subject who) throws KeyNotFoundException {
        require(key);
        try {
            InputStream in = Files.newInputStream(file(key));
            return new InputStreamWithMeta() {
                @Override
                public long getVersion() {
                    return VERSIONS.getOrDefault(file(key).toString(), 0L);
                }

                @Override
                public long getFileLength() throws IOException {
                    return Files.size(file(key));
                }

                @Override
                public int read() throws IOException {
                    return in.read();
                }

                @Override
                public void close() throws IOException {
                    in.close();
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Iterator<String> listKeys() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList().iterator();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int getBlobReplication(String key, Subject who) {
        seen.merge("asked for copies", 1, (before, one) -> (Integer) before + 1);
        return (Integer) seen.getOrDefault("copies", 1);
    }

    @Override
    public int updateBlobReplication(String key, int replication, Subject who) {
        seen.put("copies", replication);
        return replication;
    }

    @Override
    public void updateLastBlobUpdateTime() {
        seen.merge("changes", 1, (before, one) -> (Integer) before + 1);
    }

    @Override
    public void shutdown() {
        seen.put("shut down", true);
    }
}
