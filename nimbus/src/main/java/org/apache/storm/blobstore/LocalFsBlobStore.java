// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.blobstore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.Principal;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.security.auth.Subject;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.KeyAlreadyExistsException;
import org.apache.storm.generated.KeyNotFoundException;
import org.apache.storm.generated.ReadableBlobMeta;
import org.apache.storm.generated.SettableBlobMeta;
import org.apache.storm.nimbus.ILeaderElector;
import org.apache.storm.nimbus.NimbusInfo;
import org.apache.storm.security.auth.NimbusPrincipal;
import tempest.cluster.Clock;
import tempest.cluster.ConfigReader;
import tempest.nimbus.blobs.BlobAcl;
import tempest.nimbus.blobs.BlobStorage;
import tempest.nimbus.blobs.LocalBlobStore;

/** Blobs in a folder of this machine: what a Nimbus uses unless told otherwise. */
public class LocalFsBlobStore extends BlobStore {
    private BlobStorage storage;

    @Override
    public void prepare(Map<String, Object> conf, String baseDir, NimbusInfo nimbusInfo, ILeaderElector leaderElector) {
        ConfigReader read = new ConfigReader(conf);
        Set<String> admins = new HashSet<>(read.texts("nimbus.admins", List.of()));
        admins.add(new NimbusPrincipal().getName());
        String configured = read.text("blobstore.dir", read.text("storm.local.dir", "storm-local"));
        Path folder = baseDir != null ? Path.of(baseDir) : Path.of(configured, "blobs");
        try {
            storage = new LocalBlobStore(folder, new BlobAcl(read.flag("storm.blobstore.acl.validation.enabled", false), admins), Clock.system());
        } catch (IOException e) {
            throw new UncheckedIOException("blobs cannot be kept in " + folder + ": " + e.getMessage(), e);
        }
    }

    private static String name(Subject who) {
        return who == null ? null : who.getPrincipals().stream().map(Principal::getName).findFirst().orElse(null);
    }

    /** Work that may find the disk full or gone, which no signature here allows for. */
    private interface OnDisk<T> {
        T run() throws IOException, AuthorizationException, KeyNotFoundException;
    }

    private static <T> T onDisk(OnDisk<T> work) throws AuthorizationException, KeyNotFoundException {
        try {
            return work.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes into an upload. */
    private static final class Out extends AtomicOutputStream {
        private final BlobStorage.Upload upload;
        private boolean done;

        Out(BlobStorage.Upload upload) {
            this.upload = upload;
        }

        @Override
        public void write(int b) throws IOException {
            upload.write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            upload.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            if (!done) {
                done = true;
                try {
                    upload.finish();
                } catch (KeyAlreadyExistsException | KeyNotFoundException e) {
                    throw new IOException("blob '" + upload.key() + "' was created or deleted meanwhile", e);
                }
            }
        }

        @Override
        public void cancel() {
            done = true;
            upload.cancel();
        }
    }

    /** Reads a blob. */
    private static final class In extends InputStreamWithMeta {
        private final BlobStorage.Opened opened;

        In(BlobStorage.Opened opened) {
            this.opened = opened;
        }

        @Override
        public long getVersion() {
            return opened.version();
        }

        @Override
        public long getFileLength() {
            return opened.size();
        }

        @Override
        public int read() throws IOException {
            return opened.data().read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return opened.data().read(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            opened.data().close();
        }
    }

    @Override
    public AtomicOutputStream createBlob(String key, SettableBlobMeta meta, Subject who) throws AuthorizationException, KeyAlreadyExistsException {
        try {
            return new Out(storage.create(key, meta, name(who)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public AtomicOutputStream updateBlob(String key, Subject who) throws AuthorizationException, KeyNotFoundException {
        return onDisk(() -> new Out(storage.update(key, name(who))));
    }

    @Override
    public ReadableBlobMeta getBlobMeta(String key, Subject who) throws AuthorizationException, KeyNotFoundException {
        return onDisk(() -> storage.meta(key, name(who)));
    }

    @Override
    public void setLeaderElector(ILeaderElector leaderElector) {
        // Copies between Nimbuses are Nimbus's own business.
    }

    @Override
    public void setBlobMeta(String key, SettableBlobMeta meta, Subject who) throws AuthorizationException, KeyNotFoundException {
        onDisk(() -> {
            storage.setMeta(key, meta, name(who));
            return null;
        });
    }

    @Override
    public void deleteBlob(String key, Subject who) throws AuthorizationException, KeyNotFoundException {
        onDisk(() -> {
            storage.delete(key, name(who));
            return null;
        });
    }

    @Override
    public InputStreamWithMeta getBlob(String key, Subject who) throws AuthorizationException, KeyNotFoundException {
        return onDisk(() -> new In(storage.open(key, name(who))));
    }

    @Override
    public Iterator<String> listKeys() {
        try {
            return storage.keys().iterator();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many machines have the blob, as far as this one knows: itself. */
    @Override
    public int getBlobReplication(String key, Subject who) throws AuthorizationException, KeyNotFoundException {
        getBlobMeta(key, who);
        return 1;
    }

    @Override
    public int updateBlobReplication(String key, int replication, Subject who) throws AuthorizationException, KeyNotFoundException {
        SettableBlobMeta meta = getBlobMeta(key, who).get_settable();
        meta.set_replication_factor(replication);
        setBlobMeta(key, meta, who);
        return 1;
    }

    @Override
    public void shutdown() {
        // Nothing is open between calls.
    }
}
