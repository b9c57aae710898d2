// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.storm.generated.Assignment;
import org.apache.storm.scheduler.WorkerSlot;

/**
 * In which order assignments are stored one by one, so that no slot is in two hands if that ends in the middle: who gives a slot up comes before who gets it.
 * A pure function; any thread.
 */
final class WriteOrder {
    private WriteOrder() {
    }

    /**
     * The ids of what is to be stored.
     *
     * @param next what is to be stored, by topology
     * @param held the slots that each topology has by what is stored now
     */
    static List<String> of(Map<String, Assignment> next, Map<String, Set<WorkerSlot>> held) {
        Map<WorkerSlot, String> holders = new HashMap<>();
        held.forEach((id, slots) -> slots.forEach(slot -> holders.put(slot, id)));
        Map<String, Set<WorkerSlot>> wanted = new TreeMap<>();
        next.forEach((id, assignment) -> wanted.put(id, AssignedSlots.of(assignment).keySet()));
        List<String> order = new ArrayList<>();
        Set<String> left = new TreeSet<>(next.keySet());
        while (!left.isEmpty()) {
            // Where topologies change places in a circle there is no such order.
            String id = left.stream().filter(one -> wanted.get(one).stream().allMatch(slot -> holders.getOrDefault(slot, one).equals(one))).findFirst()
                .orElseGet(() -> left.iterator().next());
            left.remove(id);
            order.add(id);
            holders.values().removeIf(id::equals);
            wanted.get(id).forEach(slot -> holders.put(slot, id));
        }
        return order;
    }
}
