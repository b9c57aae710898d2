// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.metrics2;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricFilter;
import com.codahale.metrics.ScheduledReporter;
import com.codahale.metrics.Timer;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Reports the metrics of each set of dimensions apart, by another reporter, which is told the dimensions before. */
public class DimensionalReporter extends ScheduledReporter {
    private final ScheduledReporter underlyingReporter;
    private final MetricRegistryProvider metricRegistryProvider;
    private final MetricFilter filter;
    private final DimensionHandler dimensionHandler;

    /** Is told the dimensions of the metrics that are reported next. */
    public interface DimensionHandler {
        void setDimensions(Map<String, String> dimensions);
    }

    /**
     * @param unStartedReporter reports; must not be started itself
     * @param dimensionHandler may be null
     * @param executor runs the reports; null for a thread of its own
     */
    public DimensionalReporter(MetricRegistryProvider metricRegistryProvider, ScheduledReporter unStartedReporter,
                               DimensionHandler dimensionHandler, String name, MetricFilter filter, TimeUnit rateUnit,
                               TimeUnit durationUnit, ScheduledExecutorService executor, boolean shutdownExecutorOnStop) {
        super(metricRegistryProvider.getRegistry(), name, filter, rateUnit, durationUnit,
            executor == null ? createDefaultExecutor(name) : executor, executor == null || shutdownExecutorOnStop);
        this.underlyingReporter = unStartedReporter;
        this.metricRegistryProvider = metricRegistryProvider;
        this.filter = filter;
        this.dimensionHandler = dimensionHandler;
    }

    private static ScheduledExecutorService createDefaultExecutor(String name) {
        return java.util.concurrent.Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "metrics-" + name);
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void report(SortedMap<String, Gauge> gauges, SortedMap<String, Counter> counters, SortedMap<String, Histogram> histograms,
                       SortedMap<String, Meter> meters, SortedMap<String, Timer> timers) {
        underlyingReporter.report(gauges, counters, histograms, meters, timers);
    }

    @Override
    public void report() {
        synchronized (this) {
            metricRegistryProvider.getTaskMetrics().forEach((dimensions, metrics) -> {
                if (dimensionHandler != null) {
                    dimensionHandler.setDimensions(dimensions.getDimensions());
                }
                metrics.report(this, filter);
            });
        }
    }
}
