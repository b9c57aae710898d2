// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.metric;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.Meter;
import com.codahale.metrics.Metric;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.MetricSet;
import com.codahale.metrics.Reservoir;
import com.codahale.metrics.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.storm.DaemonConfig;
import org.apache.storm.daemon.metrics.reporters.PreparableReporter;
import org.apache.storm.utils.ObjectReader;
import org.apache.storm.utils.ReflectionUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A daemon's metrics by name, and what reports them. Registering a name again yields the metric that is there. Any thread may
 * use it.
 */
public class StormMetricsRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(StormMetricsRegistry.class);

    private final MetricRegistry registry = new MetricRegistry();
    private final List<PreparableReporter> reporters = new ArrayList<>();

    public Meter registerMeter(String name) {
        return registry.meter(name);
    }

    public Meter registerMeter(String name, Meter meter) {
        return registered(name, meter);
    }

    public Timer registerTimer(String name) {
        return registry.timer(name);
    }

    public Histogram registerHistogram(String name) {
        return registry.histogram(name);
    }

    public Histogram registerHistogram(String name, Reservoir reservoir) {
        return registry.histogram(name, () -> new Histogram(reservoir));
    }

    public <V> Gauge<V> registerGauge(String name, Gauge<V> gauge) {
        return registered(name, gauge);
    }

    @SuppressWarnings("unchecked")
    private synchronized <T extends Metric> T registered(String name, T metric) {
        Metric present = registry.getMetrics().get(name);
        if (present == null) {
            return registry.register(name, metric);
        }
        if (!metric.getClass().isInstance(present) && !(metric instanceof Gauge && present instanceof Gauge)) {
            throw new IllegalArgumentException("Metric " + name + " is a " + present.getClass().getSimpleName() + " already");
        }
        LOG.debug("Metric {} is registered already", name);
        return (T) present;
    }

    public void registerAll(MetricSet metrics) {
        metrics.getMetrics().forEach(this::registered);
    }

    public void removeAll(MetricSet metrics) {
        metrics.getMetrics().keySet().forEach(registry::remove);
    }

    /** The meter of that name; null if there is none. */
    public Meter getMeter(String meterName) {
        return registry.getMeters().get(meterName);
    }

    /** Starts the reporters that {@link DaemonConfig#STORM_DAEMON_METRICS_REPORTER_PLUGINS} names; one that fails is logged and left out. */
    public synchronized void startMetricsReporters(Map<String, Object> daemonConf) {
        for (String name : ObjectReader.getStrings(daemonConf.get(DaemonConfig.STORM_DAEMON_METRICS_REPORTER_PLUGINS))) {
            try {
                PreparableReporter reporter = ReflectionUtils.newInstance(name);
                reporter.prepare(registry, daemonConf);
                reporter.start();
                reporters.add(reporter);
            } catch (RuntimeException e) {
                LOG.error("The metrics reporter {} cannot be started and is left out", name, e);
            }
        }
    }

    public synchronized void stopMetricsReporters() {
        reporters.forEach(PreparableReporter::stop);
        reporters.clear();
    }
}
