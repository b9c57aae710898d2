// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.localizer;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.AtomicFile;

/**
 * Downloads one blob to one file: complete, or the file is not there. Tries again a bounded number of times.
 * Stateless; any download thread.
 */
final class BlobDownload {

    private static final Logger LOG = LoggerFactory.getLogger(BlobDownload.class);
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final long FIRST_PAUSE_MS = 200;
    private static final long MAX_PAUSE_MS = 5_000;

    private final BlobSource source;
    private final int retries;
    private final Pause pause;

    /** {@code retries}: how many further tries follow a failed one. */
    BlobDownload(BlobSource source, int retries, Pause pause) {
        this.source = source;
        this.retries = retries;
        this.pause = pause;
    }

    /** What was downloaded. */
    record Fetched(long version, long size) { }

    /** Judges a downloaded file before it counts; throws if it is damaged. */
    @FunctionalInterface
    interface Check {
        void check(Path file) throws IOException;
    }

    /**
     * Downloads a blob. The target's folder exists, the target does not.
     *
     * @throws BlobSource.NoSuchBlobException if there is no such blob
     * @throws IOException                    after the last try, in one clear line
     */
    Fetched fetch(String key, Path target, Check check) throws IOException {
        for (int tried = 1; ; tried++) {
            try {
                return once(key, target, check);
            } catch (BlobSource.NoSuchBlobException | InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                if (tried > retries) {
                    throw new IOException("cannot download blob " + key + " (tries: " + tried + "): " + e.getMessage(), e);
                }
                long wait = Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS << Math.min(tried - 1, 20));
                LOG.info("Download of blob {} failed, next try in {} ms: {}", key, wait, e.getMessage());
                pause.millis(wait);
            }
        }
    }

    private Fetched once(String key, Path target, Check check) throws IOException {
        boolean whole = false;
        try (BlobSource.Blob blob = source.open(key)) {
            long written = copy(blob.bytes(), target);
            if (blob.size() >= 0 && written != blob.size()) {
                throw new IOException("it is truncated: " + written + " of " + blob.size() + " bytes came");
            }
            AtomicFile.sync(target);
            check.check(target);
            whole = true;
            return new Fetched(blob.version(), written);
        } finally {
            if (!whole) {
                Files.deleteIfExists(target);
            }
        }
    }

    private static long copy(InputStream in, Path target) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long written = 0;
        try (OutputStream out = create(target)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                write(out, buffer, n, target);
                written += n;
            }
        }
        return written;
    }

    private static OutputStream create(Path target) throws IOException {
        try {
            return Files.newOutputStream(target);
        } catch (FileSystemException e) {
            throw new IOException("cannot create " + target + ": " + (e.getReason() == null ? e.toString() : e.getReason()), e);
        }
    }

    private static void write(OutputStream out, byte[] buffer, int n, Path target) throws IOException {
        try {
            out.write(buffer, 0, n);
        } catch (IOException e) {
            throw new IOException("cannot write " + target + ": " + e.getMessage() + " (" + freeMb(target) + " MB free there)", e);
        }
    }

    private static long freeMb(Path target) {
        try {
            return Files.getFileStore(target).getUsableSpace() >> 20;
        } catch (IOException e) {
            return -1;
        }
    }
}
