// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.metricstore;

import java.util.Comparator;
import java.util.Objects;

/** A metric of an executor's or worker's, at a moment or summed up over a while. Not safe for several threads. */
public class Metric implements Comparable<Metric> {
    private static final Comparator<String> NULL_FIRST = Comparator.nullsFirst(Comparator.naturalOrder());
    private static final Comparator<Metric> ORDER = Comparator.comparing(Metric::getTopologyId, NULL_FIRST)
        .thenComparing(Metric::getAggLevel)
        .thenComparingLong(Metric::getTimestamp)
        .thenComparing(Metric::getMetricName, NULL_FIRST)
        .thenComparing(Metric::getComponentId, NULL_FIRST)
        .thenComparing(Metric::getExecutorId, NULL_FIRST)
        .thenComparing(Metric::getHostname, NULL_FIRST)
        .thenComparing(Metric::getPort, Comparator.nullsFirst(Comparator.naturalOrder()))
        .thenComparing(Metric::getStreamId, NULL_FIRST);

    private final String name;
    private final String componentId;
    private final String executorId;
    private final String hostname;
    private final String streamId;
    private final int port;
    private long timestamp;
    private String topologyId;
    private AggLevel aggLevel;
    private double value;
    private long count = 1;
    private double min;
    private double max;
    private double sum;

    /** A metric of one value at a moment, in milliseconds since 1970. */
    public Metric(String name, Long timestamp, String topologyId, double value, String componentId, String executorId, String hostname,
                  String streamId, int port, AggLevel aggLevel) throws MetricException {
        this.name = name;
        this.timestamp = timestamp;
        this.topologyId = topologyId;
        this.componentId = componentId;
        this.executorId = executorId;
        this.hostname = hostname;
        this.streamId = streamId;
        this.port = port;
        setAggLevel(aggLevel);
        setValue(value);
    }

    public Metric(Metric other) {
        this.name = other.name;
        this.timestamp = other.timestamp;
        this.topologyId = other.topologyId;
        this.componentId = other.componentId;
        this.executorId = other.executorId;
        this.hostname = other.hostname;
        this.streamId = other.streamId;
        this.port = other.port;
        this.aggLevel = other.aggLevel;
        this.value = other.value;
        this.count = other.count;
        this.min = other.min;
        this.max = other.max;
        this.sum = other.sum;
    }

    /** Whether it is the same metric, of the same time and with the same value. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Metric that && compareTo(that) == 0 && value == that.value && count == that.count && min == that.min
            && max == that.max && sum == that.sum;
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, timestamp, topologyId, componentId, executorId, hostname, streamId, port, aggLevel);
    }

    public AggLevel getAggLevel() {
        return aggLevel;
    }

    public void setAggLevel(AggLevel aggLevel) throws MetricException {
        if (aggLevel == null) {
            throw new MetricException("Metric " + name + " has no level of aggregation; it must have one");
        }
        this.aggLevel = aggLevel;
    }

    /** Adds a value to those that the metric sums up. */
    public void addValue(double value) {
        count++;
        min = Math.min(min, value);
        max = Math.max(max, value);
        sum += value;
        this.value = sum / count;
    }

    public double getSum() {
        return sum;
    }

    public void setSum(double sum) {
        this.sum = sum;
    }

    public long getCount() {
        return count;
    }

    public void setCount(long count) {
        this.count = count;
    }

    public double getMin() {
        return min;
    }

    public void setMin(double min) {
        this.min = min;
    }

    public double getMax() {
        return max;
    }

    public void setMax(double max) {
        this.max = max;
    }

    public String getTopologyId() {
        return topologyId;
    }

    public void setTopologyId(String topologyId) {
        this.topologyId = topologyId;
    }

    public long getTimestamp() {
        return timestamp;
    }

    public void setTimestamp(long timestamp) {
        this.timestamp = timestamp;
    }

    /** The value, or the mean of several. */
    public double getValue() {
        return value;
    }

    /** Makes this the only value. */
    public void setValue(double value) {
        this.value = value;
        this.count = 1;
        this.min = value;
        this.max = value;
        this.sum = value;
    }

    public String getMetricName() {
        return name;
    }

    public String getComponentId() {
        return componentId;
    }

    public String getExecutorId() {
        return executorId;
    }

    public String getHostname() {
        return hostname;
    }

    public String getStreamId() {
        return streamId;
    }

    public Integer getPort() {
        return port;
    }

    /** Orders by topology, level and time, then by what is measured. */
    @Override
    public int compareTo(Metric other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return String.join("|", Long.toString(timestamp), topologyId, aggLevel.toString(), name, componentId, executorId, hostname,
            Integer.toString(port), streamId) + " count=" + count + " value=" + value + " min=" + min + " max=" + max + " sum=" + sum;
    }
}
