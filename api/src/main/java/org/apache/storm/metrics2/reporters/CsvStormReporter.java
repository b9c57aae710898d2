// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.metrics2.reporters;

import com.codahale.metrics.CsvReporter;
import com.codahale.metrics.MetricRegistry;
import java.io.File;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.storm.metrics2.filters.StormMetricsFilter;
import org.apache.storm.utils.ConfigUtils;
import org.apache.storm.utils.ObjectReader;

/** Reports to a file for each metric, in one folder. */
public class CsvStormReporter extends ScheduledStormReporter {
    /** The folder; by default {@code csvmetrics} in the local folder of Storm. */
    public static final String CSV_LOG_DIR = "csv.log.dir";

    @Override
    public void prepare(MetricRegistry metricsRegistry, Map<String, Object> topoConf, Map<String, Object> reporterConf) {
        CsvReporter.Builder builder = CsvReporter.forRegistry(metricsRegistry);
        Locale locale = ReporterUnits.locale(reporterConf);
        if (locale != null) {
            builder.formatFor(locale);
        }
        TimeUnit rateUnit = ReporterUnits.rate(reporterConf);
        if (rateUnit != null) {
            builder.convertRatesTo(rateUnit);
        }
        TimeUnit durationUnit = ReporterUnits.duration(reporterConf);
        if (durationUnit != null) {
            builder.convertDurationsTo(durationUnit);
        }
        StormMetricsFilter filter = getMetricsFilter(reporterConf);
        if (filter != null) {
            builder.filter(filter);
        }
        readPeriod(reporterConf);
        reporter = builder.build(folder(topoConf, reporterConf));
    }

    private static File folder(Map<String, Object> topoConf, Map<String, Object> reporterConf) {
        String path = ObjectReader.getString(reporterConf.get(CSV_LOG_DIR), null);
        File folder = path == null ? new File(ConfigUtils.absoluteStormLocalDir(topoConf), "csvmetrics") : new File(path);
        if (!folder.isDirectory() && !folder.mkdirs()) {
            throw new IllegalStateException(CSV_LOG_DIR + " = " + folder + " is no folder and cannot be made one");
        }
        if (!folder.canWrite()) {
            throw new IllegalStateException(CSV_LOG_DIR + " = " + folder + " cannot be written to");
        }
        return folder;
    }

    @Override
    public void close() throws IOException {
        super.close();
    }
}
