// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkerSettingsTest {
    @Test
    void theLastBatchesHaveNoLongerThanConfiguredNorThanASupervisorWaits() {
        String key = "storm.messaging.netty.flush_timeout_ms";
        assertEquals(Duration.ofMillis(100), WorkerSettings.of(Map.of(key, 100)).lastBatches());
        assertEquals(Duration.ofMillis(300), WorkerSettings.of(Map.of(key, 600_000)).lastBatches());
        assertEquals(Duration.ofMillis(300), WorkerSettings.of(Map.of()).lastBatches());
    }

    @Test
    void aProfilerOfOnesOwnIsNotStormsScript() {
        String key = "worker.profiler.command";
        assertEquals("/opt/profile", WorkerSettings.of(Map.of(key, "/opt/profile")).profilerCommand());
        assertNull(WorkerSettings.of(Map.of(key, "flight.bash")).profilerCommand());
        assertNull(WorkerSettings.of(Map.of(key, "/opt/storm/bin/flight.bash")).profilerCommand());
        assertNull(WorkerSettings.of(Map.of()).profilerCommand());
    }
}
