// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.scheduling;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.storm.scheduler.Cluster;
import org.apache.storm.scheduler.Topologies;
import org.apache.storm.scheduler.TopologyDetails;

/** A round in which some topologies get machines of their own and others share the rest. On Nimbus's scheduling thread; keeps nothing. */
public final class IsolatedRound {
    private IsolatedRound() {
    }

    /**
     * Schedules all.
     *
     * @param machines how many machines each isolated topology wants, by topology name
     * @param leftOut  ids of topologies that are not to be scheduled
     * @param others   schedules those that are neither
     */
    public static void schedule(Topologies topologies, Cluster cluster, Map<String, Integer> machines, Set<String> leftOut,
                                BiConsumer<Topologies, Cluster> others) {
        Set<String> blacklisted = Set.copyOf(cluster.getBlacklistedHosts());
        IsolationPlacement placement = new IsolationPlacement(cluster, machines);
        Set<String> closed = new HashSet<>(blacklisted);
        closed.addAll(placement.place());
        Map<String, TopologyDetails> rest = new LinkedHashMap<>();
        for (TopologyDetails topology : topologies) {
            if (!placement.isolatedTopologies().contains(topology.getId()) && !leftOut.contains(topology.getId())) {
                rest.put(topology.getId(), topology);
            }
        }
        cluster.setBlacklistedHosts(closed);
        try {
            others.accept(new Topologies(rest), cluster);
        } finally {
            cluster.setBlacklistedHosts(blacklisted);
        }
    }
}
