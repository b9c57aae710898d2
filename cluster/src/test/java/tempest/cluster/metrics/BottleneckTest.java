// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BottleneckTest {
    private static Bottleneck.Part spout(double capacity, double blocked, double pending) {
        return new Bottleneck.Part("spout", true, 1, 1, capacity, Double.NaN, 0, blocked, Double.NaN, 0, pending, Set.of());
    }

    private static Bottleneck.Part bolt(String id, String input, int executors, int tasks, double capacity, double fill, double blocked) {
        return new Bottleneck.Part(id, false, executors, tasks, capacity, executors * capacity, fill, blocked, 2.5, 400, Double.NaN, Set.of(input));
    }

    @Test
    void aBusyBoltWithAFullQueueIsNamedWithTheExecutorsItNeeds() {
        Map<String, Object> found = Bottleneck.of(List.of(spout(0.1, 0.5, 0), bolt("split", "spout", 2, 8, 0.3, 0.2, 0.1), bolt("slow", "split", 2, 8, 1, 1, 0)), 0);
        assertEquals("slow", found.get("component"));
        assertEquals("capacity", found.get("why"));
        // Two executors' work at 70 % load. How much the source could give in the half of the time that it waits is not known.
        assertEquals(3, found.get("suggestedParallelism"));
        assertEquals("Bottleneck: slow. Its executors are busy 100 % of the time (2.5 ms per tuple) and its queue is full; upstream is blocked 50 % of the "
            + "time; it needs at least 3 executors instead of 2.", found.get("sentence"));
    }

    @Test
    void aBlockedComponentIsNotTheBottleneck() {
        Map<String, Object> found = Bottleneck.of(List.of(spout(0.1, 0.9, 0), bolt("split", "spout", 1, 1, 0.95, 1, 0.9), bolt("slow", "split", 1, 1, 0.85, 1, 0)), 0);
        assertEquals("slow", found.get("component"));
        assertEquals("Bottleneck: slow. Its executors are busy 85 % of the time (2.5 ms per tuple) and its queue is full; upstream is blocked 90 % of the time; "
            + "it needs at least 2 executors but has 1 task: resubmit with more tasks.", found.get("sentence"));
    }

    @Test
    void aBoltWhoseQueueIsFullThoughItIsNotBusyIsNamedForItsQueue() {
        Map<String, Object> found = Bottleneck.of(List.of(spout(0.1, 0.3, 0), bolt("blocking", "spout", 4, 4, 0.2, 0.95, 0)), 0);
        assertEquals(List.of("blocking", "queue"), List.of(found.get("component"), found.get("why")));
        assertEquals("Bottleneck: blocking. Its queue is 95 % full; upstream is blocked 30 % of the time; it needs at least 5 executors but has 4 tasks: resubmit with more tasks.",
            found.get("sentence"));
    }

    @Test
    void oneBusyExecutorAmongIdleOnesHasUnevenKeysAndMoreExecutorsAreNotAdvised() {
        Bottleneck.Part skewed = new Bottleneck.Part("count", false, 4, 8, 1, 1.2, 1, 0, 2.5, 400, Double.NaN, Set.of("spout"));
        Map<String, Object> found = Bottleneck.of(List.of(spout(0.1, 0.5, 0), skewed), 0);
        assertEquals("skew", found.get("why"));
        assertNull(found.get("suggestedParallelism"));
        assertEquals("Bottleneck: count. Its busiest executor is busy 100 % of the time, all 4 on average 30 %: the keys of its grouping are uneven, more executors help "
            + "only if they spread them.", found.get("sentence"));
    }

    @Test
    void aSpoutAtItsPendingLimitIsNamedWithTheLimit() {
        Map<String, Object> found = Bottleneck.of(List.of(spout(0.1, 0, 100), bolt("split", "spout", 1, 1, 0.2, 0, 0)), 100);
        assertEquals("pending", found.get("why"));
        assertEquals("Bottleneck: topology.max.spout.pending = 100. Spout spout has 100 tuples in flight and no bolt is busy; raise the limit.", found.get("sentence"));
    }

    @Test
    void aBusySpoutSetsThePaceWhenBoltsHaveReserves() {
        Map<String, Object> found = Bottleneck.of(List.of(spout(0.97, 0, 0), bolt("split", "spout", 1, 1, 0.4, 0, 0)), 0);
        assertEquals(List.of("spout", "spout"), List.of(found.get("component"), found.get("why")));
        assertEquals("Bottleneck: spout spout. Its executors are busy 97 % of the time and no bolt is busy; it needs at least 2 executors but has 1 task: resubmit with more tasks.",
            found.get("sentence"));
    }

    @Test
    void aTopologyWithoutABottleneckSaysSoAndOneWithoutMetricsSaysNothing() {
        Map<String, Object> found = Bottleneck.of(List.of(spout(0.1, 0, 0), bolt("split", "spout", 1, 1, 0.4, 0, 0), bolt("count", "split", 1, 1, 0.2, 0, 0)), 0);
        assertNull(found.get("component"));
        assertEquals("No bottleneck. Busiest bolt: split, 40 % of capacity", found.get("sentence"));
        assertNull(Bottleneck.of(List.of(
            new Bottleneck.Part("spout", true, 1, 1, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0, 0, Set.of())), 0));
    }
}
