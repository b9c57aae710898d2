// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.metrics2;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.Meter;
import com.codahale.metrics.Metric;
import com.codahale.metrics.MetricFilter;
import com.codahale.metrics.ScheduledReporter;
import com.codahale.metrics.Timer;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The metrics that share one set of dimensions, under their short names. Any thread may add, another may report. */
public class TaskMetricRepo {
    private final Map<String, Gauge> gauges = new ConcurrentHashMap<>();
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();
    private final Map<String, Histogram> histograms = new ConcurrentHashMap<>();
    private final Map<String, Meter> meters = new ConcurrentHashMap<>();
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();

    public void addCounter(String name, Counter counter) {
        counters.put(name, counter);
    }

    public void addGauge(String name, Gauge gauge) {
        gauges.put(name, gauge);
    }

    public void addMeter(String name, Meter meter) {
        meters.put(name, meter);
    }

    public void addHistogram(String name, Histogram histogram) {
        histograms.put(name, histogram);
    }

    public void addTimer(String name, Timer timer) {
        timers.put(name, timer);
    }

    /** Gives the metrics that pass the filter to a reporter. */
    public void report(ScheduledReporter reporter, MetricFilter filter) {
        if (!gauges.isEmpty() || !counters.isEmpty() || !histograms.isEmpty() || !meters.isEmpty() || !timers.isEmpty()) {
            reporter.report(passing(gauges, filter), passing(counters, filter), passing(histograms, filter), passing(meters, filter),
                passing(timers, filter));
        }
    }

    private static <T extends Metric> SortedMap<String, T> passing(Map<String, T> metrics, MetricFilter filter) {
        SortedMap<String, T> passing = new TreeMap<>();
        metrics.forEach((name, metric) -> {
            if (filter.matches(name, metric)) {
                passing.put(name, metric);
            }
        });
        return passing;
    }

    void remove(MetricFilter filter) {
        gauges.entrySet().removeIf(entry -> filter.matches(entry.getKey(), entry.getValue()));
        counters.entrySet().removeIf(entry -> filter.matches(entry.getKey(), entry.getValue()));
        histograms.entrySet().removeIf(entry -> filter.matches(entry.getKey(), entry.getValue()));
        meters.entrySet().removeIf(entry -> filter.matches(entry.getKey(), entry.getValue()));
        timers.entrySet().removeIf(entry -> filter.matches(entry.getKey(), entry.getValue()));
    }
}
