// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.daemon.metrics.reporters;

import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.jmx.JmxReporter;
import java.util.Map;
import org.apache.storm.DaemonConfig;
import org.apache.storm.utils.ObjectReader;

/** Shows a daemon's metrics by JMX. */
public class JmxPreparableReporter implements PreparableReporter {
    private JmxReporter reporter;

    @Override
    public void prepare(MetricRegistry metricsRegistry, Map<String, Object> daemonConf) {
        ReporterSettings settings = ReporterSettings.of(daemonConf);
        JmxReporter.Builder builder = JmxReporter.forRegistry(metricsRegistry);
        if (settings.rates() != null) {
            builder.convertRatesTo(settings.rates());
        }
        String domain = ObjectReader.getString(daemonConf.get(DaemonConfig.STORM_DAEMON_METRICS_REPORTER_PLUGIN_DOMAIN), null);
        if (domain != null) {
            builder.inDomain(domain);
        }
        reporter = builder.build();
    }

    @Override
    public void start() {
        reporter.start();
    }

    @Override
    public void stop() {
        reporter.stop();
    }
}
