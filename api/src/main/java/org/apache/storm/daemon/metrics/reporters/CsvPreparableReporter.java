// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.daemon.metrics.reporters;

import com.codahale.metrics.CsvReporter;
import com.codahale.metrics.MetricRegistry;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.storm.DaemonConfig;
import org.apache.storm.utils.ConfigUtils;
import org.apache.storm.utils.ObjectReader;

/** Writes each of a daemon's metrics to a CSV file of its own, in {@link DaemonConfig#STORM_DAEMON_METRICS_REPORTER_CSV_LOG_DIR}. */
public class CsvPreparableReporter implements PreparableReporter {
    private CsvReporter reporter;
    private int periodSecs;

    @Override
    public void prepare(MetricRegistry metricsRegistry, Map<String, Object> daemonConf) {
        ReporterSettings settings = ReporterSettings.of(daemonConf);
        CsvReporter.Builder builder = CsvReporter.forRegistry(metricsRegistry);
        if (settings.rates() != null) {
            builder.convertRatesTo(settings.rates());
        }
        if (settings.durations() != null) {
            builder.convertDurationsTo(settings.durations());
        }
        if (settings.locale() != null) {
            builder.formatFor(settings.locale());
        }
        reporter = builder.build(folder(daemonConf));
        periodSecs = settings.periodSecs();
    }

    private static File folder(Map<String, Object> conf) {
        String configured = ObjectReader.getString(conf.get(DaemonConfig.STORM_DAEMON_METRICS_REPORTER_CSV_LOG_DIR), null);
        File folder = new File(configured != null ? configured
            : ConfigUtils.absoluteStormLocalDir(conf) + ConfigUtils.FILE_SEPARATOR + "csvmetrics");
        try {
            Files.createDirectories(folder.toPath());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create the folder for metrics, " + folder, e);
        }
        return folder;
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
