// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.dev;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The processes of one `storm dev` cluster, known by a JVM option that each of them carries: daemons get it from us, workers
 * from worker.childopts. So nothing is lost when a parent dies, and nothing else is ever touched. Any thread.
 *
 * @param option the JVM option, the same for each start in one folder
 */
public record TaggedProcesses(String option) {
    public static TaggedProcesses of(Path folder) {
        return new TaggedProcesses("-Dtempest.dev=" + HexFormat.of().toHexDigits(folder.toAbsolutePath().normalize().toString().hashCode()));
    }

    /** Living processes with the tag, this one left out. */
    public List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses().filter(p -> p.pid() != ProcessHandle.current().pid() && arguments(p).anyMatch(option::equals)).toList();
    }

    /** Living processes with the tag that are this daemon. */
    List<ProcessHandle> daemons(String name) {
        return processes().stream().filter(p -> arguments(p).anyMatch(("-Ddaemon.name=" + name)::equals)).toList();
    }

    public static Stream<String> arguments(ProcessHandle process) {
        Path commandLine = Path.of("/proc", Long.toString(process.pid()), "cmdline");
        try {
            return Arrays.stream(Files.readString(commandLine, StandardCharsets.ISO_8859_1).split("\0"));
        } catch (IOException e) {
            // No /proc here, or the process has just ended.
            return Arrays.stream(process.info().arguments().orElse(new String[0]));
        }
    }

    /** Asks them to end, waits, and ends by force those that did not. */
    static void stop(List<ProcessHandle> processes, long patienceMillis) {
        processes.forEach(ProcessHandle::destroy);
        if (!awaitEnd(processes, patienceMillis)) {
            processes.forEach(ProcessHandle::destroyForcibly);
            awaitEnd(processes, patienceMillis);
        }
    }

    static boolean awaitEnd(List<ProcessHandle> processes, long patienceMillis) {
        try {
            CompletableFuture.allOf(processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new)).get(patienceMillis, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("waiting for a process failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends everything tagged in the order that leaves no gap: who restarts workers first, ZooKeeper last. */
    public void stopAll() {
        stop(daemons("supervisor"), 5_000);
        List<ProcessHandle> zooKeeper = daemons("dev-zookeeper");
        stop(processes().stream().filter(p -> !zooKeeper.contains(p)).toList(), 8_000);
        stop(zooKeeper, 3_000);
        stop(processes(), 1_000);
    }
}
