// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.warmup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WarmUpTest {
    private static final long BOUND_SECS = 180;

    @TempDir
    private Path folder;

    @Test
    void aWarmUpEndsByItselfAndLeavesAnArchiveOfClasses() throws IOException, InterruptedException {
        Path archive = folder.resolve("worker.jsa");
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
            "-XX:+UseSerialGC", "-XX:ArchiveClassesAtExit=" + archive, "-cp", jars(), WarmUp.class.getName(), folder.resolve("run").toString())
            .redirectErrorStream(true).redirectOutput(output.toFile()).start();
        try {
            assertTrue(process.waitFor(BOUND_SECS, TimeUnit.SECONDS), "it still runs after " + BOUND_SECS + " s");
            assertEquals(0, process.exitValue(), () -> read(output));
        } finally {
            process.destroyForcibly();
        }
        assertTrue(Files.size(archive) > 1_000_000);
    }

    /** The class path without folders, which the JVM cannot archive, but with this module's classes. */
    private String jars() throws IOException {
        StringBuilder path = new StringBuilder();
        for (String entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
            Path at = Path.of(entry);
            if (Files.isRegularFile(at)) {
                path.append(at).append(java.io.File.pathSeparator);
            } else if (Files.exists(at.resolve("tempest/worker/warmup/WarmUp.class"))) {
                path.append(jar(at)).append(java.io.File.pathSeparator);
            }
        }
        return path.toString();
    }

    private Path jar(Path classes) throws IOException {
        Path jar = folder.resolve("worker.jar");
        try (var out = new java.util.jar.JarOutputStream(Files.newOutputStream(jar)); var files = Files.walk(classes)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                out.putNextEntry(new java.util.zip.ZipEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
        return jar;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
