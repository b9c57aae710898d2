// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.blobs;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.AtomicFile;

/** A file that is being received. One thread at a time. A failed write, such as on a full disk, leaves no file behind. */
final class UploadFile {
    private static final Logger LOG = LoggerFactory.getLogger(UploadFile.class);

    private final Path path;
    private final OutputStream out;

    UploadFile(Path path) throws IOException {
        this(path, Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    /** Over a stream that is open already. */
    UploadFile(Path path, OutputStream out) {
        this.path = path;
        this.out = out;
    }

    Path path() {
        return path;
    }

    void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            discard();
            throw refused(e);
        }
    }

    private IOException refused(IOException e) {
        LOG.warn("An upload cannot be stored in {}: {}", path.getParent(), e.toString());
        return new IOException("Nimbus cannot store the upload: " + e.getMessage(), e);
    }

    /** Returns once all of it is on the disk. */
    void close() throws IOException {
        try {
            out.close();
            AtomicFile.sync(path);
        } catch (IOException e) {
            discard();
            throw refused(e);
        }
    }

    /** Closes and deletes it. */
    void discard() {
        try {
            out.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.warn("{} is left behind: {}", path, e.toString());
        }
    }
}
