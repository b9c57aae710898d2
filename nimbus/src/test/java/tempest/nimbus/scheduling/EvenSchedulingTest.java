// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.scheduling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.storm.scheduler.Cluster;
import org.apache.storm.scheduler.DefaultScheduler;
import org.apache.storm.scheduler.EvenScheduler;
import org.apache.storm.scheduler.ExecutorDetails;
import org.apache.storm.scheduler.WorkerSlot;
import org.junit.jupiter.api.Test;

class EvenSchedulingTest {
    private static final int SEEDS = 400;

    private static Grid random(Random random) {
        Grid grid = new Grid();
        int supervisors = 1 + random.nextInt(6);
        for (int i = 0; i < supervisors; i++) {
            grid.supervisor("s" + i, 1 + random.nextInt(5));
        }
        int topologies = 1 + random.nextInt(4);
        for (int i = 0; i < topologies; i++) {
            grid.topology("t" + i, 1 + random.nextInt(8), 1 + random.nextInt(30));
        }
        return grid;
    }

    private static void assertEven(Grid grid, String id, String seed) {
        Map<WorkerSlot, Integer> sizes = grid.workerSizes(id);
        if (!sizes.isEmpty()) {
            assertTrue(Collections.max(sizes.values()) - Collections.min(sizes.values()) <= 1, seed + ": uneven " + sizes);
        }
    }

    private static int slots(Grid grid) {
        return grid.supervisors.values().stream().mapToInt(supervisor -> supervisor.getAllPorts().size()).sum();
    }

