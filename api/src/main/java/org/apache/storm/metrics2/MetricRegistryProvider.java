// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.metrics2;

import com.codahale.metrics.MetricRegistry;
import java.util.Map;

/** Where reporters find the metrics of a worker. */
public interface MetricRegistryProvider {
    /** All metrics under their long names. */
    MetricRegistry getRegistry();

    /** All metrics under their short names, by what tells them apart. */
    Map<TaskMetricDimensions, TaskMetricRepo> getTaskMetrics();
}
