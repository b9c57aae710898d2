// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler.resource.strategies.scheduling;

import java.util.Map;
import org.apache.storm.scheduler.Cluster;
import org.apache.storm.scheduler.TopologyDetails;
import org.apache.storm.scheduler.resource.SchedulingResult;
import tempest.nimbus.scheduling.ResourcePlacement;

/** What the strategies that come with the system share: they differ in how they go through the nodes. */
public abstract class BaseResourceAwareStrategy implements IStrategy {
    private final ResourcePlacement.Style style;

    /** A strategy that fills nodes one after the other. */
    public BaseResourceAwareStrategy() {
        this(ResourcePlacement.Style.PACK);
    }

    BaseResourceAwareStrategy(ResourcePlacement.Style style) {
        this.style = style;
    }

    @Override
    public void prepare(Map<String, Object> config) {
        // Nothing of this is configured for the cluster as a whole; what a topology's configuration says is read when it is placed.
    }

    @Override
    public SchedulingResult schedule(Cluster schedulingState, TopologyDetails td) {
        return new ResourcePlacement(schedulingState, td, style).place();
    }
}
