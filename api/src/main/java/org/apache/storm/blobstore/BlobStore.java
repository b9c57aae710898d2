// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.blobstore;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import javax.security.auth.Subject;
import org.apache.storm.daemon.Shutdownable;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.KeyAlreadyExistsException;
import org.apache.storm.generated.KeyNotFoundException;
import org.apache.storm.generated.ReadableBlobMeta;
import org.apache.storm.generated.SettableBlobMeta;
import org.apache.storm.nimbus.ILeaderElector;
import org.apache.storm.nimbus.NimbusInfo;
import org.apache.storm.utils.ConfigUtils;
import org.apache.storm.utils.Utils;

/**
 * Where Nimbus keeps blobs; {@code nimbus.blobstore.class}. Every operation is made on behalf of a subject, null for nobody known,
 * and throws {@link AuthorizationException} where its rights do not suffice. Any thread calls it.
 */
public abstract class BlobStore implements Shutdownable, AutoCloseable {
    protected static final String BASE_BLOBS_DIR_NAME = "blobs";

    /**
     * Refuses what cannot be a blob's key.
     *
     * @throws IllegalArgumentException if it is empty, a folder's own or parent's name, or has other characters than allowed
     */
    public static final void validateKey(String key) throws IllegalArgumentException {
        if (!Utils.isValidKey(key)) {
            throw new IllegalArgumentException("\"" + key + "\" is not a blob's key; it must have letters, digits, spaces, tabs, _ . and - only");
        }
    }

    /**
     * Called once, before anything else.
     *
     * @param baseDir a folder for the store, null for the configured one
     * @param nimbusInfo this Nimbus
     */
    public abstract void prepare(Map<String, Object> conf, String baseDir, NimbusInfo nimbusInfo, ILeaderElector leaderElector);

    /** Begins to fetch blobs that other Nimbus hosts have and this one lacks, if the store needs that. */
    public void startSyncBlobs() throws KeyNotFoundException, AuthorizationException {
    }

    public abstract AtomicOutputStream createBlob(String key, SettableBlobMeta meta, Subject who)
        throws AuthorizationException, KeyAlreadyExistsException;

    public abstract AtomicOutputStream updateBlob(String key, Subject who) throws AuthorizationException, KeyNotFoundException;

    public abstract ReadableBlobMeta getBlobMeta(String key, Subject who) throws AuthorizationException, KeyNotFoundException;

    public abstract void setLeaderElector(ILeaderElector leaderElector);

    public abstract void setBlobMeta(String key, SettableBlobMeta meta, Subject who) throws AuthorizationException, KeyNotFoundException;

    public abstract void deleteBlob(String key, Subject who) throws AuthorizationException, KeyNotFoundException;

    public abstract InputStreamWithMeta getBlob(String key, Subject who) throws AuthorizationException, KeyNotFoundException;

    public abstract Iterator<String> listKeys();

    public abstract int getBlobReplication(String key, Subject who) throws Exception;

    public abstract int updateBlobReplication(String key, int replication, Subject who)
        throws AuthorizationException, KeyNotFoundException, IOException;

    @Override
    public void close() {
        shutdown();
    }

    /** Creates a blob from bytes. */
    public void createBlob(String key, byte[] data, SettableBlobMeta meta, Subject who)
        throws AuthorizationException, KeyAlreadyExistsException, IOException {
        createBlob(key, new ByteArrayInputStream(data), meta, who);
    }

    /** Creates a blob from a stream, which is read to its end and closed. Nothing is left of it if that fails. */
    public void createBlob(String key, InputStream in, SettableBlobMeta meta, Subject who)
        throws AuthorizationException, KeyAlreadyExistsException, IOException {
        try (InputStream closed = in) {
            fill(createBlob(key, meta, who), closed);
        }
    }

    /** Replaces a blob's content. */
    public void updateBlob(String key, byte[] data, Subject who) throws AuthorizationException, IOException, KeyNotFoundException {
        fill(updateBlob(key, who), new ByteArrayInputStream(data));
    }

