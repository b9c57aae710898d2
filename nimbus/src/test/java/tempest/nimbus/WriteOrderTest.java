// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.storm.generated.Assignment;
import org.apache.storm.generated.NodeInfo;
import org.apache.storm.scheduler.WorkerSlot;
import org.junit.jupiter.api.Test;

class WriteOrderTest {
    private static Assignment on(long... ports) {
        Map<List<Long>, NodeInfo> placed = new HashMap<>();
        for (long port : ports) {
            placed.put(List.of(port, port), new NodeInfo("n", Set.of(port)));
        }
        Assignment assignment = new Assignment("t");
        assignment.set_executor_node_port(placed);
        return assignment;
    }

    private static List<String> steps(Map<String, Assignment> next, Map<String, Set<WorkerSlot>> held) {
        return WriteOrder.of(next, held).stream().map(step -> step.id() + " on " + AssignedSlots.of(step.assignment()).keySet().stream()
            .map(WorkerSlot::getPort).sorted().toList()).toList();
    }

    private static Set<WorkerSlot> slot(long port) {
        return Set.of(new WorkerSlot("n", port));
    }

    @Test
    void whoGivesASlotUpComesBeforeWhoGetsIt() {
        assertEquals(List.of("c on [4]", "b on [3]", "a on [2]"), steps(Map.of("a", on(2), "b", on(3), "c", on(4)), Map.of("a", slot(1), "b", slot(2), "c", slot(3))));
    }

    @Test
    void whereNobodyWaitsForAnotherTheyComeByName() {
        assertEquals(List.of("a on [1]", "b on [2, 5]"), steps(Map.of("b", on(2, 5), "a", on(1)), Map.of("b", slot(2), "z", slot(9))));
    }

    @Test
    void whereTopologiesChangePlacesOneGivesUpFirstWhatTheOtherGets() {
        assertEquals(List.of("a on [7]", "b on [1]", "a on [2, 7]"), steps(Map.of("a", on(2, 7), "b", on(1)), Map.of("a", slot(1), "b", slot(2))));
        assertEquals(List.of("a on []", "b on [1]", "a on [2]"), steps(Map.of("a", on(2), "b", on(1)), Map.of("a", slot(1), "b", slot(2))));
    }

    @Test
    void aSlotOfATopologyThatIsNotMovedIsNotWaitedForForEver() {
        assertEquals(List.of("a on []", "a on [9]"), steps(Map.of("a", on(9)), Map.of("z", slot(9))));
    }
}
