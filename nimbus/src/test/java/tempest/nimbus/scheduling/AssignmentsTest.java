// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.scheduling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.storm.generated.Assignment;
import org.apache.storm.generated.SupervisorInfo;
import org.apache.storm.scheduler.ExecutorDetails;
import org.apache.storm.scheduler.SchedulerAssignmentImpl;
import org.apache.storm.scheduler.SupervisorDetails;
import org.apache.storm.scheduler.WorkerSlot;
import org.junit.jupiter.api.Test;

class AssignmentsTest {
    private static final ExecutorDetails ONE = new ExecutorDetails(1, 2);
    private static final ExecutorDetails TWO = new ExecutorDetails(3, 3);

    @Test
    void whatMovesStartsNowAndWhatStaysKeepsItsStart() {
        SchedulerAssignmentImpl first = new SchedulerAssignmentImpl("t", Map.of(ONE, new WorkerSlot("a", 1), TWO, new WorkerSlot("a", 2)), null,
                null);
        Assignment stored = Assignments.toThrift(first, "t", Map.of("a", "ha"), null, 100, "me");
        SchedulerAssignmentImpl second = new SchedulerAssignmentImpl("t", Map.of(ONE, new WorkerSlot("a", 1), TWO, new WorkerSlot("b", 2)), null,
                null);
        Assignment next = Assignments.toThrift(second, "t", Map.of("a", "ha", "b", "hb"), stored, 200, "me");
        assertEquals(Map.of(List.of(1L, 2L), 100L, List.of(3L, 3L), 200L), next.get_executor_start_time_secs());
        assertEquals(Map.of("a", "ha", "b", "hb"), next.get_node_host());
        assertEquals("me", next.get_owner());
    }

    @Test
    void aStoredAssignmentComesBackWithoutWhatIsDead() {
        SchedulerAssignmentImpl decided = new SchedulerAssignmentImpl("t", Map.of(ONE, new WorkerSlot("a", 1), TWO, new WorkerSlot("b", 2)),
                null, null);
        Assignment stored = Assignments.toThrift(decided, "t", Map.of(), null, 1, "me");
        assertEquals(Map.of(TWO, new WorkerSlot("b", 2)), Assignments.toScheduler("t", stored, Set.of(TWO)).getExecutorToSlot());
        assertEquals(decided, Assignments.toScheduler("t", stored, Set.of(ONE, TWO)));
    }

    @Test
    void aSupervisorOffersThePortsAndResourcesItTellsOf() {
        SupervisorInfo info = new SupervisorInfo(5, "h");
        info.set_meta(List.of(6700L, 6701L));
        info.set_resources_map(Map.of("supervisor.memory.capacity.mb", 4096.0, "supervisor.cpu.capacity", 400.0));
        SupervisorDetails details = Assignments.supervisor("id", info);
        assertEquals(Set.of(6700, 6701), details.getAllPorts());
        assertEquals("h", details.getHost());
        assertEquals(4096.0, details.getTotalMemory());
        assertEquals(400.0, details.getTotalCpu());
    }
}
