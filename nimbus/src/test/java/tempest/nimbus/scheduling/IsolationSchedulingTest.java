// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.scheduling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.storm.metric.StormMetricsRegistry;
import org.apache.storm.scheduler.ExecutorDetails;
import org.apache.storm.scheduler.IsolationScheduler;
import org.apache.storm.scheduler.WorkerSlot;
import org.junit.jupiter.api.Test;

class IsolationSchedulingTest {
    private static final String KEY = "isolation.scheduler.machines";

    private static Set<String> hosts(Grid grid, String id) {
        Set<String> hosts = new TreeSet<>();
        grid.workerSizes(id).keySet().forEach(slot -> hosts.add(grid.supervisors.get(slot.getNodeId()).getHost()));
        return hosts;
    }

    @Test
    void isolatedTopologiesShareNoMachineAndAnotherRoundMovesNothing() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            Grid grid = new Grid();
            int machines = 2 + random.nextInt(6);
            for (int i = 0; i < machines; i++) {
                grid.supervisor("s" + i, "h" + i % (1 + random.nextInt(machines)), 1 + random.nextInt(4), Map.of());
            }
            Map<String, Object> wanted = new HashMap<>();
            for (int i = 0; i < 1 + random.nextInt(3); i++) {
                wanted.put("iso" + i, 1 + random.nextInt(3));
                grid.topology("iso" + i, 1 + random.nextInt(6), 1 + random.nextInt(20));
            }
            for (int i = 0; i < random.nextInt(3); i++) {
                grid.topology("other" + i, 1 + random.nextInt(6), 1 + random.nextInt(20));
            }
            grid.conf.put(KEY, wanted);
            grid.round(new IsolationScheduler());
            assertExclusive(grid, wanted.keySet(), "seed " + seed);
            Map<WorkerSlot, String> before = grid.holders();
            Map<ExecutorDetails, WorkerSlot> places = grid.placed("iso0");
            grid.round(new IsolationScheduler());
            assertEquals(before, grid.holders(), "seed " + seed);
            assertEquals(places, grid.placed("iso0"), "seed " + seed);
            String dead = grid.supervisors.keySet().iterator().next();
            grid.kill(dead).round(new IsolationScheduler());
            assertExclusive(grid, wanted.keySet(), "after a death, seed " + seed);
        }
    }

    private static void assertExclusive(Grid grid, Set<String> isolated, String seed) {
        grid.holders();
        for (String id : grid.topologies.keySet()) {
            for (String iso : isolated) {
                Set<String> shared = hosts(grid, id);
                shared.retainAll(hosts(grid, iso));
                assertTrue(id.equals(iso) || shared.isEmpty(), seed + ": " + id + " and " + iso + " share " + shared);
            }
        }
        for (String iso : isolated) {
            boolean all = grid.placed(iso).keySet().equals(grid.topologies.get(iso).getExecutors());
            assertEquals(all, grid.statuses.get(iso).startsWith("Fully scheduled"), seed + ": " + grid.statuses.get(iso));
        }
    }

    @Test
    void anIsolatedTopologyGetsAsManyMachinesAsConfigured() {
        Grid grid = new Grid().supervisor("a", 4).supervisor("b", 4).supervisor("c", 4).topology("iso", 4, 8).topology("other", 4, 8);
        grid.conf.put(KEY, Map.of("iso", 2));
        grid.round(new IsolationScheduler());
        assertEquals(2, hosts(grid, "iso").size());
        assertEquals(4, grid.workerSizes("iso").size());
        assertEquals(1, hosts(grid, "other").size());
        assertEquals(4, grid.workerSizes("other").size());
    }

    @Test
    void othersMakeRoomForAnIsolatedTopology() {
        Grid grid = new Grid().supervisor("a", 2).supervisor("b", 2).topology("other", 4, 8);
        grid.round(new IsolationScheduler());
        assertEquals(2, hosts(grid, "other").size());
        grid.topology("iso", 2, 4).conf.put(KEY, Map.of("iso", 1));
        grid.round(new IsolationScheduler());
        assertEquals(2, grid.workerSizes("iso").size());
        assertEquals(1, hosts(grid, "iso").size());
        assertEquals(8, grid.placed("other").size());
        assertFalse(hosts(grid, "other").containsAll(hosts(grid, "iso")));
    }

    @Test
    void aTopologyStaysOnItsMachineWhenALargerOneComes() {
        Grid grid = new Grid().supervisor("a", 2).topology("iso", 2, 4);
        grid.conf.put(KEY, Map.of("iso", 1));
        grid.round(new IsolationScheduler());
        Map<ExecutorDetails, WorkerSlot> before = grid.placed("iso");
        grid.supervisor("b", 8).round(new IsolationScheduler());
        assertEquals(4, before.size());
        assertEquals(before, grid.placed("iso"));
    }

    @Test
    void tooFewMachinesAreNamedInTheStatus() {
        Grid grid = new Grid().supervisor("a", 1).topology("iso", 2, 4);
        grid.conf.put(KEY, Map.of("iso", 2));
        grid.round(new IsolationScheduler());
        assertEquals("Not isolated: 1 of 2 machines with enough slots are missing", grid.statuses.get("iso"));
        assertEquals(2, grid.placed("iso").size());
    }

    @Test
    void aNumberOfMachinesThatIsNoneIsRefusedWithTheKey() {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> new IsolationScheduler().prepare(Map.of(KEY, Map.of("t", 0)), new StormMetricsRegistry()));
        assertTrue(refused.getMessage().startsWith(KEY + " is {t=0}; it must be"), refused.getMessage());
    }
}
