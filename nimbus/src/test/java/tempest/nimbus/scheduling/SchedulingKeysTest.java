// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.scheduling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.storm.metric.StormMetricsRegistry;
import org.apache.storm.scheduler.Cluster;
import org.apache.storm.scheduler.DefaultScheduler;
import org.apache.storm.scheduler.Topologies;
import org.apache.storm.scheduler.WorkerSlot;
import org.apache.storm.scheduler.blacklist.BlacklistScheduler;
import org.apache.storm.scheduler.blacklist.reporters.IReporter;
import org.apache.storm.scheduler.blacklist.strategies.IBlacklistStrategy;
import org.apache.storm.scheduler.resource.ResourceAwareScheduler;
import org.apache.storm.scheduler.resource.normalization.NormalizedResourceRequest;
import org.apache.storm.scheduler.resource.strategies.scheduling.ConstraintSolverStrategy;
import org.apache.storm.utils.Time;
import org.junit.jupiter.api.Test;

/** Each key has its effect on where executors run. */
class SchedulingKeysTest {
    private static Grid grid(int nodes, int slots) {
        Grid grid = new Grid();
        for (int i = 0; i < nodes; i++) {
            grid.supervisor("s" + i, "h" + i, slots, Map.of("supervisor.memory.capacity.mb", 8000.0, "supervisor.cpu.capacity", 800.0));
        }
        return grid;
    }

    private static Map<String, Object> small(String key, Object value) {
        return Map.of("topology.component.resources.onheap.memory.mb", 10, "topology.component.cpu.pcore.percent", 1, "topology.worker.max.heap.size.mb", 4000, key, value);
    }

    private static Set<String> nodes(Grid grid, String topology) {
        Set<String> nodes = new TreeSet<>();
        grid.placed(topology).values().forEach(slot -> nodes.add(slot.getNodeId()));
        return nodes;
    }

    @Test
    void favouredNodesComeFirstByHostOrByIdAndUnfavouredOnesLast() {
        for (String favoured : List.of("h2", "s2")) {
            Grid grid = grid(4, 2).topology("t", 1, 3, small("topology.scheduler.favored.nodes", List.of(favoured)));
            grid.round(new ResourceAwareScheduler());
            assertEquals(Set.of("s2"), nodes(grid, "t"), favoured);
        }
        Grid grid = grid(2, 2).topology("t", 1, 3, small("topology.scheduler.unfavored.nodes", List.of("h0")));
        grid.round(new ResourceAwareScheduler());
        assertEquals(Set.of("s1"), nodes(grid, "t"));
        grid = grid(1, 2).topology("t", 1, 3, small("topology.scheduler.unfavored.nodes", List.of("h0")));
        grid.round(new ResourceAwareScheduler());
        assertEquals(Set.of("s0"), nodes(grid, "t"), "better there than nowhere");
    }

    @Test
    void aWorkerHasOneComponentWhereThatIsAskedFor() {
        Grid grid = grid(2, 3).topology("t", 1, 9, small("topology.ras.one.component.per.worker", true));
        grid.round(new ResourceAwareScheduler());
        assertEquals(9, grid.placed("t").size(), grid.statuses.toString());
        Map<WorkerSlot, Set<Integer>> components = new HashMap<>();
        grid.placed("t").forEach((executor, slot) -> components.computeIfAbsent(slot, s -> new HashSet<>()).add(executor.getStartTask() % 3));
        components.forEach((slot, there) -> assertEquals(1, there.size(), slot + " has " + there));
    }

    private static Map<String, Object> solver(String key, Object value) {
        Map<String, Object> conf = new HashMap<>(small(key, value));
        conf.put("topology.scheduler.strategy", ConstraintSolverStrategy.class.getName());
        return conf;
    }

    @Test
    void aComponentThatIsSpreadHasOneExecutorANode() {
        Grid grid = grid(3, 2).topology("t", 1, 9, solver("topology.spread.components", List.of("component-1")));
        grid.round(new ResourceAwareScheduler());
        assertEquals(9, grid.placed("t").size(), grid.statuses.toString());
        List<String> nodes = new ArrayList<>();
        grid.placed("t").forEach((executor, slot) -> {
            if (executor.getStartTask() % 3 == 1) {
                nodes.add(slot.getNodeId());
            }
        });
        nodes.sort(null);
        assertEquals(List.of("s0", "s1", "s2"), nodes);
    }