    private static void fill(AtomicOutputStream out, InputStream in) throws IOException {
        boolean whole = false;
        try {
            in.transferTo(out);
            whole = true;
        } finally {
            if (whole) {
                out.close();
            } else {
                out.cancel();
            }
        }
    }

    /** What a filter makes of the keys, without those it passes over. */
    public <R> Set<R> filterAndListKeys(KeyFilter<R> filter) {
        Set<R> result = new HashSet<>();
        for (Iterator<String> keys = listKeys(); keys.hasNext(); ) {
            R each = filter.filter(keys.next());
            if (each != null) {
                result.add(each);
            }
        }
        return result;
    }

    /** Copies a blob to a stream, which is left open. */
    public void readBlobTo(String key, OutputStream out, Subject who) throws IOException, KeyNotFoundException, AuthorizationException {
        try (InputStreamWithMeta in = getBlob(key, who)) {
            in.transferTo(out);
        }
    }

    /** A blob's content. */
    public byte[] readBlob(String key, Subject who) throws IOException, KeyNotFoundException, AuthorizationException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        readBlobTo(key, bytes, who);
        return bytes.toByteArray();
    }

    /** The ids of the topologies that the store has blobs of. */
    public Set<String> storedTopoIds() {
        return filterAndListKeys(ConfigUtils::getIdFromBlobKey);
    }

    /** Notes that a blob has changed, if the store keeps track of that. */
    public void updateLastBlobUpdateTime() throws IOException {
    }

    /** Notes a time of change if none is known yet, if the store keeps track of that. */
    public void validateBlobUpdateTime() throws IOException {
    }

    /** Those of some names that begin with a prefix, without it. */
    public static class KeyTranslationIterator implements Iterator<String> {
        private final Iterator<String> names;
        private final String prefix;
        private String next;

        public KeyTranslationIterator(Iterator<String> it, String prefix) throws IOException {
            this.names = it;
            this.prefix = prefix;
            advance();
        }

        private void advance() {
            next = null;
            while (next == null && names.hasNext()) {
                String name = names.next();
                if (name.startsWith(prefix)) {
                    next = name.substring(prefix.length());
                }
            }
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public String next() {
            if (next == null) {
                throw new NoSuchElementException();
            }
            String result = next;
            advance();
            return result;
        }
    }

    /** A stream to a blob store's file; what is written becomes the blob's content when it is closed. */
    public class BlobStoreFileOutputStream extends AtomicOutputStream {
        private final BlobStoreFile part;
        private final OutputStream out;

        public BlobStoreFileOutputStream(BlobStoreFile part) throws IOException {
            this.part = part;
            this.out = part.getOutputStream();
        }

        @Override
        public void close() throws IOException {
            try {
                out.close();
                part.commit();
            } catch (IOException | RuntimeException e) {
                // Best effort: whatever is half-written must not become the blob.
                part.cancel();
                throw e;
            }
        }

        @Override
        public void cancel() throws IOException {
            try {
                out.close();
            } finally {
                part.cancel();
            }
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
        }

        @Override
        public void write(byte[] b) throws IOException {
            out.write(b);
        }

        @Override
        public void write(byte[] b, int offset, int len) throws IOException {
            out.write(b, offset, len);
        }
    }

    /** A stream from a blob store's file. */
    public class BlobStoreFileInputStream extends InputStreamWithMeta {
        private final BlobStoreFile part;
        private final InputStream in;

        public BlobStoreFileInputStream(BlobStoreFile part) throws IOException {
            this.part = part;
            this.in = part.getInputStream();
        }

        @Override
        public long getVersion() throws IOException {
            return part.getVersion();
        }

        @Override
        public int read() throws IOException {
            return in.read();
        }

        @Override
        public int read(byte[] b, int off, int len) throws IOException {
            return in.read(b, off, len);
        }

        @Override
        public int read(byte[] b) throws IOException {
            return in.read(b);
        }

        @Override
        public int available() throws IOException {
            return in.available();
        }

        @Override
        public long getFileLength() throws IOException {
            return part.getFileLength();
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
