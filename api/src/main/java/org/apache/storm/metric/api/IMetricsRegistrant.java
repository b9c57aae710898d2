// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.metric.api;

import java.util.Map;
import org.apache.storm.task.TopologyContext;

/** Registers metrics of a worker: named in the configuration, called once. */
public interface IMetricsRegistrant {
    void registerMetrics(TopologyContext topologyContext, Map<String, Object> topoConf);
}