    @Test
    void aSearchThatCouldGoOnForVeryLongEndsAfterTheTopologysTime() {
        Map<String, Object> conf = solver("topology.ras.constraint.max.time.secs", 1);
        conf.put("topology.ras.constraint.max.state.search", Integer.MAX_VALUE);
        // Eight workers hold four executors each: four too few, which only trying all ways would show.
        conf.put("topology.worker.max.heap.size.mb", 45);
        Grid grid = grid(2, 4).topology("t", 1, 36, conf);
        grid.conf.put("scheduling.timeout.seconds.per.topology", 120);
        grid.round(new ResourceAwareScheduler());
        assertEquals(Map.of(), grid.placed("t"));
        assertTrue(grid.statuses.get("t").contains("topology.ras.constraint.max.time.secs"), grid.statuses.toString());
    }

    @Test
    void aSearchEndsAfterAsManyStepsAsTheTopologyAndTheClusterAllow() {
        Map<String, Object> conf = solver("topology.spread.components", List.of("component-1"));
        conf.put("topology.ras.constraint.max.state.search", 3);
        Grid grid = grid(3, 2).topology("t", 1, 9, conf);
        grid.round(new ResourceAwareScheduler());
        assertEquals(Map.of(), grid.placed("t"));
        conf.put("topology.ras.constraint.max.state.search", 10_000);
        grid = grid(3, 2).topology("t", 1, 9, conf);
        grid.conf.put("resource.aware.scheduler.constraint.max.state.search", 3);
        grid.round(new ResourceAwareScheduler());
        assertEquals(Map.of(), grid.placed("t"), "the topology cannot ask for more than the cluster allows");
        grid.conf.put("resource.aware.scheduler.constraint.max.state.search", 10_000);
        grid.round(new ResourceAwareScheduler());
        assertEquals(9, grid.placed("t").size(), grid.statuses.toString());
    }

    @Test
    void ackersAndMetricsConsumersAskForResourcesOfTheirOwn() {
        Map<String, Object> conf = Map.of("topology.component.resources.onheap.memory.mb", 500, "topology.component.cpu.pcore.percent", 60,
            "topology.acker.resources.onheap.memory.mb", 11, "topology.acker.resources.offheap.memory.mb", 12, "topology.acker.cpu.pcore.percent", 13,
            "topology.metrics.consumer.resources.onheap.memory.mb", 21, "topology.metrics.consumer.resources.offheap.memory.mb", 22,
            "topology.metrics.consumer.cpu.pcore.percent", 23);
        assertEquals(List.of(11.0, 12.0, 13.0), asked(conf, "__acker"));
        assertEquals(List.of(21.0, 22.0, 23.0), asked(conf, "__metrics_org.example.Consumer"));
        assertEquals(List.of(500.0, 0.0, 60.0), asked(conf, "bolt"));
    }

    private static List<Double> asked(Map<String, Object> conf, String component) {
        NormalizedResourceRequest request = new NormalizedResourceRequest(conf, component);
        return List.of(request.getOnHeapMemoryMb(), request.getOffHeapMemoryMb(), request.getTotalCpu());
    }

    /** A round in which looks at the slots are due, as every ten seconds. */
    private static void round(Grid grid, BlacklistScheduler scheduler) {
        Time.advanceTimeSecs(10);
        Cluster cluster = grid.cluster();
        scheduler.schedule(cluster.getTopologies(), cluster);
        grid.assignments = cluster.getAssignments();
    }

    /** A grid of one good supervisor and one that went away for two rounds and is back. */
    private static Grid flapping(BlacklistScheduler scheduler, Map<String, Object> conf) {
        Grid grid = new Grid().supervisor("good", 2).supervisor("bad", 2).topology("t", 1, 2);
        grid.conf.putAll(Map.of("nimbus.monitor.freq.secs", 10, "blacklist.scheduler.tolerance.count", 2));
        grid.conf.putAll(conf);
        scheduler.prepare(grid.conf, new StormMetricsRegistry());
        round(grid, scheduler);
        var bad = grid.supervisors.get("bad");
        grid.kill("bad");
        round(grid, scheduler);
        round(grid, scheduler);
        grid.supervisors.put("bad", bad);
        round(grid, scheduler);
        return grid;
    }

