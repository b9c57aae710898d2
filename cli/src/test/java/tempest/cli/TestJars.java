// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Jars that name classes without holding code. */
final class TestJars {
    private TestJars() {}

    static Path with(Path jar, String... classes) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String name : classes) {
                out.putNextEntry(new JarEntry(name.replace('.', '/') + ".class"));
                out.write(new byte[200]);
                out.closeEntry();
            }
        }
        return jar;
    }
}
