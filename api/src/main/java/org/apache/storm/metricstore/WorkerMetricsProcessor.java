// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.metricstore;

import java.util.Map;
import org.apache.storm.generated.WorkerMetrics;

/** Takes the metrics that workers send; {@code storm.metricprocessor.class}. Any thread calls it. */
public interface WorkerMetricsProcessor {

    void processWorkerMetrics(Map<String, Object> conf, WorkerMetrics metrics) throws MetricException;

    /** Called once, before anything else. */
    void prepare(Map<String, Object> config) throws MetricException;
}
