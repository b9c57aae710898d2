// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.localizer;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** Where blobs come from. Called by several download threads at once. */
public interface BlobSource {

    /**
     * The version of a blob that {@link #open} would give now.
     *
     * @throws NoSuchBlobException if there is none, or it may not be read
     * @throws IOException         if the source cannot be reached; trying again later may help
     */
    long version(String key) throws IOException;

    /** Begins a download; fails as {@link #version} does. */
    Blob open(String key) throws IOException;

    /** Downloads are not possible for a reason that trying again at once does not change. */
    final class NoSuchBlobException extends IOException {
        private static final long serialVersionUID = 1L;

        public NoSuchBlobException(String message) {
            super(message);
        }
    }

    /**
     * A download in progress.
     *
     * @param version of the blob
     * @param size    in bytes; negative if the source does not say
     * @param bytes   its content; closing it ends the download
     */
    record Blob(long version, long size, InputStream bytes) implements Closeable {
        @Override
        public void close() throws IOException {
            bytes.close();
        }
    }
}
