// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.logviewer;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.Clock;
import tempest.cluster.FatalErrorHandler;
import tempest.cluster.LocalLayout;

/**
 * Keeps workers' logs within limits: removes the folder of a worker that exited long ago, and the oldest files where those of a worker, or of
 * all workers, are too large. Runs on a thread of its own. It never removes a file that a running worker writes to, never follows a link,
 * and never touches what may still be in use.
 */
final class LogCleaner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogCleaner.class);
    /** Files that a running worker keeps open. */
    private static final Pattern OPEN = Pattern.compile(".*\\.(log|err|out|yaml|pid|metrics)");
    /** A dump of a running worker that was modified this recently may still be growing. */
    private static final long GROWING_MILLIS = 60_000;
    /** Says who may read what else is in the folder, so it goes last, with the folder. */
    private static final String DESCRIPTION = "worker.yaml";

    private final LocalLayout layout;
    private final CleanUpLimits limits;
    private final Clock clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "log-cleaner");
        made.setDaemon(true);
        return made;
    });

    LogCleaner(LocalLayout layout, CleanUpLimits limits, Clock clock) {
        this.layout = layout;
        this.limits = limits;
        this.clock = clock;
    }

    /** A file of a worker. */
    record Log(Path file, long bytes, long modifiedMillis) { }

    /** A worker's folder with all files below it. */
    record Worker(Path folder, boolean running, List<Log> logs) {
        boolean gone(long sinceMillis) {
            return !running && logs.stream().allMatch(log -> log.modifiedMillis < sinceMillis);
        }

        /** What may be removed while the folder stays. */
        Stream<Log> spare(long nowMillis) {
            return logs.stream().filter(log -> running
                ? !OPEN.matcher(log.file.getFileName().toString()).matches() && log.modifiedMillis < nowMillis - GROWING_MILLIS
                : !log.file.getFileName().toString().equals(DESCRIPTION));
        }
    }

    void start() {
        thread.scheduleWithFixedDelay(FatalErrorHandler.passingErrorsOn(this::cleanSafely), 0, limits.everySecs(), TimeUnit.SECONDS);
    }

    private void cleanSafely() {
        try {
            clean();
        } catch (IOException | RuntimeException e) {
            LOG.warn("old logs in {} are not removed this time: {}", layout.workersArtifacts(), e.toString());
        }
    }

    /** One round. */
    void clean() throws IOException {
        long now = clock.millis();
        List<Worker> left = new ArrayList<>();
        for (Path topology : folders(layout.workersArtifacts())) {
            for (Path folder : folders(topology)) {
                Worker worker = new Worker(folder, running(folder), logs(folder));
                if (worker.gone(now - limits.ageMillis())) {
                    remove(folder);
                    LOG.info("removed {}: its worker is gone and last wrote more than {} minutes ago", folder, TimeUnit.MILLISECONDS.toMinutes(limits.ageMillis()));
                } else {
                    left.add(worker);
                }
            }
            removeIfEmpty(topology);
        }
        for (Log log : surplus(left, limits, now)) {
            Files.deleteIfExists(log.file);
            LOG.info("removed {} of {} bytes: workers' logs took up more than logviewer.max.per.worker.logs.size.mb or logviewer.max.sum.worker.logs.size.mb",
                log.file, log.bytes);
        }
    }

    /** The oldest files to remove so that each worker, and all together, stay within the limits. */
    static Set<Log> surplus(List<Worker> workers, CleanUpLimits limits, long nowMillis) {
        Set<Log> surplus = new LinkedHashSet<>();
        for (Worker worker : workers) {
            drop(surplus, worker.spare(nowMillis), bytes(worker) - limits.workerBytes());
        }
        long total = workers.stream().mapToLong(LogCleaner::bytes).sum() - surplus.stream().mapToLong(Log::bytes).sum();
        drop(surplus, workers.stream().flatMap(worker -> worker.spare(nowMillis)).filter(log -> !surplus.contains(log)).toList().stream(),
            total - limits.totalBytes());
        return surplus;
    }

    private static void drop(Set<Log> dropped, Stream<Log> spare, long bytes) {
        long left = bytes;
        for (Log log : spare.sorted(Comparator.comparingLong(Log::modifiedMillis)).toList()) {
            if (left <= 0) {
                return;
            }
            dropped.add(log);
            left -= log.bytes;
        }
    }

    private static long bytes(Worker worker) {
        return worker.logs.stream().mapToLong(Log::bytes).sum();
    }

    /** Whether the folder's worker runs, or may: its working folder exists, and it is not known that all its processes have ended. */
    private boolean running(Path folder) {
        Object id = LogAccess.described(folder.resolve(DESCRIPTION)).get("worker-id");
        if (id == null || !id.toString().matches("[\\w-]+") || !Files.isDirectory(layout.worker(id.toString()))) {
            return false;
        }
        try (Stream<Path> pids = Files.list(layout.workerPids(id.toString()))) {
            List<String> numbers = pids.map(pid -> pid.getFileName().toString()).filter(pid -> pid.matches("\\d{1,18}")).toList();
            return numbers.isEmpty() || numbers.stream().anyMatch(pid -> ProcessHandle.of(Long.parseLong(pid)).isPresent());
        } catch (IOException e) {
            LOG.debug("the processes of {} are not known, so its logs stay", folder, e);
            return true;
        }
    }

    private static List<Path> folders(Path parent) throws IOException {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(child -> Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)).sorted().toList();
        }
    }

    private static List<Log> logs(Path folder) throws IOException {
        List<Log> logs = new ArrayList<>();
        List<Path> found;
        try (Stream<Path> files = Files.walk(folder)) {
            found = files.toList();
        }
        for (Path file : found) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                if (attributes.isRegularFile()) {
                    logs.add(new Log(file, attributes.size(), attributes.lastModifiedTime().toMillis()));
                }
            } catch (NoSuchFileException e) {
                // Rolled over meanwhile; the next round sees it under its new name.
                continue;
            }
        }
        return logs;
    }

    private static void remove(Path folder) throws IOException {
        List<Path> found;
        try (Stream<Path> files = Files.walk(folder)) {
            found = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : found) {
            Files.deleteIfExists(file);
        }
    }

    private static void removeIfEmpty(Path folder) throws IOException {
        try {
            if (folders(folder).isEmpty()) {
                Files.deleteIfExists(folder);
            }
        } catch (DirectoryNotEmptyException e) {
            LOG.debug("{} holds other files, so it stays", folder);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
