// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.metric;

import java.util.Collection;
import java.util.Map;
import org.apache.storm.metric.api.IMetricsConsumer;
import org.apache.storm.task.IErrorReporter;
import org.apache.storm.task.TopologyContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs each data point: seconds, host and port, task and component, name, value. Its logger's name lets it go to a file of its own. */
public class LoggingMetricsConsumer implements IMetricsConsumer {
    public static final Logger LOG = LoggerFactory.getLogger(LoggingMetricsConsumer.class);
    private static final int NAME_WIDTH = 23;

    @Override
    public void prepare(Map<String, Object> topoConf, Object registrationArgument, TopologyContext context, IErrorReporter errorReporter) {
    }

    @Override
    public void handleDataPoints(TaskInfo taskInfo, Collection<DataPoint> dataPoints) {
        if (!LOG.isInfoEnabled()) {
            return;
        }
        String header = String.format("%d\t%15s:%-4d\t%3d:%-11s\t", taskInfo.timestamp, taskInfo.srcWorkerHost, taskInfo.srcWorkerPort,
            taskInfo.srcTaskId, taskInfo.srcComponentId);
        for (DataPoint point : dataPoints) {
            StringBuilder line = new StringBuilder(header).append(point.name);
            while (line.length() < header.length() + NAME_WIDTH) {
                line.append(' ');
            }
            line.append('\t').append(point.value);
            if (point.dimensions != null && !point.dimensions.isEmpty()) {
                line.append('\t').append(point.dimensions);
            }
            LOG.info("{}", line);
        }
    }

    @Override
    public void cleanup() {
    }
}
