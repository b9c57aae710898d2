// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.state.snapshot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A store in a folder of this machine, or in one that machines share. A file is written beside its place and then linked or renamed into it, so
 * that others see it whole or not at all. Files on the same file system are linked, not copied.
 */
final class FileSnapshotStore implements SnapshotStore {
    private static final String UNFINISHED = ".tmp-";

    private final Path root;

    FileSnapshotStore(Path root) {
        this.root = root;
    }

    @Override
    public List<String> list(String folder) throws IOException {
        try (Stream<Path> files = Files.list(root.resolve(folder))) {
            return files.map(f -> f.getFileName().toString()).filter(n -> !n.startsWith(UNFINISHED)).sorted().toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        }
    }

    @Override
    public byte[] read(String name) throws IOException {
        return Files.readAllBytes(root.resolve(name));
    }

    @Override
    public boolean create(String name, byte[] content) throws IOException {
        Path target = root.resolve(name);
        Files.createDirectories(target.getParent());
        Path written = unfinished(target);
        try {
            try (FileChannel file = FileChannel.open(written, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                for (ByteBuffer rest = ByteBuffer.wrap(content); rest.hasRemaining();) {
                    file.write(rest);
                }
                file.force(true);
            }
            return moveIfAbsent(written, target);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    private static boolean moveIfAbsent(Path written, Path target) throws IOException {
        try {
            Files.createLink(target, written);
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (UnsupportedOperationException | IOException e) { // a file system without links
            if (Files.exists(target)) {
                return false;
            }
            Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
        }
        force(target.getParent());
        return true;
    }

    @Override
    public void upload(Path file, String name) throws IOException {
        Path target = root.resolve(name);
        Files.createDirectories(target.getParent());
        Path written = unfinished(target);
        try {
            linkOrCopy(file, written);
            try (FileChannel content = FileChannel.open(written, StandardOpenOption.WRITE)) {
                content.force(true);
            }
            Files.move(written, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(written);
        }
        force(target.getParent());
    }

    @Override
    public void download(String name, Path file) throws IOException {
        linkOrCopy(root.resolve(name), file);
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(root.resolve(name));
    }

    private static Path unfinished(Path target) {
        return target.resolveSibling(UNFINISHED + UUID.randomUUID());
    }

    private static void linkOrCopy(Path from, Path to) throws IOException {
        try {
            Files.createLink(to, from);
        } catch (UnsupportedOperationException | IOException e) {
            Files.copy(from, to); // another file system; what else is wrong is wrong for a copy, too, and told by it
        }
    }

    /** Makes the names in a folder durable; where folders cannot be opened, as on Windows, their names are durable anyway or never. */
    private static void force(Path folder) {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        } catch (IOException e) {
            return;
        }
    }
}