    @Test
    void everyExecutorHasOnePlaceInAnEvenShareAndAnotherRoundMovesNothing() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Grid grid = random(new Random(seed));
            grid.round(new DefaultScheduler());
            Map<WorkerSlot, String> holders = grid.holders();
            int free = slots(grid) - holders.size();
            for (String id : grid.topologies.keySet()) {
                int executors = grid.topologies.get(id).getExecutors().size();
                int wanted = Math.min(executors, grid.topologies.get(id).getNumWorkers());
                Set<ExecutorDetails> placed = grid.placed(id).keySet();
                assertEven(grid, id, "seed " + seed);
                assertTrue(placed.isEmpty() || placed.equals(grid.topologies.get(id).getExecutors()), "seed " + seed);
                assertTrue(free == 0 || grid.workerSizes(id).size() == wanted, "seed " + seed + ": workers " + grid.workerSizes(id));
                assertEquals(placed.isEmpty(), grid.statuses.get(id).startsWith("Not enough slots"), grid.statuses.get(id));
            }
            Map<String, Map<ExecutorDetails, WorkerSlot>> before = placements(grid);
            grid.round(new DefaultScheduler());
            assertEquals(before, placements(grid), "seed " + seed);
        }
    }

    private static Map<String, Map<ExecutorDetails, WorkerSlot>> placements(Grid grid) {
        return grid.topologies.keySet().stream().collect(Collectors.toMap(id -> id, grid::placed));
    }

    @Test
    void whenASupervisorDiesItsExecutorsMoveAndNoEvenWorkerElsewhereDoes() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Grid grid = random(random);
            grid.round(new DefaultScheduler());
            Map<String, Map<ExecutorDetails, WorkerSlot>> before = placements(grid);
            List<String> ids = new ArrayList<>(grid.supervisors.keySet());
            String dead = ids.get(random.nextInt(ids.size()));
            grid.kill(dead).round(new DefaultScheduler());
            grid.holders();
            int left = slots(grid);
            for (String id : grid.topologies.keySet()) {
                Map<ExecutorDetails, WorkerSlot> now = grid.placed(id);
                assertEven(grid, id, "seed " + seed);
                Set<WorkerSlot> survivors = new HashSet<>(before.get(id).values());
                survivors.removeIf(slot -> slot.getNodeId().equals(dead));
                assertTrue(survivors.isEmpty() || now.keySet().equals(grid.topologies.get(id).getExecutors()), "seed " + seed);
                boolean sameNumberOfWorkers = grid.workerSizes(id).size() == new HashSet<>(before.get(id).values()).size();
                before.get(id).forEach((executor, slot) ->
                        assertTrue(!sameNumberOfWorkers || !survivors.contains(slot) || slot.equals(now.get(executor)), "moved " + executor));
            }
            assertTrue(left > 0 || grid.holders().isEmpty(), "seed " + seed);
        }
    }

    @Test
    void newSlotsAreUsedByATopologyThatLackedWorkers() {
        Grid grid = new Grid().supervisor("a", 2).topology("t", 4, 12);
        grid.round(new DefaultScheduler());
        assertEquals(2, grid.workerSizes("t").size());
        assertTrue(grid.statuses.get("t").startsWith("Running on 2 of 4 workers"), grid.statuses.get("t"));
        grid.supervisor("b", 2).round(new DefaultScheduler());
        assertEquals(List.of(3, 3, 3, 3), List.copyOf(grid.workerSizes("t").values()));
        assertEquals("Fully scheduled on 4 workers", grid.statuses.get("t"));
    }

    @Test
    void workersAreSpreadOverNodesInTurn() {
        Grid grid = new Grid().supervisor("a", 4).supervisor("b", 4).supervisor("c", 4).topology("t", 3, 6);
        grid.round(new DefaultScheduler());
        assertEquals(Set.of("a", "b", "c"), grid.workerSizes("t").keySet().stream().map(WorkerSlot::getNodeId).collect(Collectors.toSet()));
    }

    @Test
    void slotsAreSortedNodeByNodeInTurnWithTheNodeThatHasMostFirst() {
        List<WorkerSlot> slots = List.of(new WorkerSlot("a", 2), new WorkerSlot("b", 2), new WorkerSlot("b", 1), new WorkerSlot("b", 3));
        assertEquals("[b:1, a:2, b:2, b:3]", EvenScheduler.sortSlots(slots).toString());
    }

    @Test
    void theExecutorsOfADeadWorkerGoToAFreeSlotAndNobodyElseMoves() {
        Grid grid = new Grid().supervisor("a", 2).supervisor("b", 2).topology("t", 3, 9);
        grid.round(new EvenScheduler());
        Map<ExecutorDetails, WorkerSlot> before = grid.placed("t");
        WorkerSlot dead = before.get(new ExecutorDetails(1, 1));
        grid.killWorkers(dead.getNodeId(), dead.getPort()).round(new EvenScheduler());
        Map<ExecutorDetails, WorkerSlot> now = grid.placed("t");
        assertEquals(before.keySet(), now.keySet());
        before.forEach((executor, slot) -> assertTrue(slot.equals(dead) || slot.equals(now.get(executor)), "moved " + executor));
    }

    @Test
    void withoutSlotsNothingIsPlacedAndTheStatusSaysWhy() {
        Grid grid = new Grid().topology("t", 2, 5);
        grid.round(new DefaultScheduler());
        assertEquals(Map.of(), grid.placed("t"));
        assertEquals("Not enough slots: 5 of 5 executors run nowhere; 0 of 2 workers, 0 free slots in the cluster", grid.statuses.get("t"));
    }

    @Test
    void theOldestTopologyGetsTheOnlySlot() {
        Grid grid = new Grid().supervisor("a", 1).topology("z-old", 1, 2).topology("b-new", 1, 2);
        grid.topologies.put("z-old", grid.topologies.remove("z-old"));
        grid.round(new DefaultScheduler());
        assertEquals(2, grid.placed("z-old").size());
        assertEquals(Map.of(), grid.placed("b-new"));
    }

    @Test
    void aBlacklistedHostGetsNothing() {
        Grid grid = new Grid().supervisor("a", 4).supervisor("b", 1).topology("t", 3, 6);
        Cluster cluster = grid.cluster();
        cluster.blacklistHost("host-of-a");
        DefaultScheduler.defaultSchedule(cluster.getTopologies(), cluster);
        assertEquals(Set.of(new WorkerSlot("b", 6700)), Set.copyOf(cluster.getUsedSlotsByTopologyId("t")));
    }

    @Test
    void aSlotCannotBeGivenTwiceNorAnExecutorPlacedTwice() {
        Grid grid = new Grid().supervisor("a", 2).topology("t", 1, 2).topology("u", 1, 1);
        Cluster cluster = grid.cluster();
        WorkerSlot slot = new WorkerSlot("a", 6700);
        ExecutorDetails first = new ExecutorDetails(1, 1);
        cluster.assign(slot, "t", List.of(first));
        assertTrue(assertThrows(RuntimeException.class, () -> cluster.assign(slot, "u", List.of(first))).getMessage()
                .contains("already occupied by t"));
        assertTrue(assertThrows(RuntimeException.class, () -> cluster.assign(new WorkerSlot("a", 6701), "t", List.of(first))).getMessage()
                .contains("already assigned"));
        assertEquals(1, cluster.getUsedSlots().size());
        cluster.freeSlot(slot);
        assertEquals(Set.of(), Set.copyOf(cluster.getUsedSlots()));
    }

    @Test
    void tasksBecomeExecutorsOfConsecutiveTasksInEvenShares() {
        Map<Integer, String> tasks = new HashMap<>();
        for (int task = 1; task <= 5; task++) {
            tasks.put(task, "a");
        }
        tasks.put(6, "b");
        assertEquals(Map.of(new ExecutorDetails(1, 3), "a", new ExecutorDetails(4, 5), "a", new ExecutorDetails(6, 6), "b"),
                Assignments.executors(tasks, Map.of("a", 2, "b", 4)));
    }
}
