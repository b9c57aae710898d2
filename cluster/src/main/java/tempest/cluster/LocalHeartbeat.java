// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a worker tells its supervisor again and again, in a small file in its folder: no Nimbus, ZooKeeper or network is needed for it. Times
 * are not told, since clocks jump: a reader measures by its own how long the count has stayed the same. Immutable; any thread.
 *
 * @param count    one more with each heartbeat
 * @param running  whether the worker has come up: bolts are prepared, spouts are open
 * @param activity what it does, on one line, such as {@code "preparing bolts: split, count"}
 */
public record LocalHeartbeat(long count, boolean running, String activity) {
    private static final String FILE = "heartbeat";
    private static final String RUNNING = "running";
    private static final String STARTING = "starting";
    /** Of the whole file, which never grows: a heartbeat can be written while the disk is full. */
    private static final int BYTES = 512;
    private static final int LONGEST_ACTIVITY = 400;

    public LocalHeartbeat {
        String line = activity.replaceAll("\\s+", " ").strip();
        activity = line.substring(0, Math.min(LONGEST_ACTIVITY, line.length()));
    }

    /** The latest of the worker of this folder; empty if it has not told any yet. */
    public static Optional<LocalHeartbeat> read(Path workerFolder) {
        try {
            String[] lines = Files.readString(workerFolder.resolve(FILE), StandardCharsets.ISO_8859_1).split("\n");
            return lines.length < 3 ? Optional.empty()
                : Optional.of(new LocalHeartbeat(Long.parseLong(lines[0]), lines[1].equals(RUNNING), lines[2]));
        } catch (IOException | NumberFormatException none) {
            return Optional.empty();
        }
    }

    private byte[] text() {
        byte[] text = (count + "\n" + (running ? RUNNING : STARTING) + "\n" + activity).getBytes(StandardCharsets.US_ASCII);
        byte[] padded = Arrays.copyOf(text, BYTES);
        Arrays.fill(padded, Math.min(text.length, BYTES - 1), BYTES, (byte) ' ');
        return padded;
    }

    /** The worker's end of the file. One thread at a time. */
    public static final class Writer implements AutoCloseable {
        private final FileChannel file;

        private Writer(FileChannel file) {
            this.file = file;
        }

        /** Creates the file. */
        public static Writer open(Path workerFolder) throws IOException {
            Path path = workerFolder.resolve(FILE);
            try {
                return new Writer(FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
            } catch (IOException e) {
                throw new IOException("the file of heartbeats cannot be created: " + e, e);
            }
        }

        /** Replaces what is there. */
        public void write(LocalHeartbeat heartbeat) throws IOException {
            file.write(ByteBuffer.wrap(heartbeat.text()), 0);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
