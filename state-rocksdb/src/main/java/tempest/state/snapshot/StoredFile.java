// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.state.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * A file of a snapshot.
 *
 * @param name what the store of the state calls it
 * @param bytes its length
 * @param crc CRC-32C of its content
 */
public record StoredFile(String name, long bytes, long crc) {
    private static final int BUFFER = 1 << 16;

    /** Describes a local file, which is read once. */
    public static StoredFile of(Path file) throws IOException {
        return new StoredFile(file.getFileName().toString(), Files.size(file), crc(file));
    }

    /** Its name in the folder of snapshots: one content, one name, whichever snapshots have it. */
    String stored() {
        return "files/" + name + "-" + bytes + "-" + String.format("%08x", crc);
    }

    /**
     * @throws IOException if a local file is not what was stored
     */
    void check(Path file) throws IOException {
        long found = Files.size(file);
        if (found != bytes) {
            throw new IOException(stored() + " has " + found + " bytes instead of " + bytes);
        }
        if (crc(file) != crc) {
            throw new IOException(stored() + " is damaged: its checksum is another one");
        }
    }

    static long crc(byte[] content) {
        CRC32C crc = new CRC32C();
        crc.update(content);
        return crc.getValue();
    }

    private static long crc(Path file) throws IOException {
        CRC32C crc = new CRC32C();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                crc.update(buffer, 0, read);
            }
        }
        return crc.getValue();
    }
}
