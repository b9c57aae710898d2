// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.storm.generated.Assignment;
import org.apache.storm.generated.ExecutorInfo;
import org.apache.storm.generated.NodeInfo;
import org.apache.storm.generated.WorkerResources;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.supervisor.slot.SlotAssignment;

/** What the whole cluster's assignments mean for one node: a pure function. Stateless; any thread. */
final class AssignmentsOfNode {

    private static final Logger LOG = LoggerFactory.getLogger(AssignmentsOfNode.class);

    private AssignmentsOfNode() { }

    /** The node's slots by port. Of two topologies on one port, which Nimbus never means, the one whose id sorts first gets it. */
    static Map<Integer, SlotAssignment> of(String node, Map<String, Assignment> assignments) {
        Map<Integer, SlotAssignment> byPort = new HashMap<>();
        new TreeMap<>(assignments).forEach((id, assignment) -> of(node, id, assignment).forEach((port, slot) -> {
            SlotAssignment other = byPort.putIfAbsent(port, slot);
            if (other != null) {
                LOG.warn("Port {} is assigned to both {} and {}: running the first", port, other.topologyId(), id);
            }
        }));
        return byPort;
    }

    private static Map<Integer, SlotAssignment> of(String node, String topologyId, Assignment assignment) {
        Map<NodeInfo, List<ExecutorInfo>> executors = new HashMap<>();
        Map<List<Long>, NodeInfo> placed = assignment.get_executor_node_port();
        if (placed != null) {
            placed.forEach((tasks, place) -> {
                if (place.get_node().equals(node)) {
                    executors.computeIfAbsent(place, key -> new ArrayList<>())
                        .add(new ExecutorInfo(Math.toIntExact(tasks.get(0)), Math.toIntExact(tasks.get(1))));
                }
            });
        }
        Map<NodeInfo, WorkerResources> resources = assignment.is_set_worker_resources() ? assignment.get_worker_resources() : Map.of();
        Map<Integer, SlotAssignment> byPort = new HashMap<>();
        executors.forEach((place, all) -> {
            Set<ExecutorInfo> set = new HashSet<>(all);
            for (long port : place.get_port()) {
                byPort.put(Math.toIntExact(port), new SlotAssignment(topologyId, set, resources.get(place), assignment.get_owner()));
            }
        });
        return byPort;
    }
}
