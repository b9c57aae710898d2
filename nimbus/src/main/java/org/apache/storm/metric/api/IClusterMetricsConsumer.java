// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.metric.api;

import java.util.Collection;

/** Hears the cluster's figures from the leading Nimbus; {@code storm.cluster.metrics.consumer.register}. One thread calls it. */
public interface IClusterMetricsConsumer {
    /** When figures of the cluster were taken. */
    class ClusterInfo {
        private final long timestamp;

        public ClusterInfo(long timestamp) {
            this.timestamp = timestamp;
        }

        /** Seconds since 1970. */
        public long getTimestamp() {
            return timestamp;
        }
    }

    /** Which supervisor figures are of, and when they were taken. */
    class SupervisorInfo {
        private final String srcSupervisorHost;
        private final String srcSupervisorId;
        private final long timestamp;

        public SupervisorInfo(String srcSupervisorHost, String srcSupervisorId, long timestamp) {
            this.srcSupervisorHost = srcSupervisorHost;
            this.srcSupervisorId = srcSupervisorId;
            this.timestamp = timestamp;
        }

        public String getSrcSupervisorHost() {
            return srcSupervisorHost;
        }

        public String getSrcSupervisorId() {
            return srcSupervisorId;
        }

        /** Seconds since 1970. */
        public long getTimestamp() {
            return timestamp;
        }
    }

    /** Called once, before anything else, with what the configuration says under {@code argument}; null if nothing. */
    void prepare(Object registrationArgument);

    void handleDataPoints(ClusterInfo clusterInfo, Collection<DataPoint> dataPoints);

    void handleDataPoints(SupervisorInfo supervisorInfo, Collection<DataPoint> dataPoints);

    /** Called once, when Nimbus stops. */
    void cleanup();
}
