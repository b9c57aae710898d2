// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.metrics2.reporters;

import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.graphite.Graphite;
import com.codahale.metrics.graphite.GraphiteReporter;
import com.codahale.metrics.graphite.GraphiteSender;
import com.codahale.metrics.graphite.GraphiteUDP;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.storm.metrics2.filters.StormMetricsFilter;
import org.apache.storm.utils.ObjectReader;

/** Reports to a Graphite server. */
public class GraphiteStormReporter extends ScheduledStormReporter {
    public static final String GRAPHITE_PREFIXED_WITH = "graphite.prefixed.with";
    public static final String GRAPHITE_HOST = "graphite.host";
    public static final String GRAPHITE_PORT = "graphite.port";
    /** {@code tcp}, the default, or {@code udp}. */
    public static final String GRAPHITE_TRANSPORT = "graphite.transport";

    @Override
    public void prepare(MetricRegistry metricsRegistry, Map<String, Object> topoConf, Map<String, Object> reporterConf) {
        GraphiteReporter.Builder builder = GraphiteReporter.forRegistry(metricsRegistry);
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
        String prefix = ObjectReader.getString(reporterConf.get(GRAPHITE_PREFIXED_WITH), null);
        if (prefix != null) {
            builder.prefixedWith(prefix);
        }
        readPeriod(reporterConf);
        reporter = builder.build(sender(reporterConf));
    }

    private static GraphiteSender sender(Map<String, Object> reporterConf) {
        String host = ObjectReader.getString(reporterConf.get(GRAPHITE_HOST), null);
        Integer port = ObjectReader.getInt(reporterConf.get(GRAPHITE_PORT), null);
        if (host == null || port == null) {
            throw new IllegalArgumentException("GraphiteStormReporter needs " + GRAPHITE_HOST + " and " + GRAPHITE_PORT + ", but has "
                + host + " and " + port);
        }
        String transport = ObjectReader.getString(reporterConf.get(GRAPHITE_TRANSPORT), "tcp");
        if (transport.equalsIgnoreCase("udp")) {
            return new GraphiteUDP(host, port);
        }
        if (transport.equalsIgnoreCase("tcp")) {
            return new Graphite(host, port);
        }
        throw new IllegalArgumentException(GRAPHITE_TRANSPORT + " = " + transport + " must be tcp or udp");
    }

    @Override
    public void close() throws IOException {
        super.close();
    }
}
