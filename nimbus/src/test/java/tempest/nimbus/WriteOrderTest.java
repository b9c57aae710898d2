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

    private static Set<WorkerSlot> slot(long port) {
        return Set.of(new WorkerSlot("n", port));
    }

    @Test
    void whoGivesASlotUpComesBeforeWhoGetsIt() {
        assertEquals(List.of("c", "b", "a"), WriteOrder.of(Map.of("a", on(2), "b", on(3), "c", on(4)), Map.of("a", slot(1), "b", slot(2), "c", slot(3))));
    }

    @Test
    void whereNobodyWaitsForAnotherTheyComeByName() {
        assertEquals(List.of("a", "b"), WriteOrder.of(Map.of("b", on(2, 5), "a", on(1)), Map.of("b", slot(2), "z", slot(9))));
    }

    @Test
    void placesThatAreChangedInACircleAreStoredAllTheSame() {
        assertEquals(List.of("a", "b"), WriteOrder.of(Map.of("a", on(2), "b", on(1)), Map.of("a", slot(1), "b", slot(2))));
    }

    @Test
    void aSlotOfATopologyThatIsNotMovedIsNotWaitedForForEver() {
        assertEquals(List.of("a"), WriteOrder.of(Map.of("a", on(9)), Map.of("z", slot(9))));
    }
}
