// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.metricstore;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/** Which metrics to look for; what is not set does not matter. */
public class FilterOptions {
    private String topologyId;
    private String componentId;
    private String metricName;
    private String executorId;
    private String hostId;
    private Integer port;
    private String streamId;
    private Long startTime = 0L;
    private Long endTime;
    private Set<AggLevel> aggLevels;

    public String getTopologyId() {
        return topologyId;
    }

    public void setTopologyId(String topologyId) {
        this.topologyId = topologyId;
    }

    public String getComponentId() {
        return componentId;
    }

    public void setComponentId(String component) {
        this.componentId = component;
    }

    /** The beginning, in milliseconds since 1970. */
    public long getStartTime() {
        return startTime;
    }

    public void setStartTime(Long time) {
        this.startTime = time;
    }

    /** The end, in milliseconds since 1970; now if it was not set. */
    public long getEndTime() {
        return endTime == null ? System.currentTimeMillis() : endTime;
    }

    public void setEndTime(Long time) {
        this.endTime = time;
    }

    public String getMetricName() {
        return metricName;
    }

    public void setMetricName(String name) {
        this.metricName = name;
    }

    public String getExecutorId() {
        return executorId;
    }

    public void setExecutorId(String id) {
        this.executorId = id;
    }

    public String getHostId() {
        return hostId;
    }

    public void setHostId(String id) {
        this.hostId = id;
    }

    public Integer getPort() {
        return port;
    }

    public void setPort(Integer port) {
        this.port = port;
    }

    public String getStreamId() {
        return streamId;
    }

    public void setStreamId(String id) {
        this.streamId = id;
    }

    public void addAggLevel(AggLevel level) {
        if (aggLevels == null) {
            aggLevels = EnumSet.noneOf(AggLevel.class);
        }
        aggLevels.add(level);
    }

    /** The levels to look for; all if none was set. */
    public Set<AggLevel> getAggLevels() {
        return aggLevels == null ? EnumSet.allOf(AggLevel.class) : aggLevels;
    }

    /** Sets the levels to look for, of which there must be one. */
    public void setAggLevels(Set<AggLevel> levels) throws MetricException {
        if (levels == null || levels.isEmpty()) {
            throw new MetricException("There must be a level of aggregation to look for");
        }
        this.aggLevels = new HashSet<>(levels);
    }
}
