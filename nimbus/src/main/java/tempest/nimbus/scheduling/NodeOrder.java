// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.scheduling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.storm.Config;
import org.apache.storm.networktopography.DNSToSwitchMapping;
import org.apache.storm.scheduler.Cluster;
import org.apache.storm.scheduler.SupervisorDetails;
import org.apache.storm.scheduler.TopologyDetails;
import org.apache.storm.scheduler.WorkerSlot;
import org.apache.storm.scheduler.resource.normalization.NormalizedResourceOffer;
import org.apache.storm.scheduler.resource.normalization.NormalizedResourceRequest;

/**
 * Puts nodes in the order to fill them: nodes and racks where the topology already runs first, then by rack and node whichever has most left of what it has
 * least of. Favoured nodes go before all others, and unfavoured and grey-listed ones after.
 *
 * <p>A pure function, for any thread; never changes a cluster.
 */
final class NodeOrder {
    private record Node(SupervisorDetails supervisor, int preference, boolean neighbour, boolean sameRack, double rackShare, double share) {
    }

    private NodeOrder() {
    }

    /**
     * The nodes of a cluster in the order to fill them with a topology's executors; without blacklisted ones and those that belong to others.
     *
     * @param spareRare whether what a node has that the topology has no use for speaks against the node
     */
    static List<SupervisorDetails> of(Cluster cluster, TopologyDetails topology, boolean spareRare) {
        Map<String, String> hostToRack = cluster.getHostToRack();
        Map<String, NormalizedResourceOffer> left = new HashMap<>();
        Map<String, NormalizedResourceOffer> leftInRack = new HashMap<>();
        NormalizedResourceOffer leftInAll = new NormalizedResourceOffer();
        NormalizedResourceRequest wanted = topology.getApproximateTotalResources();
        for (SupervisorDetails supervisor : cluster.getSupervisors().values()) {
            if (!cluster.isBlackListed(supervisor.getId())) {
                NormalizedResourceOffer offer = cluster.getAvailableResources(supervisor);
                leftInAll.add(offer);
                if (spareRare) {
                    offer.updateForRareResourceAffinity(wanted);
                }
                left.put(supervisor.getId(), offer);
                leftInRack.computeIfAbsent(rack(hostToRack, supervisor), rack -> new NormalizedResourceOffer()).add(offer);
            }
        }
        Set<String> neighbours = new HashSet<>();
        for (WorkerSlot slot : cluster.getUsedSlotsByTopologyId(topology.getId())) {
            neighbours.add(slot.getNodeId());
        }
        Set<String> ownRacks = new HashSet<>();
        neighbours.forEach(id -> ownRacks.add(rack(hostToRack, cluster.getSupervisorById(id))));
        List<Node> nodes = new ArrayList<>();
        left.forEach((id, offer) -> {
            SupervisorDetails supervisor = cluster.getSupervisorById(id);
            nodes.add(new Node(supervisor, preference(cluster, topology, supervisor), neighbours.contains(id),
                    ownRacks.contains(rack(hostToRack, supervisor)), share(leftInRack.get(rack(hostToRack, supervisor)), leftInAll), share(offer, leftInAll)));
        });
        nodes.sort(Comparator.comparingInt(Node::preference).thenComparing(Node::neighbour, Comparator.reverseOrder())
                .thenComparing(Node::sameRack, Comparator.reverseOrder())
                .thenComparing(Node::rackShare, Comparator.reverseOrder()).thenComparing(Node::share, Comparator.reverseOrder())
                .thenComparing(node -> node.supervisor.getId()));
        return OwnMachines.usable(cluster, topology, nodes.stream().map(Node::supervisor).toList());
    }

    private static String rack(Map<String, String> hostToRack, SupervisorDetails supervisor) {
        return hostToRack.getOrDefault(supervisor.getHost(), DNSToSwitchMapping.DEFAULT_RACK);
    }

    private static int preference(Cluster cluster, TopologyDetails topology, SupervisorDetails supervisor) {
        if (named(topology, Config.TOPOLOGY_SCHEDULER_FAVORED_NODES, supervisor)) {
            return -1;
        }
        boolean avoided = named(topology, Config.TOPOLOGY_SCHEDULER_UNFAVORED_NODES, supervisor);
        return (avoided ? 1 : 0) + (cluster.getGreyListedSupervisors().contains(supervisor.getId()) ? 2 : 0);
    }

    private static boolean named(TopologyDetails topology, String key, SupervisorDetails supervisor) {
        return topology.getConf().get(key) instanceof List<?> names
                && (names.contains(supervisor.getId()) || names.contains(supervisor.getHost()));
    }

    /** The least share, over all kinds of resource, that a part has of the whole. */
    private static double share(NormalizedResourceOffer part, NormalizedResourceOffer whole) {
        double least = Double.MAX_VALUE;
        Map<String, Double> all = whole.toNormalizedMap();
        for (Map.Entry<String, Double> amount : part.toNormalizedMap().entrySet()) {
            double total = all.getOrDefault(amount.getKey(), 0.0);
            if (total > 0) {
                least = Math.min(least, amount.getValue() / total);
            }
        }
        return least == Double.MAX_VALUE ? 0 : least;
    }
}
