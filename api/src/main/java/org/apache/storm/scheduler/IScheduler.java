// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler;

import java.util.Map;
import org.apache.storm.metric.StormMetricsRegistry;

/**
 * Decides which executor runs in which worker slot. The class named by {@code storm.scheduler} is made with its no-argument constructor by
 * Nimbus, and every method is called by one Nimbus thread at a time.
 */
public interface IScheduler extends INodeAssignmentSentCallBack {
    /** Called once, before anything else, with the daemon's configuration. */
    void prepare(Map<String, Object> conf, StormMetricsRegistry metricsRegistry);

    /**
     * Assigns the executors that have no slot, through {@link Cluster#assign} and {@link Cluster#freeSlot}. What the cluster says afterwards is
     * what runs.
     *
     * @param topologies all topologies there are, those that need nothing included
     * @param cluster the slots and the present assignments; changed in place
     */
    void schedule(Topologies topologies, Cluster cluster);

    /** What this scheduler is configured with, for the UI: by user or topology. Never null. */
    Map config();

    /** Called once, when Nimbus stops. */
    default void cleanup() {
    }
}
