// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler.resource.strategies.priority;

import java.util.List;
import java.util.Map;
import org.apache.storm.scheduler.ISchedulingState;
import org.apache.storm.scheduler.TopologyDetails;
import org.apache.storm.scheduler.resource.User;

/** Orders topologies. Named by {@code resource.aware.scheduler.priority.strategy} and made with its no-argument constructor. */
public interface ISchedulingPriorityStrategy {
    /**
     * All topologies, the most urgent first. When there is not enough for all, the last are evicted first.
     *
     * @param schedulingState the cluster to look at
     * @param userMap the users by name
     */
    List<TopologyDetails> getOrderedTopologies(ISchedulingState schedulingState, Map<String, User> userMap);
}
