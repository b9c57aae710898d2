// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.metric;

import java.util.Collection;
import org.apache.storm.metric.api.DataPoint;
import org.apache.storm.metric.api.IClusterMetricsConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the cluster's figures to Nimbus's log, one a line: time, source, name, value. */
public class LoggingClusterMetricsConsumer implements IClusterMetricsConsumer {
    public static final Logger LOG = LoggerFactory.getLogger(LoggingClusterMetricsConsumer.class);

    @Override
    public void prepare(Object registrationArgument) {
    }

    @Override
    public void handleDataPoints(ClusterInfo clusterInfo, Collection<DataPoint> dataPoints) {
        dataPoints.forEach(point -> LOG.info("{}\t{}\t{}\t{}", clusterInfo.getTimestamp(), "<cluster>", point.getName(), point.getValue()));
    }

    @Override
    public void handleDataPoints(SupervisorInfo supervisorInfo, Collection<DataPoint> dataPoints) {
        String source = supervisorInfo.getSrcSupervisorHost() + ":" + supervisorInfo.getSrcSupervisorId();
        dataPoints.forEach(point -> LOG.info("{}\t{}\t{}\t{}", supervisorInfo.getTimestamp(), source, point.getName(), point.getValue()));
    }

    @Override
    public void cleanup() {
    }
}
