// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.metricstore;

import java.util.Map;
import org.apache.storm.metric.StormMetricsRegistry;

/** Keeps nothing and finds nothing. */
public class NoOpMetricStore implements MetricStore {

    @Override
    public void prepare(Map<String, Object> config, StormMetricsRegistry metricsRegistry) {
    }

    @Override
    public void insert(Metric metric) {
    }

    @Override
    public boolean populateValue(Metric metric) {
        return false;
    }

    @Override
    public void close() {
    }

    @Override
    public void scan(FilterOptions filter, ScanCallback scanCallback) {
    }
}
