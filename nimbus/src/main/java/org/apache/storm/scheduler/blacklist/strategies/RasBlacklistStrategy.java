// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler.blacklist.strategies;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.storm.scheduler.Cluster;
import org.apache.storm.scheduler.TopologyDetails;

/** As the default, but takes supervisors back when topologies would lack memory, CPU or another resource, too. */
public class RasBlacklistStrategy extends DefaultBlacklistStrategy {
    @Override
    protected Set<String> releaseBlacklistWhenNeeded(Cluster cluster, List<String> blacklistedNodeIds) {
        Set<String> back = new TreeSet<>();
        List<String> left = new ArrayList<>(blacklistedNodeIds);
        for (Set<String> host : createHostToSupervisorMap(blacklistedNodeIds, cluster).values()) {
            if (holdsAll(cluster, left)) {
                break;
            }
            back.addAll(host);
            left.removeAll(host);
        }
        return back;
    }

    private static boolean holdsAll(Cluster cluster, List<String> aside) {
        int slots = cluster.getNonBlacklistedAvailableSlots(aside).size();
        for (TopologyDetails topology : cluster.needsSchedulingTopologies()) {
            slots -= topology.getNumWorkers() - cluster.getAssignedNumWorkers(topology) > 0 ? 1 : 0;
            if (slots < 0 || !cluster.getNonBlacklistedClusterAvailableResources(aside)
                    .couldHoldIgnoringSharedMemory(topology.getApproximateResources(new HashSet<>(cluster.getUnassignedExecutors(topology))))) {
                return false;
            }
        }
        return true;
    }
}
