// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.metric.api;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import org.apache.storm.task.IErrorReporter;
import org.apache.storm.task.TopologyContext;

/** Receives the metrics of a topology's tasks. Called by one thread. */
public interface IMetricsConsumer {
    /** Where data points came from, and when. */
    class TaskInfo {
        public String srcWorkerHost;
        public int srcWorkerPort;
        public String srcComponentId;
        public int srcTaskId;
        /** Seconds since the epoch. */
        public long timestamp;
        public int updateIntervalSecs;

        public TaskInfo() {
        }

        public TaskInfo(String srcWorkerHost, int srcWorkerPort, String srcComponentId, int srcTaskId, long timestamp,
                        int updateIntervalSecs) {
            this.srcWorkerHost = srcWorkerHost;
            this.srcWorkerPort = srcWorkerPort;
            this.srcComponentId = srcComponentId;
            this.srcTaskId = srcTaskId;
            this.timestamp = timestamp;
            this.updateIntervalSecs = updateIntervalSecs;
        }

        @Override
        public String toString() {
            return "TASK_INFO: { host: " + srcWorkerHost + ":" + srcWorkerPort + " comp: " + srcComponentId + "[" + srcTaskId + "]}";
        }
    }

    /** A metric's value over one time bucket. */
    class DataPoint {
        public String name;
        public Object value;
        public Map<String, String> dimensions;

        public DataPoint() {
        }

        public DataPoint(String name, Object value) {
            this(name, value, Collections.emptyMap());
        }

        public DataPoint(String name, Object value, Map<String, String> dimensions) {
            this.name = name;
            this.value = value;
            this.dimensions = dimensions;
        }

        @Override
        public String toString() {
            String point = name + "=" + value;
            return dimensions == null || dimensions.isEmpty() ? "[" + point + "]" : "[" + point + ", " + dimensions + "]";
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof DataPoint that && Objects.equals(name, that.name) && Objects.equals(value, that.value)
                && Objects.equals(dimensions, that.dimensions);
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, value, dimensions);
        }
    }

    /**
     * @param registrationArgument what the topology gave when it registered this consumer, or null
     */
    void prepare(Map<String, Object> topoConf, Object registrationArgument, TopologyContext context, IErrorReporter errorReporter);

    void handleDataPoints(TaskInfo taskInfo, Collection<DataPoint> dataPoints);

    void cleanup();
}
