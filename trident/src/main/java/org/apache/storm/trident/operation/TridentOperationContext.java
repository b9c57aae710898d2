// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.operation;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricSet;
import com.codahale.metrics.Timer;
import org.apache.storm.metric.api.CombinedMetric;
import org.apache.storm.metric.api.ICombiner;
import org.apache.storm.metric.api.IMetric;
import org.apache.storm.metric.api.IReducer;
import org.apache.storm.metric.api.ReducedMetric;
import org.apache.storm.task.IMetricsContext;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.trident.tuple.TridentTupleView.ProjectionFactory;
import org.apache.storm.tuple.Fields;

/** What an operation learns when it is prepared: its partition, its input, and where its metrics go. */
public class TridentOperationContext implements IMetricsContext {
    private final TridentTuple.Factory factory;
    private final TopologyContext topologyContext;

    public TridentOperationContext(TopologyContext topologyContext, TridentTuple.Factory factory) {
        this.factory = factory;
        this.topologyContext = topologyContext;
    }

    public TridentOperationContext(TridentOperationContext parent, TridentTuple.Factory factory) {
        this(parent.topologyContext, factory);
    }

    /** Takes some fields of the operation's input tuples. */
    public ProjectionFactory makeProjectionFactory(Fields fields) {
        return new ProjectionFactory(factory, fields);
    }

    /** The number of partitions that run this operation. */
    public int numPartitions() {
        return topologyContext.getComponentTasks(topologyContext.getThisComponentId()).size();
    }

    /** Which of the partitions this is, from 0. */
    public int getPartitionIndex() {
        return topologyContext.getThisTaskIndex();
    }

    @Override
    @Deprecated
    public <T extends IMetric> T registerMetric(String name, T metric, int timeBucketSizeInSecs) {
        return topologyContext.registerMetric(name, metric, timeBucketSizeInSecs);
    }

    @Override
    @Deprecated
    public ReducedMetric registerMetric(String name, IReducer reducer, int timeBucketSizeInSecs) {
        return topologyContext.registerMetric(name, reducer, timeBucketSizeInSecs);
    }

    @Override
    @Deprecated
    public CombinedMetric registerMetric(String name, ICombiner combiner, int timeBucketSizeInSecs) {
        return topologyContext.registerMetric(name, combiner, timeBucketSizeInSecs);
    }

    @Override
    public Timer registerTimer(String name) {
        return topologyContext.registerTimer(name);
    }

    @Override
    public Histogram registerHistogram(String name) {
        return topologyContext.registerHistogram(name);
    }

    @Override
    public Meter registerMeter(String name) {
        return topologyContext.registerMeter(name);
    }

    @Override
    public Counter registerCounter(String name) {
        return topologyContext.registerCounter(name);
    }

    @Override
    public <T> Gauge<T> registerGauge(String name, Gauge<T> gauge) {
        return topologyContext.registerGauge(name, gauge);
    }

    @Override
    public void registerMetricSet(String prefix, MetricSet set) {
        topologyContext.registerMetricSet(prefix, set);
    }
}
