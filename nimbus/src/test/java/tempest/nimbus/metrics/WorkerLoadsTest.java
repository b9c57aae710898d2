// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tempest.rpc.WorkerBeat;
import tempest.rpc.WorkerSight;

class WorkerLoadsTest {
    private final WorkerLoads loads = new WorkerLoads();

    private void beat(int port, int uptime, long gcMillis, long now) {
        WorkerBeat beat = new WorkerBeat("t", "n", "h", port, 0, uptime, Map.of());
        beat.set_gc_millis(gcMillis);
        beat.set_heap_bytes(7);
        beat.set_heap_max_bytes(10);
        loads.record(beat, now);
    }

    private WorkerSight first(long now) {
        return loads.sights(now).get(0);
    }

    @Test
    void garbageCollectionIsTheShareOfTheLastMinute() {
        for (int i = 0; i <= 100; i += 5) {
            beat(1, 1_000 + i, i < 50 ? 0 : (i - 50) * 800L, i);
        }
        assertEquals(0.8, first(100).get_gc(), 0.2);
        assertEquals(List.of(7L, 10L), List.of(first(100).get_heap_bytes(), first(100).get_heap_max_bytes()));
    }

    @Test
    void aRestartedWorkerCountsFromItsStart() {
        beat(1, 1_000, 90_000, 0);
        beat(1, 10, 5_000, 20);
        assertEquals(0.5, first(20).get_gc(), 0.01);
    }

    @Test
    void anOlderWorkersFirstHeartbeatSaysNothingOfLately() {
        beat(1, 1_000, 90_000, 0);
        assertFalse(first(0).is_set_gc());
    }

    @Test
    void aSilentWorkersFiguresHaveAnAgeAndGoAfterAMinute() {
        beat(1, 100, 0, 0);
        beat(2, 100, 0, 50);
        assertEquals(List.of(55L, 5L), loads.sights(55).stream().map(WorkerSight::get_silent_secs).toList());
        assertEquals(List.of(2), loads.sights(61).stream().map(WorkerSight::get_port).toList());
    }
}
