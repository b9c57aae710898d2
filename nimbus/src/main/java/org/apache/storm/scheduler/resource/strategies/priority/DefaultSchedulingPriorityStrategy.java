// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler.resource.strategies.priority;

import java.util.List;
import java.util.Map;
import org.apache.storm.scheduler.ISchedulingState;
import org.apache.storm.scheduler.TopologyDetails;
import org.apache.storm.scheduler.resource.User;
import tempest.nimbus.scheduling.FairOrder;

/** Gives every user what is guaranteed before anyone gets more; a user's own topologies go by {@code topology.priority}, then by age. */
public class DefaultSchedulingPriorityStrategy implements ISchedulingPriorityStrategy {
    @Override
    public List<TopologyDetails> getOrderedTopologies(ISchedulingState schedulingState, Map<String, User> userMap) {
        return FairOrder.of(schedulingState, userMap, FairOrder.Beyond.BY_USE, false);
    }
}
