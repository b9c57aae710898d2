// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.state.rocksdb;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import tempest.state.snapshot.IoReasons;

/**
 * The local folder of one state: its database, and checkpoints of it that are links to the database's files. Locked against other processes, empty
 * when it is opened, and deleted when it is closed: what outlives a worker is in the folder of snapshots.
 */
final class WorkingFolder implements AutoCloseable {
    private static final String TABLE = ".sst";

    private final Path folder;
    private final FileChannel lockFile;
    private final FileLock lock;

    /**
     * @throws IOException if another process has it, or the disk refuses
     */
    WorkingFolder(Path folder) throws IOException {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
            lockFile = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new IOException("state cannot be kept in " + folder + ": it is not writable (" + IoReasons.of(e) + ")", e);
        }
        lock = tryLock();
        if (lock == null) {
            lockFile.close();
            throw new IOException("state cannot be kept in " + folder + ": another process has it locked, maybe a worker that still runs");
        }
        deleteAll(database());
        deleteAll(folder.resolve("checkpoints"));
    }

    private FileLock tryLock() throws IOException {
        try {
            return lockFile.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // another class loader of this process has it
        }
    }

    Path database() {
        return folder.resolve("db");
    }

    Path checkpoint(long sequence) {
        return folder.resolve("checkpoints").resolve(Long.toString(sequence));
    }

    Path migrated() {
        return folder.resolve("migrated");
    }

    /** Makes the database's folder anew of a checkpoint's files, which stay as they are: tables never change and are linked, the rest is copied. */
    void restore(Path checkpoint) throws IOException {
        deleteAll(database());
        Files.createDirectories(database());
        try (Stream<Path> files = Files.list(checkpoint)) {
            for (Path file : files.toList()) {
                Path target = database().resolve(file.getFileName());
                if (file.toString().endsWith(TABLE)) {
                    Files.createLink(target, file);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    void replaceDatabase(Path by) throws IOException {
        deleteAll(database());
        Files.move(by, database(), StandardCopyOption.ATOMIC_MOVE);
    }

    static List<Path> files(Path checkpoint) throws IOException {
        try (Stream<Path> files = Files.list(checkpoint)) {
            return files.sorted().toList();
        }
    }

    static boolean isTable(Path file) {
        return file.toString().endsWith(TABLE);
    }

    static void deleteAll(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException e) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public void close() throws IOException {
        try (lockFile) {
            lock.release();
        } finally {
            deleteAll(folder);
        }
    }
}
