// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.scheduling;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.storm.Constants;
import org.apache.storm.scheduler.Cluster;
import org.apache.storm.scheduler.ExecutorDetails;
import org.apache.storm.scheduler.SupervisorDetails;
import org.apache.storm.scheduler.TopologyDetails;
import org.apache.storm.scheduler.resource.normalization.NormalizedResourceRequest;

/**
 * Tells without a try whether a topology's executors without a slot may fit on the nodes: each is on one node, so that what is left in small pieces
 * on many nodes may be of no use. A yes may be wrong. Slots, memory that executors share, and CPU that a worker of the topology has to spare are not looked at.
 */
public final class NodeRoom {
    /** What rounding may leave over when as much was taken as had been put. */
    private static final double ROUNDING = 1e-6;

    /** How many executors ask for some of a resource, for how much in all, and for how much the most modest of them. */
    private static final class Demand {
        private int executors;
        private double all;
        private double least = Double.MAX_VALUE;

        private void add(double amount) {
            executors++;
            all += amount;
            least = Math.min(least, amount);
        }

        /** For each resource: as much as is asked for in all, in pieces of which each is on one node. */
        private boolean mayFit(List<Map<String, Double>> nodes, String resource) {
            double there = 0;
            double pieces = 0;
            for (Map<String, Double> node : nodes) {
                double left = node.getOrDefault(resource, 0.0) + ROUNDING;
                there += left;
                pieces += Math.floor(left / least);
            }
            return there >= all && pieces >= executors;
        }
    }

    private NodeRoom() {
    }

    /** On Nimbus's scheduling thread; the cluster is only read. */
    public static boolean mayHold(Cluster cluster, TopologyDetails topology) {
        Map<String, Demand> demands = new TreeMap<>();
        for (ExecutorDetails executor : cluster.getUnassignedExecutors(topology)) {
            amounts(topology.getTotalResources(executor)).forEach((resource, amount) -> {
                if (amount > 0) {
                    demands.computeIfAbsent(resource, name -> new Demand()).add(amount);
                }
            });
        }
        List<Map<String, Double>> nodes = new ArrayList<>();
        for (SupervisorDetails supervisor : cluster.getSupervisors().values()) {
            if (!cluster.isBlackListed(supervisor.getId())) {
                nodes.add(cluster.getAvailableResources(supervisor).toNormalizedMap());
            }
        }
        return demands.entrySet().stream().allMatch(demand -> demand.getValue().mayFit(nodes, demand.getKey()));
    }

    /** By common names, memory as one, as nodes have it. */
    private static Map<String, Double> amounts(NormalizedResourceRequest request) {
        Map<String, Double> amounts = request.toNormalizedMap();
        amounts.remove(Constants.COMMON_ONHEAP_MEMORY_RESOURCE_NAME);
        amounts.remove(Constants.COMMON_OFFHEAP_MEMORY_RESOURCE_NAME);
        amounts.put(Constants.COMMON_TOTAL_MEMORY_RESOURCE_NAME, request.getTotalMemoryMb());
        return amounts;
    }
}
