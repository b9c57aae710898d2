// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster.metrics;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.storm.DaemonConfig;
import org.apache.storm.daemon.metrics.reporters.PreparableReporter;
import tempest.cluster.Clock;
import tempest.cluster.ConfigReader;
import tempest.cluster.PlugIn;

/**
 * Gives what a daemon tells at {@code /metrics} to the reporters that {@code storm.daemon.metrics.reporter.plugins} names, as gauges that come and go
 * with what they measure. Started and closed by the daemon's main thread; reporters read on threads of their own. The figures are read at most once a
 * second, whoever asks.
 */
public final class DaemonReporters implements AutoCloseable {
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final MetricRegistry registry = new MetricRegistry();
    private final List<PreparableReporter> reporters = new ArrayList<>();
    private final Supplier<PrometheusText> page;
    private final Clock clock;
    private Map<String, Double> values = Map.of();
    private long readNanos;

    private DaemonReporters(Supplier<PrometheusText> page, Clock clock) {
        this.page = page;
        this.clock = clock;
    }

    /**
     * Makes and starts the reporters.
     *
     * @param page makes the figures
     * @throws IllegalArgumentException if the configuration names what is no reporter
     */
    public static DaemonReporters start(Map<String, Object> conf, Supplier<PrometheusText> page, Clock clock) {
        DaemonReporters all = new DaemonReporters(page, clock);
        List<String> names = new ConfigReader(conf).texts(DaemonConfig.STORM_DAEMON_METRICS_REPORTER_PLUGINS, List.of());
        if (names.isEmpty()) {
            return all;
        }
        all.read();
        for (String name : names) {
            PreparableReporter reporter = PlugIn.of(name, DaemonConfig.STORM_DAEMON_METRICS_REPORTER_PLUGINS, PreparableReporter.class);
            reporter.prepare(all.registry, conf);
            all.reporters.add(reporter);
        }
        all.reporters.forEach(PreparableReporter::start);
        return all;
    }

    private synchronized Double value(String name) {
        if (clock.nanoTime() - readNanos >= FRESH_NANOS) {
            read();
        }
        return values.get(name);
    }

    private synchronized void read() {
        readNanos = clock.nanoTime();
        Map<String, Double> next = new TreeMap<>(page.get().values());
        registry.removeMatching((name, metric) -> !next.containsKey(name));
        next.keySet().stream().filter(name -> !values.containsKey(name)).forEach(name -> registry.register(name, (Gauge<Double>) () -> value(name)));
        values = next;
    }

    @Override
    public void close() {
        reporters.forEach(PreparableReporter::stop);
    }
}
