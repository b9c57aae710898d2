// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler.resource.strategies.scheduling;

import java.util.Map;
import org.apache.storm.scheduler.Cluster;
import org.apache.storm.scheduler.TopologyDetails;
import org.apache.storm.scheduler.resource.SchedulingResult;

/** Finds slots for one topology. Named by {@code topology.scheduler.strategy} and made with its no-argument constructor. */
public interface IStrategy {
    /** Called once, before anything else, with the daemon's configuration. */
    void prepare(Map<String, Object> config);

    /**
     * Assigns the topology's executors that have no slot.
     *
     * @param schedulingState a copy of the cluster in which only this topology may be changed; if this fails, the copy is thrown away
     * @param td the topology
     * @return how it ended; never null
     */
    SchedulingResult schedule(Cluster schedulingState, TopologyDetails td);
}
