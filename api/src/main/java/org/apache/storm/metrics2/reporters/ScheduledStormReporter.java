// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.metrics2.reporters;

import com.codahale.metrics.ScheduledReporter;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.storm.metrics2.filters.StormMetricsFilter;
import org.apache.storm.utils.ObjectReader;
import org.apache.storm.utils.ReflectionUtils;

/** A reporter that reports at intervals, by default every 10 seconds. */
public abstract class ScheduledStormReporter implements StormReporter {
    private static final int DEFAULT_PERIOD = 10;

    protected ScheduledReporter reporter;
    protected long reportingPeriod;
    protected TimeUnit reportingPeriodUnit;

    public static TimeUnit getReportPeriodUnit(Map<String, Object> reporterConf) {
        TimeUnit unit = ReporterUnits.unit(reporterConf, REPORT_PERIOD_UNITS);
        return unit == null ? TimeUnit.SECONDS : unit;
    }

    public static long getReportPeriod(Map<String, Object> reporterConf) {
        return ObjectReader.getInt(reporterConf.get(REPORT_PERIOD), DEFAULT_PERIOD);
    }

    public static boolean isReportDimensionsEnabled(Map<String, Object> reporterConf) {
        return ObjectReader.getBoolean(reporterConf.get(REPORT_DIMENSIONS_ENABLED), false);
    }

    /** The filter that the configuration names, prepared; null if it names none. */
    @SuppressWarnings("unchecked")
    public static StormMetricsFilter getMetricsFilter(Map<String, Object> reporterConf) {
        Map<String, Object> filterConf = (Map<String, Object>) reporterConf.get("filter");
        if (filterConf == null || filterConf.get("class") == null) {
            return null;
        }
        StormMetricsFilter filter = ReflectionUtils.newInstance((String) filterConf.get("class"));
        filter.prepare(filterConf);
        return filter;
    }

    /** Reads how often to report. */
    void readPeriod(Map<String, Object> reporterConf) {
        reportingPeriod = getReportPeriod(reporterConf);
        reportingPeriodUnit = getReportPeriodUnit(reporterConf);
    }

    /**
     * @throws IllegalStateException if it was not prepared
     */
    @Override
    public void start() {
        if (reporter == null) {
            throw new IllegalStateException(getClass().getName() + " was started without being prepared");
        }
        reporter.start(reportingPeriod, reportingPeriodUnit);
    }

    /**
     * @throws IllegalStateException if it was not prepared
     */
    @Override
    public void stop() {
        if (reporter == null) {
            throw new IllegalStateException(getClass().getName() + " was stopped without being prepared");
        }
        reporter.stop();
    }

    @Override
    public void close() throws IOException {
        stop();
    }
}
