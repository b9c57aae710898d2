// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler.resource.strategies.scheduling;

import java.util.Map;
import org.apache.storm.scheduler.Cluster;
import org.apache.storm.scheduler.TopologyDetails;
import org.apache.storm.scheduler.resource.SchedulingResult;
import tempest.nimbus.scheduling.ResourcePlacement;

/** Fills nodes one after the other, but keeps nodes with rare resources for the topologies that ask for them. */
public class GenericResourceAwareStrategy implements IStrategy {
    @Override
    public void prepare(Map<String, Object> config) {
        // Nothing of this is configured for the cluster as a whole; what a topology's configuration says is read when it is placed.
    }

    @Override
    public SchedulingResult schedule(Cluster schedulingState, TopologyDetails td) {
        return new ResourcePlacement(schedulingState, td, ResourcePlacement.Style.PACK_SPARING_RARE).place();
    }
}
