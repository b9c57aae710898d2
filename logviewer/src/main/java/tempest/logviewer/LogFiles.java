// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.logviewer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Resolves untrusted file names below one folder: nothing outside of it can be reached, whatever the name. Immutable; any thread.
 */
public final class LogFiles {
    private static final int MOST_LISTED = 10_000;
    /** Topology and port: each such folder is one worker's. */
    private static final int OWNED_FOLDERS = 2;
    /** Names that no log has, and that some systems might resolve outside of the folder. */
    private static final Pattern STRANGE = Pattern.compile("[\\\\\\x00-\\x1f]|(^|/)\\.\\.?(/|$)|^/|//");

    private final Path root;
    private final int depth;

    /** @param depth how many folders down files may lie, with the file itself: 1 for files in the folder */
    public LogFiles(Path root, int depth) {
        this.root = root;
        this.depth = depth;
    }

    Path root() {
        return root;
    }

    /** The regular file of this name, relative to the folder; empty if there is none in it, however the name is spelled. */
    Optional<Path> find(String name) throws IOException {
        return within(name).filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS));
    }

    /** The folder of this name; as {@link #find}. */
    Optional<Path> folder(String name) throws IOException {
        return within(name).filter(file -> Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS));
    }

    private Optional<Path> within(String name) throws IOException {
        try {
            if (STRANGE.matcher(name).find()) {
                return Optional.empty();
            }
            Path file = root.resolve(name);
            if (root.relativize(file).getNameCount() > depth || !Files.exists(file)) {
                return Optional.empty();
            }
            // The real path: no link leads out, nor to another topology's or worker's files, which others may read.
            Path real = file.toRealPath();
            Path own = root.toRealPath();
            Path within = root.relativize(file);
            int folders = Math.min(OWNED_FOLDERS, within.getNameCount() - 1);
            return real.startsWith(folders == 0 ? own : own.resolve(within.subpath(0, folders))) ? Optional.of(real) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Names of all files below, sorted; those of one topology, and of one port of it, if these are given (else null). */
    List<String> list(String topologyId, String port) throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> found = Files.walk(root, depth)) {
            return found.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)).map(root::relativize)
                .filter(file -> topologyId == null || file.getNameCount() > 1 && file.getName(0).toString().equals(topologyId))
                .filter(file -> port == null || file.getNameCount() > 2 && file.getName(1).toString().equals(port))
                .map(file -> file.toString().replace(java.io.File.separatorChar, '/')).sorted().limit(MOST_LISTED).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
