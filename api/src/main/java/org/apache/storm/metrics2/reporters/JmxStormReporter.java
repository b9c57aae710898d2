// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.metrics2.reporters;

import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.jmx.JmxReporter;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.storm.metrics2.filters.StormMetricsFilter;
import org.apache.storm.utils.ObjectReader;

/** Offers the metrics as management beans. */
public class JmxStormReporter implements StormReporter {
    public static final String JMX_DOMAIN = "jmx.domain";

    JmxReporter reporter;

    /** The domain of the beans' names, or null for the default. */
    public static String getMetricsJmxDomain(Map reporterConf) {
        return ObjectReader.getString(reporterConf.get(JMX_DOMAIN), null);
    }

    @Override
    public void prepare(MetricRegistry metricsRegistry, Map<String, Object> topoConf, Map<String, Object> reporterConf) {
        JmxReporter.Builder builder = JmxReporter.forRegistry(metricsRegistry);
        String domain = getMetricsJmxDomain(reporterConf);
        if (domain != null) {
            builder.inDomain(domain);
        }
        TimeUnit rateUnit = ReporterUnits.rate(reporterConf);
        if (rateUnit != null) {
            builder.convertRatesTo(rateUnit);
        }
        TimeUnit durationUnit = ReporterUnits.duration(reporterConf);
        if (durationUnit != null) {
            builder.convertDurationsTo(durationUnit);
        }
        StormMetricsFilter filter = ScheduledStormReporter.getMetricsFilter(reporterConf);
        if (filter != null) {
            builder.filter(filter);
        }
        reporter = builder.build();
    }

    /**
     * @throws IllegalStateException if it was not prepared
     */
    @Override
    public void start() {
        if (reporter == null) {
            throw new IllegalStateException("JmxStormReporter was started without being prepared");
        }
        reporter.start();
    }

    /**
     * @throws IllegalStateException if it was not prepared
     */
    @Override
    public void stop() {
        if (reporter == null) {
            throw new IllegalStateException("JmxStormReporter was stopped without being prepared");
        }
        reporter.stop();
    }

    @Override
    public void close() throws IOException {
        stop();
    }
}
