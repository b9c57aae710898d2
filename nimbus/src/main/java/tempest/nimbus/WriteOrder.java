// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.storm.generated.Assignment;
import org.apache.storm.generated.NodeInfo;
import org.apache.storm.scheduler.WorkerSlot;

/**
 * In which steps assignments are stored one by one, so that no slot is in two hands if that ends in the middle: who gives a slot up comes before who gets it, and where
 * topologies change places in a circle one of them first gives up what others get. Pure; one thread.
 */
final class WriteOrder {
    private final Map<WorkerSlot, String> holders = new HashMap<>();
    private final Map<String, Assignment> next;
    private final Set<String> left;
    private final Set<String> reduced = new HashSet<>();
    private final List<Step> steps = new ArrayList<>();

    /** One write. */
    record Step(String id, Assignment assignment) {
    }

    private WriteOrder(Map<String, Assignment> next) {
        this.next = new TreeMap<>(next);
        this.left = new TreeSet<>(next.keySet());
    }

    /**
     * The steps.
     *
     * @param next what is to be stored, by topology
     * @param held the slots that each topology has by what is stored now
     */
    static List<Step> of(Map<String, Assignment> next, Map<String, Set<WorkerSlot>> held) {
        WriteOrder order = new WriteOrder(next);
        held.forEach((id, slots) -> slots.forEach(slot -> order.holders.put(slot, id)));
        while (!order.left.isEmpty()) {
            order.step();
        }
        return order.steps;
    }

    private void step() {
        for (String id : left) {
            if (AssignedSlots.of(next.get(id)).keySet().stream().allMatch(slot -> isFree(slot, id))) {
                write(id);
                return;
            }
        }
        for (String id : left) {
            if (reduced.add(id)) {
                add(id, reduced(id, next.get(id)));
                return;
            }
        }
        // A slot of one that is not to be moved: no scheduler gives that away.
        write(left.iterator().next());
    }

    private boolean isFree(WorkerSlot slot, String id) {
        return holders.getOrDefault(slot, id).equals(id);
    }

    private void write(String id) {
        left.remove(id);
        add(id, next.get(id));
    }

    private void add(String id, Assignment assignment) {
        steps.add(new Step(id, assignment));
        holders.values().removeIf(id::equals);
        AssignedSlots.of(assignment).keySet().forEach(slot -> holders.put(slot, id));
    }

    /** Without what others still hold. */
    private Assignment reduced(String id, Assignment whole) {
        Assignment part = whole.deepCopy();
        part.get_executor_node_port().values().removeIf(node -> !isFree(slot(node), id));
        if (part.is_set_executor_start_time_secs()) {
            part.get_executor_start_time_secs().keySet().retainAll(part.get_executor_node_port().keySet());
        }
        if (part.is_set_worker_resources()) {
            part.get_worker_resources().keySet().removeIf(node -> !isFree(slot(node), id));
        }
        return part;
    }

    private static WorkerSlot slot(NodeInfo node) {
        return new WorkerSlot(node.get_node(), node.get_port().iterator().next());
    }
}
