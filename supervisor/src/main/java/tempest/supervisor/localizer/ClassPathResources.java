// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.localizer;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.stream.Stream;

/**
 * The resources of a topology that has no jar because it runs in the JVM that submitted it: what that JVM's class path has under
 * {@code resources/}. Any thread.
 */
public final class ClassPathResources implements TopologyFolder.LocalJar {

    private static final String NAME = "resources";
    private final ClassLoader classes;

    public ClassPathResources(ClassLoader classes) {
        this.classes = classes;
    }

    @Override
    public void resources(Path into) throws IOException {
        for (URL url : Collections.list(classes.getResources(NAME))) {
            if (url.getProtocol().equals("file")) {
                copy(Path.of(URI.create(url.toString())), into);
            } else if (url.openConnection() instanceof JarURLConnection jar) {
                Unpacker.resources(Path.of(URI.create(jar.getJarFileURL().toString())), into);
            }
        }
    }

    private static void copy(Path from, Path into) throws IOException {
        try (Stream<Path> found = Files.walk(from)) {
            for (Path file : (Iterable<Path>) found::iterator) {
                Path target = into.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else if (!Files.exists(target)) {
                    // As on any class path, the first of a name wins.
                    Files.copy(file, target);
                }
            }
        }
    }
}
