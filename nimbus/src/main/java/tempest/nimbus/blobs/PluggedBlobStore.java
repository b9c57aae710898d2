// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.blobs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.Subject;
import org.apache.storm.blobstore.AtomicOutputStream;
import org.apache.storm.blobstore.BlobStore;
import org.apache.storm.blobstore.InputStreamWithMeta;
import org.apache.storm.blobstore.LocalFsBlobStore;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.KeyAlreadyExistsException;
import org.apache.storm.generated.KeyNotFoundException;
import org.apache.storm.generated.ReadableBlobMeta;
import org.apache.storm.generated.SettableBlobMeta;
import org.apache.storm.security.auth.NimbusPrincipal;
import org.apache.storm.security.auth.SingleUserPrincipal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Blobs in a store of a user's own, which checks and replicates as it likes. Any thread, as far as that store allows it. */
public final class PluggedBlobStore implements BlobStorage {
    private static final Logger LOG = LoggerFactory.getLogger(PluggedBlobStore.class);
    private static final Subject NIMBUS = subject(new NimbusPrincipal());

    private final BlobStore store;

    /** @param store prepared; closed with this */
    public PluggedBlobStore(BlobStore store) {
        this.store = store;
    }

    private static Subject subject(java.security.Principal principal) {
        return new Subject(true, Set.of(principal), Set.of(), Set.of());
    }

    private static Subject user(String name) {
        return name == null ? NIMBUS : subject(new SingleUserPrincipal(name));
    }

    /** A stream into the store. */
    private record Writing(BlobStore store, String key, AtomicOutputStream out) implements Upload {
        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void finish() throws IOException {
            out.close();
            changed(store);
        }

        @Override
        public void cancel() {
            try {
                out.cancel();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException("the upload of blob '" + key + "' cannot be taken back", e);
            }
        }
    }

    @Override
    public Upload create(String key, SettableBlobMeta meta, String user) throws AuthorizationException, KeyAlreadyExistsException {
        return new Writing(store, key, store.createBlob(key, meta, user(user)));
    }

    @Override
    public Upload update(String key, String user) throws AuthorizationException, KeyNotFoundException {
        return new Writing(store, key, store.updateBlob(key, user(user)));
    }

    @Override
    public Upload replica(String key, ReadableBlobMeta theirs) throws IOException {
        return replacing(key, theirs.get_settable());
    }

    private Writing replacing(String key, SettableBlobMeta meta) throws IOException {
        try {
            return new Writing(store, key, exists(key) ? store.updateBlob(key, NIMBUS) : store.createBlob(key, meta, NIMBUS));
        } catch (AuthorizationException | KeyNotFoundException | KeyAlreadyExistsException e) {
            throw new IOException("blob '" + key + "' cannot be written: " + e, e);
        }
    }

    @Override
    public long adopt(String key, Path file, SettableBlobMeta meta) throws IOException, KeyAlreadyExistsException {
        if (exists(key)) {
            throw new KeyAlreadyExistsException("blob '" + key + "' exists already");
        }
        try (InputStream in = Files.newInputStream(file)) {
            write(replacing(key, meta), in);
        }
        Files.delete(file);
        return written(key);
    }

    @Override
    public long put(String key, byte[] bytes, SettableBlobMeta meta) throws IOException {
        write(replacing(key, meta), new java.io.ByteArrayInputStream(bytes));
        return written(key);
    }

    private static void write(Writing upload, InputStream in) throws IOException {
        try {
            in.transferTo(upload.out);
            upload.finish();
        } catch (IOException e) {
            upload.cancel();
            throw e;
        }
    }

    private long written(String key) throws IOException {
        return version(key).orElseThrow(() -> new IOException("the blob store lost '" + key + "' as soon as it was written"));
    }

    @Override
    public ReadableBlobMeta meta(String key, String user) throws AuthorizationException, KeyNotFoundException {
        return store.getBlobMeta(key, user(user));
    }

    @Override
    public void setMeta(String key, SettableBlobMeta settable, String user) throws AuthorizationException, KeyNotFoundException {
        store.setBlobMeta(key, settable, user(user));
    }

    @Override
    public void checkDeletion(String key, String user) throws AuthorizationException, KeyNotFoundException {
        // The store itself refuses; that there is something to delete is all that can be asked.
        store.getBlobMeta(key, user(user));
    }

    @Override
    public void delete(String key, String user) throws AuthorizationException, KeyNotFoundException {
        store.deleteBlob(key, user(user));
        changed(store);
    }

    @Override
    public boolean remove(String key) throws IOException {
        try {
            store.deleteBlob(key, NIMBUS);
            changed(store);
            return true;
        } catch (KeyNotFoundException e) {
            return false;
        } catch (AuthorizationException e) {
            throw new IOException("blob '" + key + "' cannot be removed: " + e.get_msg(), e);
        }
    }

    @Override
    public Opened open(String key, String user) throws AuthorizationException, KeyNotFoundException, IOException {
        InputStreamWithMeta in = store.getBlob(key, user(user));
        return new Opened(in, in.getVersion(), in.getFileLength());
    }

    @Override
    public byte[] bytes(String key) throws IOException, KeyNotFoundException {
        try (InputStream in = open(key, null).data()) {
            return in.readAllBytes();
        } catch (AuthorizationException e) {
            throw new IOException("blob '" + key + "' cannot be read: " + e.get_msg(), e);
        }
    }

    @Override
    public boolean exists(String key) {
        try {
            store.getBlobMeta(key, NIMBUS);
            return true;
        } catch (KeyNotFoundException e) {
            return false;
        } catch (AuthorizationException e) {
            // There is one, though not for us: its key is taken.
            return true;
        }
    }

    @Override
    public Optional<Long> version(String key) throws IOException {
        try {
            return Optional.of(store.getBlobMeta(key, NIMBUS).get_version());
        } catch (KeyNotFoundException e) {
            return Optional.empty();
        } catch (AuthorizationException e) {
            throw new IOException("blob '" + key + "' cannot be looked at: " + e.get_msg(), e);
        }
    }

    @Override
    public List<String> keys() {
        List<String> keys = new ArrayList<>();
        store.listKeys().forEachRemaining(keys::add);
        keys.sort(null);
        return keys;
    }

    /** What is Nimbus's own, the others do not see. */
    @Override
    public boolean isShared() {
        return !(store instanceof LocalFsBlobStore);
    }

    @Override
    public int replication(String key) throws IOException {
        try {
            return store.getBlobReplication(key, NIMBUS);
        } catch (Exception e) {
            throw new IOException("the blob store does not say how many copies of '" + key + "' there are: " + e, e);
        }
    }

    @Override
    public int setReplication(String key, int copies, String user) throws AuthorizationException, KeyNotFoundException, IOException {
        return store.updateBlobReplication(key, copies, user(user));
    }

    @Override
    public void start() {
        try {
            store.startSyncBlobs();
            store.validateBlobUpdateTime();
        } catch (KeyNotFoundException | AuthorizationException | IOException e) {
            LOG.warn("the blob store {} has begun with a failure: {}", store.getClass().getName(), e.toString());
        }
    }

    /** Supervisors that read the store themselves look at it again only once this has been noted. */
    private static void changed(BlobStore store) {
        try {
            store.updateLastBlobUpdateTime();
        } catch (IOException e) {
            LOG.warn("the blob store {} does not note that it has changed: {}", store.getClass().getName(), e.toString());
        }
    }

    @Override
    public void close() {
        try {
            store.close();
        } catch (RuntimeException e) {
            LOG.warn("the blob store {} failed as it was closed: {}", store.getClass().getName(), e.toString());
        }
    }
}
