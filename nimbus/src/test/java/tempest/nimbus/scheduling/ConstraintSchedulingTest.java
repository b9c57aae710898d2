// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.scheduling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.storm.scheduler.Cluster;
import org.apache.storm.scheduler.resource.ResourceAwareScheduler;
import org.apache.storm.scheduler.resource.strategies.scheduling.ConstraintSolverStrategy;
import org.junit.jupiter.api.Test;

/** Components of Grid's topologies are component-0, component-1 and component-2, in turn. */
class ConstraintSchedulingTest {
    private static Grid grid(int nodes, int slots) {
        Grid grid = new Grid();
        for (int i = 0; i < nodes; i++) {
            grid.supervisor("s" + i, "h" + i, slots, Map.of("supervisor.memory.capacity.mb", 8000.0, "supervisor.cpu.capacity", 800.0));
        }
        return grid;
    }

    private static Map<String, Object> conf(Object constraints) {
        Map<String, Object> conf = new HashMap<>(Map.of("topology.scheduler.strategy", ConstraintSolverStrategy.class.getName(),
            "topology.component.resources.onheap.memory.mb", 10, "topology.component.cpu.pcore.percent", 1,
            "topology.worker.max.heap.size.mb", 4000));
        conf.put("topology.ras.constraints", constraints);
        return conf;
    }

    private static String component(int task) {
        return "component-" + task % 3;
    }

    @Test
    void componentsThatMustNotMeetShareNoWorker() {
        Grid grid = grid(2, 3).topology("t", 1, 9, conf(List.of(List.of("component-0", "component-1"), List.of("component-1", "component-2"))));
        Cluster cluster = grid.round(new ResourceAwareScheduler());
        assertEquals(9, grid.placed("t").size(), grid.statuses.toString());
        assertTrue(ConstraintSolverStrategy.validateSolution(cluster, grid.topologies.get("t")));
        grid.placed("t").forEach((one, slot) -> grid.placed("t").forEach((other, otherSlot) -> {
            boolean apart = component(one.getStartTask()).equals("component-1") != component(other.getStartTask()).equals("component-1");
            assertFalse(apart && slot.equals(otherSlot), one + " and " + other + " on " + slot);
        }));
    }

    @Test
    void noNodeHasMoreOfAComponentThanItMay() {
        Grid grid = grid(3, 2).topology("t", 1, 9, conf(Map.of("component-2", Map.of("maxNodeCoLocationCnt", 1))));
        grid.round(new ResourceAwareScheduler());
        Map<String, Integer> onNode = new HashMap<>();
        grid.placed("t").forEach((executor, slot) -> onNode.merge(component(executor.getStartTask()) + slot.getNodeId(), 1, Integer::sum));
        assertEquals(9, grid.placed("t").size(), grid.statuses.toString());
        for (int i = 0; i < 3; i++) {
            assertEquals(1, onNode.get("component-2s" + i));
        }
    }

    @Test
    void whatCannotBeIsToldAndNothingIsPlaced() {
        Grid grid = grid(2, 4).topology("t", 1, 9, conf(Map.of("component-2", Map.of("maxNodeCoLocationCnt", 1))));
        grid.round(new ResourceAwareScheduler());
        assertEquals(Map.of(), grid.placed("t"));
        assertTrue(grid.statuses.get("t").contains("2 of 9 executors could be placed") || grid.statuses.get("t").contains("no placement"),
            grid.statuses.toString());
    }

    @Test
    void whatIsSaidOfAComponentThatTheTopologyDoesNotHaveHasNoEffect() {
        Grid grid = grid(1, 1).topology("u", 1, 3, conf(Map.of("nobody", Map.of("maxNodeCoLocationCnt", 1))));
        grid.round(new ResourceAwareScheduler());
        assertEquals(3, grid.placed("u").size(), grid.statuses.toString());
    }

    @Test
    void itGoesBackWhereTheFirstWayLeadsNowhere() {
        // On two one-slot nodes, 0 and 1 must part; 2 may go with either: only going back finds it for every order of nodes.
        Grid grid = grid(2, 1).topology("t", 1, 6, conf(List.of(List.of("component-0", "component-1"))));
        grid.round(new ResourceAwareScheduler());
        assertEquals(6, grid.placed("t").size(), grid.statuses.toString());
    }

    @Test
    void randomConstraintsAreKeptOrNothingIsPlaced() {
        int placed = 0;
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<List<String>> pairs = new ArrayList<>();
            for (int i = 0; i < random.nextInt(3); i++) {
                pairs.add(List.of("component-" + random.nextInt(3), "component-" + random.nextInt(3)));
            }
            Grid grid = grid(1 + random.nextInt(3), 1 + random.nextInt(3)).topology("t", 1, 3 + random.nextInt(6), conf(pairs));
            Cluster cluster = grid.round(new ResourceAwareScheduler());
            grid.holders();
            boolean whole = grid.placed("t").size() == grid.topologies.get("t").getExecutors().size();
            assertEquals(whole, ConstraintSolverStrategy.validateSolution(cluster, grid.topologies.get("t")), "seed " + seed + grid.statuses);
            assertTrue(whole || grid.placed("t").isEmpty(), "seed " + seed);
            placed += whole ? 1 : 0;
        }
        assertTrue(placed > 50 && placed < 200, placed + " of 200");
    }
}
