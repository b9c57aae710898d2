// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.daemon.metrics.reporters;

import com.codahale.metrics.ConsoleReporter;
import com.codahale.metrics.MetricRegistry;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Writes a daemon's metrics to its standard output. */
public class ConsolePreparableReporter implements PreparableReporter {
    private ConsoleReporter reporter;
    private int periodSecs;

    @Override
    public void prepare(MetricRegistry metricsRegistry, Map<String, Object> daemonConf) {
        ReporterSettings settings = ReporterSettings.of(daemonConf);
        ConsoleReporter.Builder builder = ConsoleReporter.forRegistry(metricsRegistry).outputTo(System.out);
        if (settings.rates() != null) {
            builder.convertRatesTo(settings.rates());
        }
        if (settings.durations() != null) {
            builder.convertDurationsTo(settings.durations());
        }
        if (settings.locale() != null) {
            builder.formattedFor(settings.locale());
        }
        reporter = builder.build();
        periodSecs = settings.periodSecs();
    }

    @Override
    public void start() {
        reporter.start(periodSecs, TimeUnit.SECONDS);
    }

    @Override
    public void stop() {
        reporter.stop();
    }
}
