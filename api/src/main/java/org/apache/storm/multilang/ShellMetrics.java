// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.multilang;

import org.apache.storm.metric.api.IMetric;
import org.apache.storm.metric.api.rpc.IShellMetric;
import org.apache.storm.task.TopologyContext;

/** Brings the metrics that a component's process sends to the metrics that its task registered. */
public final class ShellMetrics {
    private ShellMetrics() {
    }

    /**
     * @throws IllegalArgumentException if the metric is not registered, or takes nothing from a process
     */
    @SuppressWarnings("deprecation")
    public static void update(TopologyContext context, ShellMsg msg) {
        IMetric metric = context.getRegisteredMetricByName(msg.getMetricName());
        if (metric == null) {
            throw new IllegalArgumentException("Component '" + context.getThisComponentId() + "' has no metric '" + msg.getMetricName()
                + "'; register it in prepare() or open()");
        }
        if (!(metric instanceof IShellMetric shellMetric)) {
            throw new IllegalArgumentException("Metric '" + msg.getMetricName() + "' of component '" + context.getThisComponentId() + "' is a "
                + metric.getClass().getName() + ", which is no IShellMetric");
        }
        shellMetric.updateMetricFromRPC(msg.getMetricParams());
    }
}
