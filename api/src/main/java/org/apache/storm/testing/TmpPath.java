// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;

/** A path for temporary files, deleted with everything in it when closed. The path itself is not created. */
public class TmpPath implements AutoCloseable {
    private final Path path;

    /** A fresh path in the temporary folder. */
    public TmpPath() {
        this(localTempPath());
    }

    /** {@code path}, which is deleted at the end. */
    public TmpPath(String path) {
        this.path = Path.of(path);
    }

    /** A path in the temporary folder that nothing uses. */
    public static String localTempPath() {
        return Path.of(System.getProperty("java.io.tmpdir"), UUID.randomUUID().toString()).toString();
    }

    /** The path. */
    public String getPath() {
        return path.toString();
    }

    /** The path as a file. */
    public File getFile() {
        return path.toFile();
    }

    @Override
    public void close() {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(one);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + path, e);
        }
    }
}
