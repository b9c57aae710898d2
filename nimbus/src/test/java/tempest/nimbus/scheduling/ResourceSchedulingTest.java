// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.scheduling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.storm.generated.Bolt;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.ComponentObject;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.generated.Grouping;
import org.apache.storm.generated.NullStruct;
import org.apache.storm.generated.SpoutSpec;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.metric.StormMetricsRegistry;
import org.apache.storm.scheduler.Cluster;
import org.apache.storm.scheduler.ExecutorDetails;
import org.apache.storm.scheduler.SupervisorDetails;
import org.apache.storm.scheduler.TopologyDetails;
import org.apache.storm.scheduler.WorkerSlot;
import org.apache.storm.scheduler.resource.ResourceAwareScheduler;
import org.apache.storm.scheduler.resource.SchedulingResult;
import org.apache.storm.scheduler.resource.User;
import org.apache.storm.scheduler.resource.strategies.scheduling.IStrategy;
import org.junit.jupiter.api.Test;

class ResourceSchedulingTest {
    private static final String HEAP = "topology.component.resources.onheap.memory.mb";
    private static final String CPU = "topology.component.cpu.pcore.percent";
    private static final String MAX_HEAP = "topology.worker.max.heap.size.mb";
    private static final String STRATEGY = "topology.scheduler.strategy";
    private static final String STRATEGIES = "org.apache.storm.scheduler.resource.strategies.scheduling.";

    private static Grid grid(int nodes, int slots, double memory, double cpu) {
        Grid grid = new Grid();
        for (int i = 0; i < nodes; i++) {
            grid.supervisor("s" + i, "h" + i, slots, Map.of("supervisor.memory.capacity.mb", memory, "supervisor.cpu.capacity", cpu));
        }
        return grid;
    }

    private static boolean running(Grid grid, String id) {
        return grid.placed(id).keySet().equals(grid.topologies.get(id).getExecutors());
    }

