// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryLimitsTest {

    private final Map<String, Object> conf = new HashMap<>(Map.of("storm.resource.isolation.plugin.enable", true));
    private final List<String> killed = new ArrayList<>();
    private final Map<Long, Double> used = new HashMap<>();
    private double available = 100_000;
    private boolean measurable = true;
    private long now;

    private final MemoryWatch.Meter meter = new MemoryWatch.Meter() {
        @Override
        public Optional<Double> usedMb(long pid) {
            return Optional.ofNullable(used.get(pid));
        }

        @Override
        public double availableMb() throws IOException {
            if (!measurable) {
                throw new IOException("no such file");
            }
            return available;
        }
    };

    private record Worker(String workerId, long pid, double givenMb, List<String> killed) implements MemoryWatch.Watched {
        @Override
        public void kill(String reason) {
            killed.add(workerId + " " + reason);
        }
    }

    private final List<Worker> workers = List.of(new Worker("a", 1, 1000, killed), new Worker("b", 2, 1000, killed));

    private MemoryWatch watch() {
        return new MemoryWatch(MemoryLimits.of(conf), meter, () -> now);
    }

    @Test
    void aWorkerBeyondItsHardLimitIsKilledAtOnceAndOthersAreNot() {
        // 1000 given and 128 of tolerance: twice that is less than 2024 more.
        used.putAll(Map.of(1L, 3151.0, 2L, 3152.0));
        watch().look(workers);
        assertEquals(List.of("b it was killed: it used 3152 MB of memory; its hard limit is 3152 MB (storm.supervisor.hard.memory.limit.multiplier, overage.mb)"),
            killed);
        conf.put("storm.supervisor.hard.memory.limit.multiplier", 4);
        conf.put("storm.supervisor.memory.limit.tolerance.margin.mb", 0);
        used.put(1L, 4000.0);
        watch().look(workers);
        assertTrue(killed.get(1).startsWith("a it was killed: it used 4000 MB of memory; its hard limit is 4000 MB"), killed.toString());
        conf.put("storm.supervisor.hard.memory.limit.overage.mb", 10_000);
        watch().look(workers);
        assertEquals(2, killed.size(), killed.toString());
    }

    @Test
    void aWorkerBeyondItsLimitIsKilledAtOnceWhereTheComputerHasLittleLeft() {
        used.putAll(Map.of(1L, 1128.0, 2L, 1129.0));
        available = 1025;
        MemoryWatch watch = watch();
        watch.look(workers);
        assertEquals(List.of(), killed);
        available = 1024;
        watch.look(workers);
        assertEquals(1, killed.size());
        assertTrue(killed.get(0).startsWith("b it was killed: it used 1129 MB of memory, its limit is 1128 MB, and the computer had only 1024 MB left"), killed.get(0));
    }

    @Test
    void aWorkerBeyondItsLimitHasATimeOfGraceWhereTheComputerHasSomeLeft() {
        used.putAll(Map.of(1L, 1129.0, 2L, 1000.0));
        available = 1500;
        MemoryWatch watch = watch();
        watch.look(workers);
        now = 20_000;
        watch.look(workers);
        available = 1600;
        now = 25_000;
        watch.look(workers);
        available = 1500;
        now = 29_000;
        watch.look(workers);
        now = 59_000;
        watch.look(workers);
        assertEquals(List.of(), killed, "the grace begins anew");
        now = 59_001;
        watch.look(workers);
        assertEquals(1, killed.size());
        assertTrue(killed.get(0).contains("for 30 s while the computer had less than 1536 MB left"), killed.get(0));
    }

    @Test
    void theThresholdsAndTheGraceAreTheConfiguredOnes() {
        conf.putAll(Map.of("storm.supervisor.low.memory.threshold.mb", 2000, "storm.supervisor.medium.memory.threshold.mb", 5000,
            "storm.supervisor.medium.memory.grace.period.ms", 7000));
        used.putAll(Map.of(1L, 1129.0, 2L, 1000.0));
        available = 4999;
        MemoryWatch watch = watch();
        watch.look(workers);
        now = 7000;
        watch.look(workers);
        assertEquals(List.of(), killed);
        now = 7001;
        watch.look(workers);
        assertEquals(1, killed.size(), "with less than the medium threshold, after the grace");
        available = 2000;
        watch().look(workers);
        assertEquals(2, killed.size(), "with the low threshold, at once");
    }

    @Test
    void withoutResourceIsolationOrAMeasureNobodyIsKilled() {
        used.putAll(Map.of(1L, 1e6, 2L, 1e6));
        measurable = false;
        MemoryWatch blind = watch();
        blind.look(workers);
        measurable = true;
        blind.look(workers);
        conf.remove("storm.resource.isolation.plugin.enable");
        watch().look(workers);
        assertEquals(List.of(), killed);
        assertFalse(MemoryLimits.of(Map.of()).enforced());
    }

    @Test
    void aWrongLimitIsNamed() {
        conf.put("storm.supervisor.hard.memory.limit.multiplier", 0.5);
        assertEquals("configuration storm.supervisor.hard.memory.limit.multiplier is 0.5; it must be a number from 1.0 up",
            assertThrows(IllegalArgumentException.class, this::watch).getMessage());
    }

    @Test
    void memoryIsReadFromProc(@TempDir Path proc) throws IOException {
        Files.writeString(proc.resolve("meminfo"), "MemTotal:       16384 kB\nMemFree:  1 kB\nMemAvailable:       4096 kB\n");
        long own = ProcessHandle.current().pid();
        Files.writeString(Files.createDirectory(proc.resolve(Long.toString(own))).resolve("status"), "Name:\tjava\nVmPeak:\t 9 kB\nVmRSS:\t    2048 kB\n");
        ProcMemory memory = new ProcMemory(proc);
        assertEquals(4, memory.availableMb());
        assertEquals(Optional.of(2.0), memory.usedMb(own));
        assertEquals(Optional.empty(), memory.usedMb(1));
    }
}
