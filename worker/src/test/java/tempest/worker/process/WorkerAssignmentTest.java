// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.storm.generated.Assignment;
import org.apache.storm.generated.ExecutorInfo;
import org.apache.storm.generated.NodeInfo;
import org.junit.jupiter.api.Test;
import tempest.worker.transport.WorkerAddress;

final class WorkerAssignmentTest {
    private static final WorkerAddress SELF = new WorkerAddress("node-a", 6700);

    @Test
    void aWorkerRunsTheExecutorsOfItsOwnSlotAndHasTheOtherSlotsAsPeers() {
        WorkerAssignment placement = WorkerAssignment.of(assignment(Map.of(
            List.of(4L, 5L), node("node-a", 6700), List.of(1L, 1L), node("node-a", 6700),
            List.of(2L, 3L), node("node-a", 6701), List.of(6L, 6L), node("node-b", 6700))), SELF);
        assertEquals(List.of(new ExecutorInfo(1, 1), new ExecutorInfo(4, 5)), placement.executors());
        assertEquals(new TreeSet<>(Set.of(1, 4, 5)), placement.localTasks());
        assertEquals(Map.of(new WorkerAddress("node-a", 6701), "host-a", new WorkerAddress("node-b", 6700), "host-b"), placement.peers());
        assertEquals(new WorkerAddress("node-a", 6701), placement.slots().get(3));
        assertEquals(SELF, placement.slots().get(5));
        assertEquals(6, placement.nodes().size());
    }

    @Test
    void onlyAChangeOfTheOwnExecutorsMakesADifferenceToTheWorkerItself() {
        WorkerAssignment before = WorkerAssignment.of(assignment(Map.of(List.of(1L, 1L), node("node-a", 6700), List.of(2L, 2L), node("node-b", 1))), SELF);
        WorkerAssignment peerMoved = WorkerAssignment.of(assignment(Map.of(List.of(1L, 1L), node("node-a", 6700), List.of(2L, 2L), node("node-b", 2))), SELF);
        WorkerAssignment grown = WorkerAssignment.of(assignment(Map.of(List.of(1L, 1L), node("node-a", 6700), List.of(2L, 2L), node("node-a", 6700))), SELF);
        assertTrue(before.sameExecutors(peerMoved));
        assertFalse(before.sameExecutors(grown));
    }

    @Test
    void anEmptyAssignmentPlacesNothing() {
        WorkerAssignment placement = WorkerAssignment.of(new Assignment(), SELF);
        assertTrue(placement.executors().isEmpty());
        assertTrue(placement.peers().isEmpty());
    }

    private static Assignment assignment(Map<List<Long>, NodeInfo> executors) {
        Assignment assignment = new Assignment("code");
        assignment.set_executor_node_port(executors);
        assignment.set_node_host(Map.of("node-a", "host-a", "node-b", "host-b"));
        return assignment;
    }

    private static NodeInfo node(String node, long port) {
        return new NodeInfo(node, Set.of(port));
    }
}
