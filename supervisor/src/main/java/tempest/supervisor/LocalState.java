// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.AtomicFile;

/**
 * What a supervisor remembers of itself: its id. (What it knows of each worker lies in that worker's folder.) A file of two lines, the
 * second a checksum of the first, replaced in one step, and a second copy of it; and a lock, held as long as this is open, so that two supervisors never share
 * a folder. One thread.
 */
final class LocalState implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalState.class);
    private static final String FILE = "supervisor";
    /** Says the same: with the id all workers would be lost. */
    private static final String COPY = "supervisor.copy";
    private static final String DAMAGED = ".corrupt";
    private static final String ID = "supervisor-id ";

    private final FileChannel lockFile;
    private final String supervisorId;

    private LocalState(FileChannel lockFile, String supervisorId) {
        this.lockFile = lockFile;
        this.supervisorId = supervisorId;
    }

    /**
     * Reads it, making a new id if there is none. A damaged file is moved aside; only if both copies are, a new id is made.
     *
     * @throws IOException in one line, if the folder cannot be used or another supervisor uses it
     */
    static LocalState open(Path folder) throws IOException {
        Files.createDirectories(folder);
        FileChannel lockFile = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            lock(lockFile, folder);
            Path file = folder.resolve(FILE);
            Path copy = folder.resolve(COPY);
            String first = read(file);
            String second = read(copy);
            String id = first != null ? first : second != null ? second : UUID.randomUUID().toString();
            if (first == null && (second != null || Files.exists(folder.resolve(FILE + DAMAGED)))) {
                LOG.warn("This supervisor goes on as {}{}", id, second == null ? ", a new id: nothing tells the one before" : ", as " + copy + " tells");
            }
            if (first == null) {
                write(file, id);
            }
            if (!id.equals(second)) {
                write(copy, id);
            }
            return new LocalState(lockFile, id);
        } catch (IOException | RuntimeException e) {
            lockFile.close();
            throw e;
        }
    }

    private static void lock(FileChannel lockFile, Path folder) throws IOException {
        FileLock lock;
        try {
            lock = lockFile.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw new IOException("another supervisor works in " + folder + "; stop it, or give this one another storm.local.dir");
        }
    }

    /** The id; null if there is none. */
    private static String read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return null;
        }
        List<String> lines = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).lines().toList();
        if (lines.size() == 2 && lines.get(0).startsWith(ID) && lines.get(1).equals(checksum(lines.get(0)))) {
            return lines.get(0).substring(ID.length());
        }
        Path aside = file.resolveSibling(file.getFileName() + DAMAGED);
        Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        LOG.error("Local state {} is damaged: it was moved to {}", file, aside);
        return null;
    }

    private static void write(Path file, String id) throws IOException {
        String line = ID + id;
        AtomicFile.replaceDurably(file, (line + "\n" + checksum(line) + "\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String checksum(String line) {
        CRC32 crc = new CRC32();
        crc.update(line.getBytes(StandardCharsets.ISO_8859_1));
        return "crc32 " + Long.toHexString(crc.getValue());
    }

    String supervisorId() {
        return supervisorId;
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
