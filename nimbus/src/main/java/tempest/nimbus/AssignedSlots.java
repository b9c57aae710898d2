// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.storm.generated.Assignment;
import org.apache.storm.generated.NodeInfo;
import org.apache.storm.scheduler.WorkerSlot;

/** An assignment by its workers' slots. */
final class AssignedSlots {
    private AssignedSlots() {
    }

    /** The executors of each slot, each as its first and last task. */
    static Map<WorkerSlot, Set<List<Long>>> of(Assignment assignment) {
        Map<WorkerSlot, Set<List<Long>>> slots = new HashMap<>();
        assignment.get_executor_node_port().forEach((tasks, node) -> slots.computeIfAbsent(slot(node), s -> new HashSet<>()).add(tasks));
        return slots;
    }

    /** The slots that start another worker than before; {@code before} may be null. */
    static Set<WorkerSlot> restarted(Assignment before, Map<WorkerSlot, Set<List<Long>>> next) {
        Map<WorkerSlot, Set<List<Long>>> slots = before == null ? Map.of() : of(before);
        Set<WorkerSlot> restarted = new HashSet<>();
        next.forEach((slot, executors) -> {
            if (!executors.equals(slots.get(slot))) {
                restarted.add(slot);
            }
        });
        return restarted;
    }

    /** For how many seconds each slot's youngest executor has been assigned. */
    static Map<WorkerSlot, Long> ages(Assignment assignment, long nowSecs) {
        Map<WorkerSlot, Long> ages = new HashMap<>();
        assignment.get_executor_node_port().forEach((tasks, node) -> {
            long start = assignment.is_set_executor_start_time_secs() ? assignment.get_executor_start_time_secs().getOrDefault(tasks, 0L) : 0L;
            ages.merge(slot(node), nowSecs - start, Math::min);
        });
        return ages;
    }

    private static WorkerSlot slot(NodeInfo node) {
        return new WorkerSlot(node.get_node(), node.get_port().iterator().next());
    }
}
