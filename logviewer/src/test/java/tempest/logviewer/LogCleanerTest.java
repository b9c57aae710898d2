// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.logviewer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tempest.cluster.Clock;
import tempest.cluster.LocalLayout;

class LogCleanerTest {
    private static final int MB = 1 << 20;
    /** More than any process has on Linux. */
    private static final long ENDED = 4_194_305;

    @TempDir
    private Path home;
    private LocalLayout layout;

    @BeforeEach
    void lay() {
        layout = LocalLayout.of(Map.of(), home);
    }

    private static Map<String, Object> conf(Object... keysAndValues) {
        Map<String, Object> conf = new HashMap<>(Map.of("logviewer.cleanup.interval.secs", 1));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            conf.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return conf;
    }

    private void clean(Object... keysAndValues) throws IOException {
        try (LogCleaner cleaner = new LogCleaner(layout, CleanUpLimits.of(conf(keysAndValues)).orElseThrow(), Clock.system())) {
            cleaner.clean();
        }
    }

    /** A worker's folder; its process is this one, or one that has ended, or is not known. */
    private Path worker(String topology, int port, String id, Long pid) throws IOException {
        Path folder = Files.createDirectories(layout.workerArtifacts(topology, port));
        Files.writeString(folder.resolve("worker.yaml"), "worker-id: " + id + "\n");
        age(folder.resolve("worker.yaml"), 100_000);
        if (pid != null) {
            Files.writeString(Files.createDirectories(layout.workerPids(id)).resolve(Long.toString(pid)), "");
        }
        return folder;
    }

    private static Path file(Path folder, String name, int bytes, int ageMinutes) throws IOException {
        Path file = Files.write(folder.resolve(name), new byte[bytes]);
        age(file, ageMinutes);
        return file;
    }

    private static void age(Path file, int minutes) throws IOException {
        Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis() - TimeUnit.MINUTES.toMillis(minutes)));
    }

    @Test
    void theFolderOfAWorkerThatExitedLongAgoIsRemovedWithItsTopologys() throws IOException {
        Path old = file(worker("old-1-2", 6700, "a", null), "worker.log", 10, 61);
        Path fresh = file(worker("fresh-1-2", 6700, "b", null), "worker.log", 10, 59);
        Path mixed = file(worker("fresh-1-2", 6701, "c", null), "worker.log.1.gz", 10, 200);
        Path ended = file(worker("ended-1-2", 6700, "d", ENDED), "worker.log", 10, 61);
        Path runs = file(worker("runs-1-2", 6700, "e", ProcessHandle.current().pid()), "worker.log", 10, 100_000);
        Path elsewhere = Files.writeString(home.resolve("precious"), "");
        Path link = layout.workerArtifacts("old-1-2", 6700).resolve("link");
        Files.createSymbolicLink(link, home);
        clean("logviewer.cleanup.age.mins", 60);
        assertFalse(Files.exists(old.getParent().getParent()), "the whole topology's");
        assertTrue(Files.exists(fresh));
        assertFalse(Files.exists(mixed.getParent()));
        assertFalse(Files.exists(ended.getParent()));
        assertTrue(Files.exists(runs), "however long it has had nothing to say");
        assertTrue(Files.exists(elsewhere), "links are not followed");
    }

    @Test
    void theOldestFilesOfAWorkerGoUntilTheRestIsWithinItsLimitButNoneThatItWritesTo() throws IOException {
        Path folder = worker("words-1-2", 6700, "a", ProcessHandle.current().pid());
        Path log = file(folder, "worker.log", MB, 500);
        Path oldest = file(folder, "worker.log.2.gz", MB, 300);
        Path older = file(folder, "worker.log.1.gz", MB, 200);
        Path growing = file(folder, "recording-1.jfr", MB, 0);
        clean("logviewer.max.per.worker.logs.size.mb", 3.5);
        assertEquals(List.of(true, false, true, true), present(log, oldest, older, growing));
        clean("logviewer.max.per.worker.logs.size.mb", 0.5);
        assertEquals(List.of(true, false, false, true), present(log, oldest, older, growing));
    }

    @Test
    void theOldestFilesOfAllWorkersGoUntilAllAreWithinTheLimitOfTheSum() throws IOException {
        Path dead = worker("dead-1-2", 6700, "a", null);
        Path deadLog = file(dead, "worker.log", MB, 100);
        Path deadErrors = file(dead, "worker.log.err", MB, 50);
        Path runs = worker("runs-1-2", 6701, "b", ProcessHandle.current().pid());
        Path rolled = file(runs, "worker.log.1.gz", MB, 70);
        Path log = file(runs, "worker.log", MB, 200);
        clean("logviewer.max.sum.worker.logs.size.mb", 3.5);
        assertEquals(List.of(false, true, true, true), present(deadLog, deadErrors, rolled, log));
        clean("logviewer.max.sum.worker.logs.size.mb", 2.5);
        assertEquals(List.of(false, true, false, true), present(deadLog, deadErrors, rolled, log));
        clean("logviewer.max.sum.worker.logs.size.mb", 0.001);
        assertEquals(List.of(false, false, false, true), present(deadLog, deadErrors, rolled, log));
        assertTrue(Files.exists(dead.resolve("worker.yaml")), "who may read the folder is known as long as it is there");
    }

    private static List<Boolean> present(Path... files) {
        return List.of(files).stream().map(Files::exists).toList();
    }

    @Test
    void nothingIsRemovedUnlessTheIntervalIsSetAndWrongLimitsAreNamed() {
        assertEquals(Optional.empty(), CleanUpLimits.of(Map.of("logviewer.cleanup.age.mins", 1)));
        for (String key : List.of("logviewer.cleanup.interval.secs", "logviewer.cleanup.age.mins", "logviewer.max.per.worker.logs.size.mb",
            "logviewer.max.sum.worker.logs.size.mb")) {
            IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> CleanUpLimits.of(conf(key, 0)));
            assertTrue(e.getMessage().contains(key), e.getMessage());
        }
    }

    @Test
    void aLogViewerCleansUpByItself() throws IOException {
        Path old = file(worker("old-1-2", 6700, "a", null), "worker.log", 10, 61);
        try (LogViewer viewer = new LogViewer(conf("logviewer.cleanup.age.mins", 60, "logviewer.port", 0, "logviewer.host", "127.0.0.1"), layout)) {
            viewer.start();
            for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20); Files.exists(old.getParent().getParent()) && System.nanoTime() < end;) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
            assertFalse(Files.exists(old.getParent().getParent()));
        }
    }
}
