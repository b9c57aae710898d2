// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler;

import java.util.List;
import java.util.Map;
import org.apache.storm.metric.StormMetricsRegistry;
import tempest.nimbus.scheduling.EvenPlacement;
import tempest.nimbus.scheduling.FairOrder;

/** Puts executors that run nowhere on free slots, evenly; leaves everything else where it is. */
public class EvenScheduler implements IScheduler {
    /** Slots in the order to use them: node by node in turn; nodes with the most slots first. */
    public static List<WorkerSlot> sortSlots(List<WorkerSlot> availableSlots) {
        return EvenPlacement.inOrderOfUse(availableSlots);
    }

    /** What runs on each slot of a topology. */
    public static Map<WorkerSlot, List<ExecutorDetails>> getAliveAssignedWorkerSlotExecutors(Cluster cluster, String topologyId) {
        return EvenPlacement.running(cluster, topologyId);
    }

    /** Places each of the topologies that needs it, the oldest first. */
    public static void scheduleTopologiesEvenly(Topologies topologies, Cluster cluster) {
        for (TopologyDetails topology : FairOrder.oldestFirst(topologies)) {
            if (cluster.needsScheduling(topology)) {
                EvenPlacement.place(topology, cluster);
            } else {
                cluster.setStatus(topology, EvenPlacement.status(topology, cluster));
            }
        }
    }

    @Override
    public void prepare(Map<String, Object> conf, StormMetricsRegistry metricsRegistry) {
        // Nothing of this is configurable.
    }

    @Override
    public void schedule(Topologies topologies, Cluster cluster) {
        scheduleTopologiesEvenly(topologies, cluster);
    }

    @Override
    public Map<String, Map<String, Double>> config() {
        return Map.of();
    }
}
