// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.metrics2;

import org.apache.storm.task.TopologyContext;

/** Registers metrics of a worker: named in the configuration, called once a worker. */
public interface WorkerMetricRegistrant {
    void registerMetrics(TopologyContext topologyContext);
}
