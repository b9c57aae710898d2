// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.blobs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.KeyAlreadyExistsException;
import org.apache.storm.generated.KeyNotFoundException;
import org.apache.storm.generated.ReadableBlobMeta;
import org.apache.storm.generated.SettableBlobMeta;

/** Where Nimbus keeps blobs. Any thread. What takes a user's name checks what that user may do; the rest is for Nimbus itself. */
public interface BlobStorage extends AutoCloseable {
    /** Data on its way in. One thread at a time. */
    interface Upload {
        String key();

        void write(byte[] bytes, int offset, int length) throws IOException;

        /** Makes the data the blob's. */
        void finish() throws IOException, KeyAlreadyExistsException, KeyNotFoundException;

        void cancel();
    }

    /** A blob opened for reading. */
    record Opened(InputStream data, long version, long size) {
    }

    /** Starts a new blob; it exists once the upload is finished. */
    Upload create(String key, SettableBlobMeta meta, String user) throws AuthorizationException, KeyAlreadyExistsException, IOException;

    /** Starts a new version of a blob. */
    Upload update(String key, String user) throws AuthorizationException, KeyNotFoundException, IOException;

    /** Receives a copy of another Nimbus's blob, whatever was here before. */
    Upload replica(String key, ReadableBlobMeta theirs) throws IOException;

    /** Creates a blob of a file on the same disk, which is moved; returns its version. */
    long adopt(String key, Path file, SettableBlobMeta meta) throws IOException, KeyAlreadyExistsException;

    /** Creates or replaces a blob; returns its version. */
    long put(String key, byte[] bytes, SettableBlobMeta meta) throws IOException;

    ReadableBlobMeta meta(String key, String user) throws AuthorizationException, KeyNotFoundException, IOException;

    void setMeta(String key, SettableBlobMeta settable, String user) throws AuthorizationException, KeyNotFoundException, IOException;

    /** Refuses what {@link #delete} would refuse, as far as that can be told beforehand. */
    void checkDeletion(String key, String user) throws AuthorizationException, KeyNotFoundException, IOException;

    void delete(String key, String user) throws AuthorizationException, KeyNotFoundException, IOException;

    /** Removes a blob; false if there was none. */
    boolean remove(String key) throws IOException;

    Opened open(String key, String user) throws AuthorizationException, KeyNotFoundException, IOException;

    /** All of a blob. */
    byte[] bytes(String key) throws IOException, KeyNotFoundException;

    boolean exists(String key);

    /** The version of a blob, or empty if there is no such blob. */
    Optional<Long> version(String key) throws IOException;

    /** All keys, sorted. */
    List<String> keys() throws IOException;

    /** Whether all Nimbuses see the same blobs: then nobody copies them, and the store itself sees to it that none is lost. */
    boolean isShared();

    /** How many copies of a blob the store itself keeps. */
    int replication(String key) throws IOException;

    /** Asks for so many copies of a blob; returns how many are to be expected. */
    int setReplication(String key, int copies, String user) throws AuthorizationException, KeyNotFoundException, IOException;

    /** Begins what the store does by itself, once its Nimbus serves. */
    void start();

    @Override
    void close();
}
