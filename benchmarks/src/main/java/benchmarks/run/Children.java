// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package benchmarks.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starting and ending other processes. */
final class Children {
    private Children() {
    }

    static Process start(Path folder, Path log, List<String> command) throws IOException {
        return new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
    }

    /** Runs a command to its end; fails with its last words if it does. */
    static void run(Path folder, Path log, int seconds, List<String> command) throws IOException, InterruptedException {
        Process process = start(folder, log, command);
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            end(List.of(process.toHandle()));
            throw new IOException(String.join(" ", command) + " did not end within " + seconds + " s; see " + log);
        }
        if (process.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + process.exitValue() + "; see " + log);
        }
    }

    /** Ends processes and what they started: politely, and after 10 s not so. */
    static void end(List<ProcessHandle> processes) {
        List<ProcessHandle> all = processes.stream().flatMap(p -> java.util.stream.Stream.concat(p.descendants(), java.util.stream.Stream.of(p))).distinct().toList();
        all.forEach(ProcessHandle::destroy);
        if (!gone(all, 10)) {
            all.forEach(ProcessHandle::destroyForcibly);
            gone(all, 5);
        }
    }

    static boolean gone(List<ProcessHandle> processes, int seconds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (processes.stream().anyMatch(ProcessHandle::isAlive)) {
            if (System.nanoTime() > end) {
                return false;
            }
            java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        return true;
    }
}
