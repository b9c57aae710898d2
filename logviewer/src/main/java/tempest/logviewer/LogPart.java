// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.logviewer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;

/**
 * A part of a log. However long the log, only the part is in memory; of a compressed log everything before it is read once.
 *
 * @param start its start, in bytes of the (uncompressed) log
 * @param size  of the whole log; of a compressed one that was not read to its end, what is known of it
 */
record LogPart(long start, byte[] bytes, long size) {
    static final int DEFAULT_BYTES = 51_200;
    static final int MOST_BYTES = 1 << 20;

    /** @param wantedStart negative for the end of the log, the default */
    static LogPart read(Path file, long wantedStart, int length) throws IOException {
        return isCompressed(file) ? readCompressed(file, Math.max(0, wantedStart), length) : readPlain(file, wantedStart, length);
    }

    static boolean isCompressed(Path file) {
        return file.getFileName().toString().endsWith(".gz");
    }

    /** The log from its start, uncompressed. */
    static InputStream open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
        try {
            return isCompressed(file) ? new GZIPInputStream(in, 1 << 16) : in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private static LogPart readPlain(Path file, long wantedStart, int length) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            long size = channel.size();
            long start = wantedStart < 0 ? Math.max(0, size - length) : Math.min(wantedStart, size);
            channel.position(start);
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(length, size - start));
            int read = 0;
            while (read >= 0 && bytes.hasRemaining()) {
                read = channel.read(bytes);
            }
            return new LogPart(start, java.util.Arrays.copyOf(bytes.array(), bytes.position()), size);
        }
    }

    private static LogPart readCompressed(Path file, long start, int length) throws IOException {
        try (InputStream in = open(file)) {
            long left = start;
            byte[] skipped = new byte[1 << 16];
            while (left > 0) {
                int read = in.read(skipped, 0, (int) Math.min(skipped.length, left));
                if (read < 0) {
                    return new LogPart(start - left, new byte[0], start - left);
                }
                left -= read;
            }
            byte[] bytes = in.readNBytes(length);
            return new LogPart(start, bytes, start + bytes.length + (in.read() < 0 ? 0 : 1));
        }
    }

    long end() {
        return start + bytes.length;
    }

    String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
