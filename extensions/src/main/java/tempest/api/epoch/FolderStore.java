// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.epoch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Epochs in a folder that all workers see. An entry is written beside, forced to disk, and linked to its name, which fails if there is one: that is atomic on local
 * file systems and on NFS. Any thread.
 */
final class FolderStore implements EpochStore {
    private final Path root;

    FolderStore(Path root) {
        this.root = root;
    }

    @Override
    public boolean create(String name, byte[] content) {
        Path entry = root.resolve(name);
        Path written = root.resolve("new").resolve(UUID.randomUUID().toString());
        try {
            Files.createDirectories(written.getParent());
            try {
                try (FileChannel file = FileChannel.open(written, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                    for (ByteBuffer rest = ByteBuffer.wrap(content); rest.hasRemaining();) {
                        file.write(rest);
                    }
                    file.force(true);
                }
                return link(entry, written);
            } finally {
                Files.deleteIfExists(written);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + entry, e);
        }
    }

    /** Has names in a folder outlive the machine; where folders are no files, as on Windows, the system sees to that. */
    static void force(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }

    private static boolean link(Path entry, Path written) throws IOException {
        while (true) {
            Files.createDirectories(entry.getParent());
            try {
                Files.createLink(entry, written);
                force(entry.getParent());
                force(entry.getParent().getParent()); // which may have it as a new folder
                return true;
            } catch (FileAlreadyExistsException e) {
                return false;
            } catch (NoSuchFileException e) {
                if (Files.exists(entry.getParent())) { // otherwise the folder was cleaned away just now
                    throw e;
                }
            }
        }
    }

    @Override
    public byte[] read(String name) {
        try {
            return Files.readAllBytes(root.resolve(name));
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + root.resolve(name), e);
        }
    }

    @Override
    public List<String> list(String folder) {
        try (Stream<Path> entries = Files.list(root.resolve(folder))) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + root.resolve(folder), e);
        }
    }

    @Override
    public void delete(String name) {
        Path entry = root.resolve(name);
        if (!Files.exists(entry)) {
            return;
        }
        try (Stream<Path> all = Files.walk(entry)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + entry, e);
        }
    }
}
