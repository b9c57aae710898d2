// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.metrics2.reporters;

import com.codahale.metrics.ConsoleReporter;
import com.codahale.metrics.MetricFilter;
import com.codahale.metrics.MetricRegistry;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.storm.metrics2.DimensionalReporter;
import org.apache.storm.metrics2.MetricRegistryProvider;
import org.apache.storm.metrics2.filters.StormMetricsFilter;

/** Reports to the worker's standard output. */
public class ConsoleStormReporter extends ScheduledStormReporter implements DimensionalReporter.DimensionHandler {

    @Override
    public void prepare(MetricRegistry registry, Map<String, Object> topoConf, Map<String, Object> reporterConf) {
        init(registry, null, reporterConf);
    }

    @Override
    public void prepare(MetricRegistryProvider metricRegistryProvider, Map<String, Object> topoConf, Map<String, Object> reporterConf) {
        init(metricRegistryProvider.getRegistry(), metricRegistryProvider, reporterConf);
    }

    private void init(MetricRegistry registry, MetricRegistryProvider provider, Map<String, Object> reporterConf) {
        ConsoleReporter.Builder builder = ConsoleReporter.forRegistry(registry).outputTo(System.out);
        Locale locale = ReporterUnits.locale(reporterConf);
        if (locale != null) {
            builder.formattedFor(locale);
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
        reporter = builder.build();
        if (isReportDimensionsEnabled(reporterConf)) {
            if (provider == null) {
                throw new IllegalArgumentException(REPORT_DIMENSIONS_ENABLED + " needs a MetricRegistryProvider, not a bare registry");
            }
            reporter = new DimensionalReporter(provider, reporter, this, "ConsoleDimensionalReporter",
                filter == null ? MetricFilter.ALL : filter, rateUnit == null ? TimeUnit.SECONDS : rateUnit,
                durationUnit == null ? TimeUnit.MILLISECONDS : durationUnit, null, true);
        }
    }

    @Override
    public void setDimensions(Map<String, String> dimensions) {
        System.out.println("Dimensions: " + dimensions);
    }

    @Override
    public void close() throws IOException {
        super.close();
    }
}