    @Test
    void aSupervisorIsUsedAgainAfterTheTimeThatIsConfigured() {
        try (Time.SimulatedTime time = new Time.SimulatedTime()) {
            BlacklistScheduler scheduler = new BlacklistScheduler(new DefaultScheduler());
            Grid grid = flapping(scheduler, Map.of("blacklist.scheduler.resume.time.secs", 50, "blacklist.scheduler.tolerance.time.secs", 30));
            int rounds = 0;
            while (scheduler.getBlacklistSupervisorIds().contains("bad")) {
                round(grid, scheduler);
                rounds++;
                assertTrue(rounds < 10, "still set aside");
            }
            assertTrue(rounds >= 2, "after " + rounds + " rounds of 10 s");
        }
    }

    @Test
    void roundsBeforeTheTimeThatIsLookedBackOnAreForgotten() {
        try (Time.SimulatedTime time = new Time.SimulatedTime()) {
            BlacklistScheduler scheduler = new BlacklistScheduler(new DefaultScheduler());
            flapping(scheduler, Map.of("blacklist.scheduler.tolerance.time.secs", 10));
            assertEquals(Set.of(), scheduler.getBlacklistSupervisorIds(), "one round never has two bad ones");
        }
    }

    /** Told what happens to supervisors. */
    public static final class Reporter implements IReporter {
        private static final List<String> TOLD = new ArrayList<>();

        @Override
        public void report(String message) {
            TOLD.add(message);
        }

        @Override
        public void reportBlacklist(String supervisor, List<Map<String, Set<Integer>>> toleranceBuffer) {
            TOLD.add("set aside: " + supervisor);
        }
    }

    /** Sets aside whomever it is told to. */
    public static final class Strategy implements IBlacklistStrategy {
        private String named;

        @Override
        public void prepare(Map<String, Object> conf) {
            named = (String) conf.get("of.the.strategy");
        }

        @Override
        public Set<String> getBlacklist(List<Map<String, Set<Integer>>> bad, List<Map<String, Integer>> unsent, Cluster cluster, Topologies topologies) {
            return Set.of(named);
        }

        @Override
        public void resumeFromBlacklist() {
            // Nobody is used again.
        }
    }

    @Test
    void whoDecidesAndWhoIsToldAreConfigured() {
        try (Time.SimulatedTime time = new Time.SimulatedTime()) {
            Reporter.TOLD.clear();
            flapping(new BlacklistScheduler(new DefaultScheduler()), Map.of("blacklist.scheduler.reporter", Reporter.class.getName()));
            assertEquals(List.of("set aside: bad"), Reporter.TOLD);
            BlacklistScheduler scheduler = new BlacklistScheduler(new DefaultScheduler());
            Grid grid = flapping(scheduler, Map.of("blacklist.scheduler.strategy", Strategy.class.getName(), "of.the.strategy", "good"));
            assertEquals(Set.of("good"), scheduler.getBlacklistSupervisorIds());
            grid.topology("u", 1, 1);
            round(grid, scheduler);
            assertEquals(Set.of("bad"), nodes(grid, "u"));
        }
    }

    @Test
    void oneMissingSlotMakesASupervisorBadOnlyWhereThatIsConfigured() {
        for (boolean bySlot : List.of(true, false)) {
            try (Time.SimulatedTime time = new Time.SimulatedTime()) {
                BlacklistScheduler scheduler = new BlacklistScheduler(new DefaultScheduler());
                Grid grid = new Grid().supervisor("good", 2).supervisor("half", 2);
                grid.conf.putAll(Map.of("nimbus.monitor.freq.secs", 10, "blacklist.scheduler.tolerance.count", 2,
                    "blacklist.scheduler.assume.supervisor.bad.based.on.bad.slot", bySlot));
                scheduler.prepare(grid.conf, new StormMetricsRegistry());
                round(grid, scheduler);
                grid.supervisor("half", 1);
                round(grid, scheduler);
                round(grid, scheduler);
                assertEquals(bySlot ? Set.of("half") : Set.of(), scheduler.getBlacklistSupervisorIds());
            }
        }
    }
}
