// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.metricstore;

import java.util.Map;
import org.apache.storm.metric.StormMetricsRegistry;

/** Keeps metrics of workers; {@code storm.metricstore.class}. Any thread calls it. */
public interface MetricStore extends AutoCloseable {

    /** Gets each metric that a scan finds. */
    interface ScanCallback {
        void cb(Metric metric);
    }

    /** Called once, before anything else. */
    void prepare(Map<String, Object> config, StormMetricsRegistry metricsRegistry) throws MetricException;

    /** Keeps a metric. */
    void insert(Metric metric) throws MetricException;

    /** Fills in the value of a metric of which all else is given; whether there is one. */
    boolean populateValue(Metric metric) throws MetricException;

    @Override
    void close();

    /** Finds the metrics that a filter lets through. */
    void scan(FilterOptions filter, ScanCallback scanCallback) throws MetricException;
}
