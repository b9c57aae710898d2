// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler.resource.strategies.scheduling;

import java.util.Map;
import org.apache.storm.scheduler.Cluster;
import org.apache.storm.scheduler.TopologyDetails;
import org.apache.storm.scheduler.resource.SchedulingResult;
import tempest.nimbus.scheduling.ResourcePlacement;

/** Fills nodes one after the other, starting where the topology already runs, so that executors who talk to each other are close. */
public class DefaultResourceAwareStrategy implements IStrategy {
    @Override
    public void prepare(Map<String, Object> config) {
        // Nothing of this is configured for the cluster as a whole; what a topology's configuration says is read when it is placed.
    }

    @Override
    public SchedulingResult schedule(Cluster schedulingState, TopologyDetails td) {
        return new ResourcePlacement(schedulingState, td, ResourcePlacement.Style.PACK).place();
    }
}
