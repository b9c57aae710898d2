// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler.resource.normalization;

import com.codahale.metrics.Meter;
import org.apache.storm.metric.StormMetricsRegistry;

/** Counts what should never happen: more taken from a node than it had. */
public class ResourceMetrics {
    private final Meter negativeResourceEvents;

    public ResourceMetrics(StormMetricsRegistry metricsRegistry) {
        negativeResourceEvents = metricsRegistry.registerMeter("cluster:num-negative-resource-events");
    }

    public Meter getNegativeResourceEventsMeter() {
        return negativeResourceEvents;
    }
}
