// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler;

import java.util.Map;
import java.util.Set;
import org.apache.storm.metric.StormMetricsRegistry;
import tempest.nimbus.scheduling.EvenPlacement;
import tempest.nimbus.scheduling.FairOrder;

/** Spreads executors evenly, and moves workers with no even share when executors or slots come or go. */
public class DefaultScheduler implements IScheduler {
    /** Those of the slots that may be given out anew. */
    public static Set<WorkerSlot> slotsCanReassign(Cluster cluster, Set<WorkerSlot> slots) {
        return EvenPlacement.reusable(cluster, slots);
    }

    /** Places each of the topologies that needs it, the oldest first. */
    public static void defaultSchedule(Topologies topologies, Cluster cluster) {
        for (TopologyDetails topology : FairOrder.oldestFirst(topologies)) {
            if (cluster.needsScheduling(topology)) {
                EvenPlacement.freeUneven(topology, cluster);
            }
            EvenScheduler.scheduleTopologiesEvenly(new Topologies(topology), cluster);
        }
    }

    @Override
    public void prepare(Map<String, Object> conf, StormMetricsRegistry metricsRegistry) {
        // Nothing of this is configurable.
    }

    @Override
    public void schedule(Topologies topologies, Cluster cluster) {
        defaultSchedule(topologies, cluster);
    }

    @Override
    public Map<String, Map<String, Double>> config() {
        return Map.of();
    }
}
