// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.architecture;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Runs {@code api-compat/StormApi.java} in a JVM of its own, against the jars that this build downloaded and made. */
final class StormApiTool {
    private static final long LONGEST_MINUTES = 5;
    private static String classes;

    private StormApiTool() {
    }

    /** The result of one run: exit code (0 reached, 1 below, 2 error) and everything it printed. */
    record Result(int exit, String output) {
    }

    static Result run(String command, List<String> arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
            "-cp", compiled() + File.pathSeparator + asm(), "StormApi", command,
            "--ref", String.join(File.pathSeparator, jars(Path.of("target/storm-reference")))));
        line.addAll(arguments);
        Path out = Files.createTempFile("storm-api", ".txt");
        try {
            Process process = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(out.toFile()).start();
            if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IOException("StormApi " + command + " took more than " + LONGEST_MINUTES + " minutes");
            }
            return new Result(process.exitValue(), Files.readString(out));
        } finally {
            Files.delete(out);
        }
    }

    /** The folder of its classes, compiled once for all runs of a build. */
    private static synchronized String compiled() throws IOException {
        if (classes == null) {
            Path folder = Files.createDirectories(Path.of("target/storm-api"));
            StringWriter complaints = new StringWriter();
            JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
            StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
            if (!compiler.getTask(complaints, files, null, List.of("-d", folder.toString(), "-cp", asm(), "-proc:none"), null,
                files.getJavaFileObjects(Path.of("api-compat/StormApi.java"))).call()) {
                throw new IOException("StormApi.java does not compile: " + complaints);
            }
            classes = folder.toString();
        }
        return classes;
    }

    private static String asm() {
        return entry("asm-[0-9].*\\.jar");
    }

    /** Our own jars (or class folders) on this test's class path. */
    static List<String> ours() {
        return classPath().filter(e -> {
            String name = Path.of(e).getFileName().toString();
            return name.startsWith("tempest-") || (name.equals("classes") && java.nio.file.Files.isDirectory(Path.of(e)));
        }).toList();
    }

    /** The libraries on this test's class path: supertypes of the contract's classes come from there. */
    static List<String> libraries() {
        return classPath().filter(e -> e.endsWith(".jar") && !Path.of(e).getFileName().toString().startsWith("tempest-")).toList();
    }

    static List<String> jars(Path folder) throws IOException {
        List<String> jars = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, "*.jar")) {
            all.forEach(jar -> jars.add(jar.toString()));
        }
        return jars;
    }

    private static String entry(String name) {
        return classPath().filter(e -> Path.of(e).getFileName().toString().matches(name)).findFirst()
            .orElseThrow(() -> new IllegalStateException("no " + name + " on the test's class path"));
    }

    private static java.util.stream.Stream<String> classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator));
    }
}
