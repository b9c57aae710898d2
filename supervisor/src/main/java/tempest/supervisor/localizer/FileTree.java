// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.localizer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Whole folders on disk: their size, their removal, links that change in one step. Follows no link. Stateless; any thread. */
public final class FileTree {

    private FileTree() { }

    /** Removes a file, a link or a folder with all that is in it; what is gone already does not matter. */
    public static void remove(Path root) throws IOException {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, IOException e) throws IOException {
                if (e != null && !(e instanceof NoSuchFileException)) {
                    throw e;
                }
                Files.deleteIfExists(dir);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Bytes of all files below, links excepted; what vanishes meanwhile does not count. */
    static long size(Path root) throws IOException {
        long[] sum = new long[1];
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return 0;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                sum[0] += attributes.isRegularFile() ? attributes.size() : 0;
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
        return sum[0];
    }

    /** What lies directly in a folder, sorted; empty if there is no such folder. */
    public static List<Path> children(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(found::add);
        } catch (UncheckedIOException | java.nio.file.DirectoryIteratorException e) {
            throw new IOException("cannot list " + folder + ": " + e.getMessage(), e);
        }
        found.sort(null);
        return found;
    }

    /** Makes {@code link} point to {@code target}, replacing another link in one step: readers see the old or the new, never nothing. */
    public static void link(Path link, Path target) throws IOException {
        Path fresh = link.resolveSibling(link.getFileName() + ".new-" + UUID.randomUUID());
        Files.createSymbolicLink(fresh, target);
        try {
            Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(fresh);
            throw e;
        }
    }

    /** Puts a finished folder or file in its place, removing what was there. */
    static void replace(Path finished, Path place) throws IOException {
        Files.createDirectories(place.getParent());
        if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            Path old = finished.resolveSibling(finished.getFileName() + ".old");
            Files.move(place, old, StandardCopyOption.ATOMIC_MOVE);
            Files.move(finished, place, StandardCopyOption.ATOMIC_MOVE);
            remove(old);
        } else {
            Files.move(finished, place, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
