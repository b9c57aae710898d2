// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.scheduling;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.storm.Config;
import org.apache.storm.scheduler.Cluster;
import org.apache.storm.scheduler.SupervisorDetails;
import org.apache.storm.scheduler.TopologyDetails;
import org.apache.storm.scheduler.WorkerSlot;
import org.apache.storm.scheduler.resource.strategies.scheduling.RoundRobinResourceAwareStrategy;
import org.apache.storm.utils.ObjectReader;

/**
 * Which nodes a topology may use when some have machines of their own: a topology with the round-robin strategy and
 * {@code topology.isolate.machines} runs on as many nodes at most, and nobody else runs there.
 *
 * <p>Pure functions for any thread; never changes a cluster.
 */
final class OwnMachines {
    private static final String STRATEGY = RoundRobinResourceAwareStrategy.class.getName();

    private OwnMachines() {
    }

    /** Those of the nodes that the topology may use, in their order. */
    static List<SupervisorDetails> usable(Cluster cluster, TopologyDetails topology, List<SupervisorDetails> nodes) {
        int wanted = wanted(topology);
        Set<String> own = new HashSet<>();
        Set<String> taken = new HashSet<>();
        for (Map.Entry<String, Set<String>> other : nodesByTopology(cluster).entrySet()) {
            if (other.getKey().equals(topology.getId())) {
                own.addAll(other.getValue());
            } else if (wanted > 0 || wanted(cluster.getTopologies().getById(other.getKey())) > 0) {
                taken.addAll(other.getValue());
            }
        }
        List<SupervisorDetails> usable = new ArrayList<>(nodes);
        usable.removeIf(node -> taken.contains(node.getId()) && !own.contains(node.getId()));
        if (wanted <= 0) {
            return usable;
        }
        int more = Math.max(0, wanted - own.size());
        List<SupervisorDetails> chosen = new ArrayList<>();
        for (SupervisorDetails node : usable) {
            if (own.contains(node.getId()) || more-- > 0) {
                chosen.add(node);
            }
        }
        return chosen;
    }

    /** How many machines of its own a topology asks for; 0 if it shares. */
    private static int wanted(TopologyDetails topology) {
        return topology == null || !STRATEGY.equals(topology.getConf().get(Config.TOPOLOGY_SCHEDULER_STRATEGY)) ? 0
            : ObjectReader.getInt(topology.getConf().get(Config.TOPOLOGY_ISOLATED_MACHINES), 0);
    }

    private static Map<String, Set<String>> nodesByTopology(Cluster cluster) {
        Map<String, Set<String>> nodes = new HashMap<>();
        cluster.getAssignments().forEach((id, assignment) -> {
            for (WorkerSlot slot : assignment.getSlots()) {
                nodes.computeIfAbsent(id, each -> new HashSet<>()).add(slot.getNodeId());
            }
        });
        return nodes;
    }
}
