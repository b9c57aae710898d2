// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Replaces a small file so that readers, and whoever starts after a kill or on a full disk, find the old content or the new, never a part. Stateless;
 * one thread at a time for each file.
 */
public final class AtomicFile {
    private static final String FRESH = ".new";

    private AtomicFile() { }

    /** For what is worth nothing after a crash of the computer, such as notes of processes. */
    public static void replace(Path file, byte[] content) throws IOException {
        replace(file, content, false);
    }

    /** For what must be found after a crash of the computer as well: the content is on the disk before it counts. */
    public static void replaceDurably(Path file, byte[] content) throws IOException {
        replace(file, content, true);
    }

    private static void replace(Path file, byte[] content, boolean durably) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + FRESH);
        try {
            Files.write(fresh, content);
            if (durably) {
                sync(fresh);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            discard(fresh, e);
            throw new IOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private static void discard(Path fresh, IOException failure) {
        try {
            Files.deleteIfExists(fresh);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** Returns once what was written to a file is on the disk. */
    public static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
