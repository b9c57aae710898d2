// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a process holds at a moment.
 *
 * @param threads its threads
 * @param handles its open files and sockets
 * @param residentMb memory that it occupies, in MB
 */
record ProcessFigures(int threads, int handles, double residentMb) {
    private static final Path PROC = Path.of("/proc");
    private static final double KB_PER_MB = 1024;
    private static final double BYTES_PER_MB = KB_PER_MB * KB_PER_MB;
    private static final long ANSWER_SECONDS = 60;

    /** @throws UncheckedIOException if the process has ended, or this is no Linux */
    static ProcessFigures of(long pid) {
        Path process = PROC.resolve(Long.toString(pid));
        try {
            return new ProcessFigures(entries(process.resolve("task")), entries(process.resolve("fd")), resident(Files.readAllLines(process.resolve("status"))));
        } catch (IOException e) {
            throw new UncheckedIOException("process " + pid + " cannot be looked at: " + e, e);
        }
    }

    private static int entries(Path folder) throws IOException {
        int count = 0;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                count++;
            }
        }
        return count;
    }

    private static double resident(List<String> status) {
        return status.stream().filter(line -> line.startsWith("VmRSS:")).mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", ""))).sum() / KB_PER_MB;
    }

    /** What a JVM's objects take after a collection, in MB; -1 if it cannot be asked. It stops the process for a moment. */
    static double liveHeapMb(long pid) throws InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        if (!Files.isExecutable(jcmd)) {
            return -1;
        }
        try {
            Process asked = new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram").redirectErrorStream(true).start();
            String answer = new String(asked.getInputStream().readAllBytes());
            return asked.waitFor(ANSWER_SECONDS, TimeUnit.SECONDS) && asked.exitValue() == 0 ? totalMb(answer) : -1;
        } catch (IOException e) {
            return -1;
        }
    }

    /** Reads the last line of a histogram: Total, objects, bytes. -1 if there is none. */
    static double totalMb(String histogram) {
        return histogram.lines().map(String::strip).filter(line -> line.startsWith("Total")).map(line -> line.split("\\s+"))
                .filter(words -> words.length == 3).mapToDouble(words -> Double.parseDouble(words[2]) / BYTES_PER_MB).findFirst().orElse(-1);
    }
}
