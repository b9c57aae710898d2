// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.compat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Runs published tests in JVMs of their own, since some end theirs or leave threads and settings behind: one JVM for all, and another one for
 * the rest whenever a test ended it or did not end. Used by one thread; waits for a bounded time.
 */
final class PublishedTestsJvm {
    private static final int PATIENCE_SECS = 250;
    /** Where a test looks for its key stores, among the sources of the module it is of; here they are where its other resources are. */
    private static final String KEY_STORES = "-Dtest.data.dir=" + Path.of("src", "test", "resources", "ssl") + "/";

    private final Path folder;
    private final Path jar;
    private final Path classes;

    /**
     * @param folder for what the JVMs read and write; it is their working folder, too
     * @param jar    the tests; unpacked, because some list folders of theirs, or look for files in src/test/resources
     */
    PublishedTestsJvm(Path folder, Path jar) throws IOException {
        this.folder = folder;
        this.jar = jar;
        this.classes = folder.resolve("src").resolve("test").resolve("resources");
        unpack();
    }

    private void unpack() throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : Collections.list(file.entries())) {
                Path target = classes.resolve(entry.getName()).normalize();
                if (!entry.isDirectory() && target.startsWith(classes)) {
                    Files.createDirectories(target.getParent());
                    try (InputStream in = file.getInputStream(entry)) {
                        Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
                    }
                }
            }
        }
    }

    /** Runs tests, {@code Class#method} each; returns those that failed, with the reason. */
    Map<String, String> run(Set<String> tests) throws IOException, InterruptedException {
        Map<String, String> failed = new TreeMap<>();
        Set<String> left = new LinkedHashSet<>(tests);
        for (int round = 0; !left.isEmpty(); round++) {
            Path results = folder.resolve("results-" + round + ".txt");
            Path wanted = Files.write(folder.resolve("tests-" + round + ".txt"), left);
            List<String> classPath = ChildJvm.classPath().stream().map(entry -> entry.equals(jar.toString()) ? classes.toString() : entry).toList();
            String end = ChildJvm.run(classPath, List.of(KEY_STORES, PublishedTestsRun.class.getName(), wanted.toString(), results.toString()), folder,
                folder.resolve("output-" + round + ".txt"), results, PATIENCE_SECS);
            String started = null;
            for (String line : Files.exists(results) ? Files.readAllLines(results) : List.<String>of()) {
                String[] parts = line.split(" ", 3);
                if (parts[0].equals("start")) {
                    started = parts[1];
                } else {
                    left.remove(parts[1]);
                    if (parts[0].equals("fail")) {
                        failed.put(parts[1], parts[2]);
                    }
                }
            }
            if (!left.isEmpty()) {
                String culprit = started != null && left.contains(started) ? started : left.iterator().next();
                left.remove(culprit);
                failed.put(culprit, end);
            }
        }
        return failed;
    }
}
