// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.storm.generated.Assignment;
import org.apache.storm.generated.ExecutorInfo;
import org.apache.storm.generated.NodeInfo;
import org.apache.storm.generated.WorkerResources;
import org.junit.jupiter.api.Test;
import tempest.cluster.Eventually;
import tempest.cluster.InMemoryClusterState;
import tempest.cluster.Table;
import tempest.supervisor.slot.SlotAssignment;

class AssignmentsTest {

    private static Assignment assignment(Object... startEndNodePort) {
        Map<List<Long>, NodeInfo> placed = new HashMap<>();
        for (int i = 0; i < startEndNodePort.length; i += 4) {
            placed.put(List.of(((Integer) startEndNodePort[i]).longValue(), ((Integer) startEndNodePort[i + 1]).longValue()),
                new NodeInfo((String) startEndNodePort[i + 2], Set.of(((Integer) startEndNodePort[i + 3]).longValue())));
        }
        Assignment assignment = new Assignment("dir");
        assignment.set_executor_node_port(placed);
        assignment.set_owner("me");
        return assignment;
    }

    @Test
    void aNodeGetsItsOwnSlotsWithTheirExecutorsAndResources() {
        Assignment one = assignment(1, 2, "a", 6700, 3, 3, "a", 6700, 4, 4, "a", 6701, 5, 5, "b", 6700);
        WorkerResources resources = new WorkerResources();
        resources.set_mem_on_heap(77);
        one.set_worker_resources(Map.of(new NodeInfo("a", Set.of(6701L)), resources));
        Map<Integer, SlotAssignment> slots = AssignmentsOfNode.of("a", Map.of("one", one, "two", assignment(1, 1, "c", 6702)));
        assertEquals(Map.of(6700, new SlotAssignment("one", Set.of(new ExecutorInfo(1, 2), new ExecutorInfo(3, 3)), null, "me"),
            6701, new SlotAssignment("one", Set.of(new ExecutorInfo(4, 4)), resources, "me")), slots);
    }

    @Test
    void ofTwoTopologiesOnOnePortTheFirstByIdRuns() {
        Map<Integer, SlotAssignment> slots = AssignmentsOfNode.of("a",
            Map.of("two", assignment(1, 1, "a", 6700), "one", assignment(1, 1, "a", 6700)));
        assertEquals("one", slots.get(6700).topologyId());
    }

    @Test
    void theWatchTellsTheWholeAtFirstAndThenWhenItDiffers() throws Exception {
        try (InMemoryClusterState state = new InMemoryClusterState()) {
            state.assignments().put("one", assignment(1, 1, "a", 6700));
            List<Map<String, Assignment>> told = new CopyOnWriteArrayList<>();
            AssignmentWatch watch = new AssignmentWatch(state.assignments(), told::add);
            watch.start();
            assertEquals(Set.of("one"), told.get(0).keySet());
            state.assignments().put("two", assignment(1, 1, "a", 6701));
            Eventually.holds("a new one is told", () -> told.get(told.size() - 1).keySet().equals(Set.of("one", "two")));
            state.assignments().remove("one");
            Eventually.holds("a removal is told", () -> told.get(told.size() - 1).keySet().equals(Set.of("two")));
            int before = told.size();
            watch.resync();
            assertEquals(before, told.size(), "a resync that finds nothing new tells nothing");
            watch.close();
        }
    }

    @Test
    void anEmptyClusterIsToldOnceSoThatLeftWorkersCanBeStopped() {
        try (InMemoryClusterState state = new InMemoryClusterState()) {
            List<Map<String, Assignment>> told = new CopyOnWriteArrayList<>();
            AssignmentWatch watch = new AssignmentWatch(state.assignments(), told::add);
            watch.start();
            assertEquals(List.of(Map.of()), told);
            watch.close();
        }
    }

    /** Assignments in a map, with a watch that tells when the test wants. */
    private static final class SlowlyTold implements Table<Assignment> {
        private final Map<String, Assignment> entries = new TreeMap<>();
        private BiConsumer<String, Optional<Assignment>> listener;

        @Override
        public List<String> keys() {
            return List.copyOf(entries.keySet());
        }

        @Override
        public Optional<Assignment> get(String key) {
            return Optional.ofNullable(entries.get(key));
        }

        @Override
        public Map<String, Assignment> all() {
            return Map.copyOf(entries);
        }

        @Override
        public void put(String key, Assignment value) {
            entries.put(key, value);
        }

        @Override
        public void update(String key, Function<Optional<Assignment>, Assignment> change) {
            entries.put(key, change.apply(get(key)));
        }

        @Override
        public boolean remove(String key) {
            return entries.remove(key) != null;
        }

        @Override
        public Presence<Assignment> announce(String key, Assignment value) {
            throw new UnsupportedOperationException("assignments are not announced");
        }

        @Override
        public Watch watchAll(BiConsumer<String, Optional<Assignment>> told) {
            listener = told;
            return () -> { };
        }

        @Override
        public Watch watch(String key, Consumer<Optional<Assignment>> told) {
            throw new UnsupportedOperationException("all are watched");
        }
    }

    @Test
    void anOlderAssignmentThatIsToldLateDoesNotReplaceWhatAResyncHasRead() {
        SlowlyTold table = new SlowlyTold();
        Assignment older = assignment(1, 1, "a", 6700);
        Assignment newer = assignment(1, 1, "b", 6700);
        table.put("one", older);
        List<Map<String, Assignment>> told = new CopyOnWriteArrayList<>();
        AssignmentWatch watch = new AssignmentWatch(table, told::add);
        watch.start();
        table.put("one", newer);
        watch.resync();
        table.listener.accept("one", Optional.of(older));
        assertEquals(List.of(Map.of("one", older), Map.of("one", newer)), told);
        watch.close();
    }
}
