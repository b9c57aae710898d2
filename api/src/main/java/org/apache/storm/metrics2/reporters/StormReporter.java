// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.metrics2.reporters;

import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Reporter;
import java.util.Map;
import org.apache.storm.metrics2.MetricRegistryProvider;

/** Reports a worker's metrics. Prepared once, then started, then stopped. */
public interface StormReporter extends Reporter {
    /** How often to report; a number. */
    String REPORT_PERIOD = "report.period";
    /** The unit of {@link #REPORT_PERIOD}, a {@link java.util.concurrent.TimeUnit}. */
    String REPORT_PERIOD_UNITS = "report.period.units";
    /** Whether to report short names with dimensions, not long names. */
    String REPORT_DIMENSIONS_ENABLED = "report.dimensions.enabled";

    /**
     * @param conf the topology's configuration
     * @param reporterConf this reporter's section of it
     */
    void prepare(MetricRegistry metricsRegistry, Map<String, Object> conf, Map<String, Object> reporterConf);

    /** What the worker calls: a reporter that can report dimensions overrides it. */
    default void prepare(MetricRegistryProvider metricRegistryProvider, Map<String, Object> conf, Map<String, Object> reporterConf) {
        prepare(metricRegistryProvider.getRegistry(), conf, reporterConf);
    }

    void start();

    void stop();
}
