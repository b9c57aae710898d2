// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.scheduling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.storm.scheduler.Cluster;
import org.apache.storm.scheduler.TopologyDetails;
import org.apache.storm.scheduler.WorkerSlot;
import org.apache.storm.scheduler.resource.ResourceAwareScheduler;
import org.apache.storm.scheduler.resource.User;
import org.apache.storm.scheduler.resource.strategies.priority.FIFOSchedulingPriorityStrategy;
import org.junit.jupiter.api.Test;

/** Who is scheduled first, and so who is evicted, and who has machines of their own. */
class FairOrderTest {
    private static final String HEAP = "topology.component.resources.onheap.memory.mb";
    private static final String CPU = "topology.component.cpu.pcore.percent";
    private static final String STRATEGY = "topology.scheduler.strategy";
    private static final String ROUND_ROBIN = "org.apache.storm.scheduler.resource.strategies.scheduling.RoundRobinResourceAwareStrategy";

    private final Grid grid = new Grid();

    private void nodes(int count) {
        for (int i = 0; i < count; i++) {
            grid.supervisor("s" + i, "h" + i, 4, Map.of("supervisor.memory.capacity.mb", 1000.0, "supervisor.cpu.capacity", 100.0));
        }
    }

    /** A topology of one executor. */
    private void topology(String id, String owner, int launched, int priority, double cpu, double heap) {
        grid.topology(id, 1, 1, Map.of(CPU, cpu, HEAP, heap, "topology.priority", priority));
        TopologyDetails made = grid.topologies.get(id);
        grid.topologies.put(id, new TopologyDetails(id, made.getConf(), null, 1, made.getExecutorToComponent(), launched, owner));
    }

    private static User user(String name, double cpu, double memory) {
        return new User(name, Map.of("cpu", cpu, "memory", memory));
    }

    private List<String> order(FairOrder.Beyond beyond, User... users) {
        Map<String, User> byName = new HashMap<>();
        for (User user : users) {
            byName.put(user.getId(), user);
        }
        return FairOrder.of(grid.cluster(), byName, beyond, false).stream().map(TopologyDetails::getId).toList();
    }

    @Test
    void whoWouldBeFurthestBeyondTheGuaranteeInCpuOrMemoryComesLast() {
        nodes(4);
        topology("much-memory", "a", 1, 0, 0, 900);
        topology("little-of-both", "b", 2, 29, 20, 200);
        topology("much-cpu", "c", 3, 0, 80, 0);
        topology("guaranteed", "d", 4, 29, 90, 900);
        // Of 400 % and 4000 MB, less what has gone before: d is within, then b has 6 %, c 28 % and a 42 %.
        assertEquals(List.of("guaranteed", "little-of-both", "much-cpu", "much-memory"), order(FairOrder.Beyond.BY_USE, user("d", 100, 1000)));
        // 100 MB more of a guarantee, and memory is not what matters any more.
        assertEquals(List.of("guaranteed", "much-memory", "little-of-both", "much-cpu"),
            order(FairOrder.Beyond.BY_USE, user("d", 100, 1000), user("a", 1, 1000)));
    }

    @Test
    void withFifoTheOldestBeyondTheGuaranteeMakesRoomWhateverItsPriority() {
        nodes(3);
        grid.conf.put("resource.aware.scheduler.priority.strategy", FIFOSchedulingPriorityStrategy.class.getName());
        grid.conf.put("resource.aware.scheduler.user.pools", Map.of("jerry", Map.of("cpu", 200.0, "memory", 2000.0)));
        topology("jerrys", "jerry", 10, 29, 90, 500);
        topology("oldest", "bobby", 20, 0, 90, 500);
        topology("older", "derek", 30, 0, 90, 500);
        grid.round(new ResourceAwareScheduler());
        topology("new", "derek", 40, 29, 90, 500);
        grid.round(new ResourceAwareScheduler());
        assertEquals(Set.of("jerrys", "older", "new"), running());
        topology("newest", "bobby", 50, 29, 90, 500);
        grid.round(new ResourceAwareScheduler());
        assertEquals(Set.of("jerrys", "new", "newest"), running());
    }

    private Set<String> running() {
        return grid.topologies.keySet().stream().filter(id -> !grid.placed(id).isEmpty()).collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> nodesOf(String topology) {
        return grid.placed(topology).values().stream().map(WorkerSlot::getNodeId).collect(Collectors.toSet());
    }

    @Test
    void roundRobinTopologiesWithMachinesOfTheirOwnShareNone() {
        nodes(8);
        Map<String, Object> isolated = Map.of(STRATEGY, ROUND_ROBIN, CPU, 5, HEAP, 20);
        grid.topology("three", 1, 12, with(isolated, 3)).topology("four", 1, 12, with(isolated, 4)).topology("sharing", 1, 12, with(isolated, 0));
        grid.round(new ResourceAwareScheduler());
        assertEquals(List.of(3, 4, 1), List.of(nodesOf("three").size(), nodesOf("four").size(), nodesOf("sharing").size()));
        assertEquals(8, grid.holders().keySet().stream().map(WorkerSlot::getNodeId).distinct().count());
        Set<String> before = nodesOf("three");
        grid.killWorkers(before.iterator().next(), -1);
        Cluster after = grid.round(new ResourceAwareScheduler());
        assertTrue(after.getUnassignedExecutors(grid.topologies.get("three")).isEmpty());
        assertEquals(before, nodesOf("three"), "its machines are filled again");
        grid.topology("late", 1, 1, with(isolated, 1));
        grid.round(new ResourceAwareScheduler());
        assertEquals(Set.of(), nodesOf("late"), "no machine is left");
    }

    private static Map<String, Object> with(Map<String, Object> conf, int machines) {
        Map<String, Object> next = new HashMap<>(conf);
        next.put("topology.isolate.machines", machines);
        return next;
    }
}