    @Test
    void noNodeIsGrantedMoreThanItHasAndNoWorkerMoreHeapThanAllowed() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            Grid grid = grid(1 + random.nextInt(5), 1 + random.nextInt(4), 512 + random.nextInt(4000), 50 + random.nextInt(400));
            String strategy = List.of("Default", "Generic", "RoundRobin").get(random.nextInt(3)) + "ResourceAwareStrategy";
            for (int i = 0; i < 1 + random.nextInt(4); i++) {
                grid.topology("t" + i, 1, 1 + random.nextInt(20), Map.of(HEAP, 50 + random.nextInt(300), CPU, random.nextInt(60), MAX_HEAP,
                        400 + random.nextInt(400), STRATEGY, STRATEGIES + strategy, "topology.priority", random.nextInt(3)));
            }
            Cluster cluster = grid.round(new ResourceAwareScheduler());
            grid.holders();
            assertWithinLimits(grid, cluster, "seed " + seed);
            Map<String, Map<ExecutorDetails, WorkerSlot>> before = new HashMap<>();
            grid.topologies.keySet().forEach(id -> before.put(id, grid.placed(id)));
            grid.round(new ResourceAwareScheduler());
            for (String id : grid.topologies.keySet()) {
                assertEquals(before.get(id), grid.placed(id), "seed " + seed + ": " + id);
            }
            String dead = grid.supervisors.keySet().iterator().next();
            Cluster after = grid.kill(dead).round(new ResourceAwareScheduler());
            grid.holders();
            assertWithinLimits(grid, after, "after a death, seed " + seed);
        }
    }

    private static void assertWithinLimits(Grid grid, Cluster cluster, String seed) {
        for (SupervisorDetails node : grid.supervisors.values()) {
            assertTrue(cluster.getScheduledMemoryForNode(node.getId()) <= node.getTotalMemory() + 1e-6, seed + " memory");
            assertTrue(cluster.getScheduledCpuForNode(node.getId()) <= node.getTotalCpu() + 1e-6, seed + " cpu");
        }
        for (TopologyDetails topology : grid.topologies.values()) {
            String id = topology.getId();
            grid.workerSizes(id).forEach((slot, size) -> assertTrue(
                    size * topology.getOnHeapMemoryRequirement(topology.getExecutors().iterator().next()) <= topology.getTopologyWorkerMaxHeapSize()
                            + 1e-6, seed + " heap"));
            assertEquals(running(grid, id), grid.statuses.get(id).contains("Fully Scheduled"), seed + ": " + grid.statuses.get(id));
        }
    }

    @Test
    void whatDoesNotFitRunsNotAtAllAndTheStatusSaysWhatIsMissing() {
        Grid grid = grid(1, 4, 1000, 100).topology("t", 1, 4, Map.of(HEAP, 100, CPU, 30));
        grid.round(new ResourceAwareScheduler());
        assertEquals(Map.of(), grid.placed("t"));
        assertTrue(grid.statuses.get("t").startsWith("Not enough resources to schedule: 1 of 4 executors do not fit; no node has cpu 30.0"),
                grid.statuses.get("t"));
    }

    @Test
    void aWorkerTakesNoMoreExecutorsThanItsHeapHolds() {
        Grid grid = grid(1, 4, 4000, 400).topology("t", 1, 6, Map.of(HEAP, 256, MAX_HEAP, 768));
        grid.round(new ResourceAwareScheduler());
        assertEquals(List.of(3, 3), List.copyOf(grid.workerSizes("t").values()));
    }

    @Test
    void anExecutorThatNeedsMoreThanAWorkersHeapMakesTheTopologyInvalid() {
        Grid grid = grid(1, 4, 4000, 400).topology("t", 1, 1, Map.of(HEAP, 1000, MAX_HEAP, 768));
        grid.round(new ResourceAwareScheduler());
        assertEquals("component component-1 asks for 1000.0 MB of heap, more than the 768.0 MB of topology.worker.max.heap.size.mb",
                grid.statuses.get("t"));
    }

    @Test
    void aLessUrgentTopologyMakesRoomAndComesBackWhenThereIsRoom() {
        Grid grid = grid(2, 2, 1000, 100).topology("low", 1, 4, Map.of(CPU, 50, HEAP, 100, "topology.priority", 20));
        grid.round(new ResourceAwareScheduler());
        assertTrue(running(grid, "low"));
        grid.topology("high", 1, 2, Map.of(CPU, 50, HEAP, 100, "topology.priority", 1));
        ResourceAwareScheduler scheduler = new ResourceAwareScheduler();
        grid.round(scheduler);
        assertTrue(running(grid, "high"));
        assertEquals(Map.of(), grid.placed("low"));
        assertEquals(Map.of("high", Set.of("low")), scheduler.getEvictedTopologiesMap());
        grid.supervisor("new", "new", 2, Map.of("memory.mb", 1000.0, "cpu.pcore.percent", 100.0));
        grid.round(new ResourceAwareScheduler());
        assertTrue(running(grid, "low") && running(grid, "high"));
    }

    @Test
    void aSingleAttemptEvictsNobody() {
        Grid grid = grid(2, 2, 1000, 100).topology("low", 1, 4, Map.of(CPU, 50, HEAP, 100, "topology.priority", 20));
        grid.round(new ResourceAwareScheduler());
        grid.topology("high", 1, 2, Map.of(CPU, 50, HEAP, 100, "topology.priority", 1));
        grid.conf.put("resource.aware.scheduler.max.topology.scheduling.attempts", 1);
        grid.round(new ResourceAwareScheduler());
        assertTrue(running(grid, "low") && !running(grid, "high"));
        grid.conf.put("resource.aware.scheduler.max.topology.scheduling.attempts", 2);
        grid.round(new ResourceAwareScheduler());
        assertTrue(running(grid, "high"));
    }

    @Test
    void whatWasToBeEvictedInVainRunsOnAndIsTold() {
        Grid grid = grid(2, 2, 1000, 100).topology("low", 1, 4, Map.of(CPU, 50, HEAP, 100, "topology.priority", 20));
        grid.round(new ResourceAwareScheduler());
        Map<ExecutorDetails, WorkerSlot> before = grid.placed("low");
        grid.topology("big", 1, 5, Map.of(CPU, 50, HEAP, 100, "topology.priority", 1));
        ResourceAwareScheduler scheduler = new ResourceAwareScheduler();
        grid.round(scheduler);
        assertEquals(before, grid.placed("low"));
        assertEquals(Map.of("big", Set.of("low")), scheduler.getEvictedTopologiesMap());
    }

    @Test
    void whatIsLeftInPiecesTooSmallForAnExecutorIsNoRoom() {
        Grid grid = grid(2, 4, 1000, 100);
        for (String each : List.of("first", "second", "third", "fourth")) {
            grid.topology(each, 1, 1, Map.of(CPU, 40, HEAP, 100, "topology.priority", 20));
        }
        grid.conf.put("resource.aware.scheduler.max.topology.scheduling.attempts", 2);
        grid.round(new ResourceAwareScheduler());
        grid.topology("whole", 1, 1, Map.of(CPU, 70, HEAP, 100, "topology.priority", 1));
        ResourceAwareScheduler scheduler = new ResourceAwareScheduler();
        grid.round(scheduler);
        // They share the nodes in turn: with one of them gone the cluster has 80 to give, but no node has.
        assertEquals(Map.of("whole", Set.of("second", "third", "fourth")), scheduler.getEvictedTopologiesMap());
        assertTrue(running(grid, "whole") && running(grid, "first"));
    }

    @Test
    void aMoreUrgentTopologyIsNeverEvictedForALessUrgentOne() {
        Grid grid = grid(1, 4, 1000, 100).topology("high", 1, 2, Map.of(CPU, 50, "topology.priority", 1));
        grid.round(new ResourceAwareScheduler());
        Map<ExecutorDetails, WorkerSlot> before = grid.placed("high");
        grid.topology("low", 1, 1, Map.of(CPU, 50, "topology.priority", 20)).round(new ResourceAwareScheduler());
        assertEquals(before, grid.placed("high"));
        assertEquals(Map.of(), grid.placed("low"));
    }

    @Test
    void whatAUserIsGuaranteedGoesBeforeWhatOthersAskForBeyondTheirs() {
        Grid grid = grid(1, 4, 4000, 400);
        grid.topology("anyone", 1, 1, Map.of("topology.priority", 0)).topology("guaranteed", 1, 1, Map.of("topology.priority", 29));
        TopologyDetails anyone = grid.topologies.get("anyone");
        grid.topologies.put("anyone", new TopologyDetails("anyone", anyone.getConf(), null, 1, anyone.getExecutorToComponent(), "other"));
        Map<String, User> users = Map.of("owner", new User("owner", Map.of("cpu", 100.0, "memory", 1000.0)), "other", new User("other"));
        assertEquals(List.of("guaranteed", "anyone"), FairOrder.of(grid.cluster(), users, FairOrder.Beyond.BY_USE, false).stream()
                .map(TopologyDetails::getId).toList());
    }

    @Test
    void roundRobinSpreadsOverNodesAndTheDefaultPacks() {
        Grid grid = grid(3, 4, 4000, 400).topology("packed", 1, 3)
                .topology("spread", 1, 3, Map.of(STRATEGY, STRATEGIES + "RoundRobinResourceAwareStrategy"));
        grid.round(new ResourceAwareScheduler());
        assertEquals(1, nodes(grid, "packed"));
        assertEquals(3, nodes(grid, "spread"));
    }

    private static int nodes(Grid grid, String id) {
        Set<String> nodes = new HashSet<>();
        grid.workerSizes(id).keySet().forEach(slot -> nodes.add(slot.getNodeId()));
        return nodes.size();
    }

    @Test
    void oneExecutorAWorkerIsKeptTo() {
        Grid grid = grid(1, 4, 4000, 400).topology("t", 1, 3, Map.of("topology.ras.one.executor.per.worker", true));
        grid.round(new ResourceAwareScheduler());
        assertEquals(List.of(1, 1, 1), List.copyOf(grid.workerSizes("t").values()));
    }

    @Test
    void aStrategyThatIsNoClassIsNamedWithItsKey() {
        Grid grid = grid(1, 4, 4000, 400).topology("t", 1, 3, Map.of(STRATEGY, "no.such.Strategy"));
        grid.round(new ResourceAwareScheduler());
        assertTrue(grid.statuses.get("t").startsWith("Not scheduled: " + STRATEGY + " is no.such.Strategy"), grid.statuses.get("t"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new ResourceAwareScheduler().prepare(
                Map.of("resource.aware.scheduler.priority.strategy", "java.lang.String"), new StormMetricsRegistry())).getMessage()
                .startsWith("resource.aware.scheduler.priority.strategy is java.lang.String"));
    }

    /** Ends only when it is interrupted. */
    public static final class Endless implements IStrategy {
        @Override
        public void prepare(Map<String, Object> config) {
            // Nothing to prepare.
        }

        @Override
        public SchedulingResult schedule(Cluster schedulingState, TopologyDetails td) {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
            return SchedulingResult.success();
        }
    }

    @Test
    void aStrategyThatTakesTooLongIsGivenUpAndOthersAreScheduled() {
        Grid grid = grid(1, 4, 4000, 400).topology("endless", 1, 1, Map.of(STRATEGY, Endless.class.getName())).topology("t", 1, 1);
        grid.conf.put("scheduling.timeout.seconds.per.topology", 1);
        grid.round(new ResourceAwareScheduler());
        assertTrue(running(grid, "t") && !running(grid, "endless"));
        assertEquals("Scheduling took too long for endless using strategy " + Endless.class.getName()
            + " timeout after 1 seconds using config scheduling.timeout.seconds.per.topology.", grid.statuses.get("endless"));
    }

    @Test
    void aStatusSaysWhichStrategyScheduledATopologyOrThatItRuns() {
        Grid grid = grid(1, 4, 4000, 400).topology("t", 1, 1);
        grid.round(new ResourceAwareScheduler());
        assertEquals("Running - Fully Scheduled by DefaultResourceAwareStrategy", grid.statuses.get("t"));
        grid.round(new ResourceAwareScheduler());
        assertEquals("Fully Scheduled", grid.statuses.get("t"));
    }

    @Test
    void executorsJoinAWorkerThatHasCpuToSpareOnAFullNode() {
        Grid grid = grid(2, 4, 4000, 300);
        grid.conf.put("storm.worker.min.cpu.pcore.percent", 100.0);
        for (int i = 0; i < 6; i++) {
            grid.topology("t" + i, 1, 9, Map.of(HEAP, 10, CPU, 5));
        }
        grid.round(new ResourceAwareScheduler());
        assertTrue(grid.topologies.keySet().stream().allMatch(id -> running(grid, id)), () -> grid.statuses.toString());
    }

    @Test
    void aBigClusterIsScheduledInSeconds() {
        Grid grid = grid(300, 4, 16000, 1600);
        for (int i = 0; i < 12; i++) {
            grid.topology("t" + i, 1, 1500, Map.of(HEAP, 10, CPU, 20));
        }
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> grid.round(new ResourceAwareScheduler()));
        assertTrue(grid.topologies.keySet().stream().allMatch(id -> running(grid, id)));
    }

    @Test
    void executorsThatTalkToEachOtherArePlacedOneAfterTheOther() {
        ComponentObject code = ComponentObject.serialized_java(new byte[0]);
        ComponentCommon reads = new ComponentCommon(Map.of(new GlobalStreamId("spout", "default"), Grouping.shuffle(new NullStruct())), Map.of());
        StormTopology topology = new StormTopology(Map.of("spout", new SpoutSpec(code, new ComponentCommon(Map.of(), Map.of()))),
                Map.of("bolt", new Bolt(code, reads), "__acker", new Bolt(code, reads)), Map.of());
        Map<ExecutorDetails, String> components = new HashMap<>();
        for (int task = 1; task <= 7; task++) {
            components.put(new ExecutorDetails(task, task), task == 1 ? "__acker" : task <= 5 ? "bolt" : "spout");
        }
        assertEquals(List.of(2, 3, 6, 4, 5, 7, 1), order(new TopologyDetails("t", Map.of("topology.name", "t"), topology, 1, components, "owner")));
        Map<String, Object> alongStreams = Map.of("topology.name", "t", "topology.ras.order.executors.by.proximity.needs", true);
        assertEquals(List.of(6, 2, 3, 7, 4, 5, 1), order(new TopologyDetails("t", alongStreams, topology, 1, components, "owner")),
            "who emits before who takes");
    }

    private static List<Integer> order(TopologyDetails details) {
        return ExecutorOrder.of(details, details.getExecutors()).stream().map(ExecutorDetails::getStartTask).toList();
    }
}
