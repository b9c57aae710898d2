// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.logviewer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files under one folder, as strangers may name them: nothing outside of it can be reached. Immutable; any thread. */
public final class LogFiles {

    private static final int DEPTH = 4;
    private static final int MAX_LISTED = 10_000;

    private final Path root;

    public LogFiles(Path root) {
        this.root = root;
    }

    /** The regular file of this name, relative to the folder; empty if there is none in it, however the name is spelled. */
    Optional<Path> find(String name) throws IOException {
        try {
            Path file = root.resolve(name);
            if (Path.of(name).isAbsolute() || !Files.isRegularFile(file)) {
                return Optional.empty();
            }
            // The real path: neither .. nor a link leads out.
            Path real = file.toRealPath();
            return real.startsWith(root.toRealPath()) ? Optional.of(real) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Names of all files below, sorted; those of one topology, and of one port of it, if these are given (else null). */
    List<String> list(String topologyId, String port) throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> found = Files.walk(root, DEPTH)) {
            return found.filter(Files::isRegularFile).map(root::relativize)
                .filter(file -> topologyId == null || file.getName(0).toString().equals(topologyId))
                .filter(file -> port == null || file.getNameCount() > 1 && file.getName(1).toString().equals(port))
                .map(file -> file.toString().replace(java.io.File.separatorChar, '/')).sorted().limit(MAX_LISTED).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
