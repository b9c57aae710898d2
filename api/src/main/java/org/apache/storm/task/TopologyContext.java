// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.task;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricSet;
import com.codahale.metrics.Timer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.generated.Grouping;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.hooks.ITaskHook;
import org.apache.storm.metric.api.CombinedMetric;
import org.apache.storm.metric.api.ICombiner;
import org.apache.storm.metric.api.IMetric;
import org.apache.storm.metric.api.IReducer;
import org.apache.storm.metric.api.ReducedMetric;
import org.apache.storm.metrics2.StormMetricRegistry;
import org.apache.storm.shade.net.minidev.json.JSONValue;
import org.apache.storm.state.ISubscribedState;
import org.apache.storm.tuple.Fields;

/** A topology as one of its tasks sees it, and what that task registers: hooks, metrics, data, subscribed state. */
public class TopologyContext extends WorkerTopologyContext implements IMetricsContext {
    private final Integer taskId;
    private final Map<String, Object> taskData = new HashMap<>();
    private final List<ITaskHook> hooks = new ArrayList<>();
    private final Map<GlobalStreamId, ISubscribedState> subscribedStates = new HashMap<>();
    private final Map<String, Object> executorData;
    private final Map<Integer, Map<Integer, Map<String, IMetric>>> registeredMetrics;
    private final AtomicBoolean openOrPrepareWasCalled;
    private final StormMetricRegistry metricRegistry;
    private final Map<String, Long> blobToLastKnownVersion;

    /**
     * @param blobToLastKnownVersionShared versions of the topology's blobs; the worker updates the map
     * @param executorData shared by the tasks of one executor
     * @param registeredMetrics receives metrics of the first API: bucket size in seconds, then task id, then name
     * @param openOrPrepareWasCalled set once the task is ready: from then on no metric can be registered
     * @param metricRegistry receives metrics of the second API
     */
    public TopologyContext(StormTopology topology, Map<String, Object> topoConf, Map<Integer, String> taskToComponent,
                           Map<String, List<Integer>> componentToSortedTasks,
                           Map<String, Map<String, Fields>> componentToStreamToFields, Map<String, Long> blobToLastKnownVersionShared,
                           String stormId, String codeDir, String pidDir, Integer taskId, Integer workerPort, List<Integer> workerTasks,
                           Map<String, Object> defaultResources, Map<String, Object> userResources, Map<String, Object> executorData,
                           Map<Integer, Map<Integer, Map<String, IMetric>>> registeredMetrics, AtomicBoolean openOrPrepareWasCalled,
                           StormMetricRegistry metricRegistry) {
        super(topology, topoConf, taskToComponent, componentToSortedTasks, componentToStreamToFields, stormId, codeDir, pidDir, workerPort,
            workerTasks, defaultResources, userResources);
        this.taskId = taskId;
        this.executorData = executorData;
        this.registeredMetrics = registeredMetrics;
        this.openOrPrepareWasCalled = openOrPrepareWasCalled;
        this.metricRegistry = metricRegistry;
        this.blobToLastKnownVersion = blobToLastKnownVersionShared;
    }

    /**
     * Keeps a state in step with the one stream that this component subscribes to: see {@link #setSubscribedState(String, String,
     * ISubscribedState)}.
     *
     * @throws IllegalArgumentException if it subscribes to several streams, or none
     */
    public <T extends ISubscribedState> T setAllSubscribedState(T obj) {
        Set<GlobalStreamId> sources = getThisSources().keySet();
        if (sources.size() != 1) {
            throw new IllegalArgumentException("Component '" + getThisComponentId() + "' subscribes to " + sources.size()
                + " streams; setAllSubscribedState needs exactly one, use setSubscribedState(componentId, streamId, state)");
        }
        GlobalStreamId source = sources.iterator().next();
        return setSubscribedState(source.get_componentId(), source.get_streamId(), obj);
    }

    /** Keeps a state in step with a component's default stream: see {@link #setSubscribedState(String, String, ISubscribedState)}. */
    public <T extends ISubscribedState> T setSubscribedState(String componentId, T obj) {
        return setSubscribedState(componentId, org.apache.storm.utils.Utils.DEFAULT_STREAM_ID, obj);
    }

    /**
     * Keeps a state in step with a stream: each tuple that arrives on it is given to {@link ISubscribedState#set}, with its first value as
     * the id, and acked, instead of being executed. To be called while the task is prepared.
     *
     * @throws IllegalArgumentException if this component does not subscribe to that stream
     */
    public <T extends ISubscribedState> T setSubscribedState(String componentId, String streamId, T obj) {
        GlobalStreamId source = new GlobalStreamId(componentId, streamId);
        if (!getThisSources().containsKey(source)) {
            throw new IllegalArgumentException("Component '" + getThisComponentId() + "' does not subscribe to stream '" + streamId
                + "' of '" + componentId + "'; it subscribes to " + getThisSources().keySet());
        }
        subscribedStates.put(source, obj);
        return obj;
    }

    /** The states to keep in step, by the stream that feeds each. For the engine. */
    public Map<GlobalStreamId, ISubscribedState> getSubscribedStates() {
        return subscribedStates;
    }

    /** The version of each of the topology's blobs that this worker has. */
    public Map<String, Long> getBlobToLastKnownVersion() {
        return blobToLastKnownVersion;
    }

    public int getThisTaskId() {
        return taskId;
    }

    public String getThisComponentId() {
        return getComponentId(taskId);
    }

    /** The fields of one of this component's streams. */
    public Fields getThisOutputFields(String streamId) {
        return getComponentOutputFields(getThisComponentId(), streamId);
    }

    /** The fields of each of this component's streams. */
    public Map<String, List<String>> getThisOutputFieldsForStreams() {
        Map<String, List<String>> fields = new HashMap<>();
        for (String stream : getThisStreams()) {
            fields.put(stream, getThisOutputFields(stream).toList());
        }
        return fields;
    }

    /** The ids of this component's streams. */
    public Set<String> getThisStreams() {
        return getComponentStreams(getThisComponentId());
    }

    /** The position of this task among its component's tasks, from 0. */
    public int getThisTaskIndex() {
        return getComponentTasks(getThisComponentId()).indexOf(taskId);
    }

    /** The fields of each stream this component subscribes to: source component, then stream, then names. */
    public Map<String, Map<String, List<String>>> getThisInputFields() {
        Map<String, Map<String, List<String>>> fields = new HashMap<>();
        for (GlobalStreamId source : getThisSources().keySet()) {
            fields.computeIfAbsent(source.get_componentId(), component -> new HashMap<>())
                .put(source.get_streamId(), getComponentOutputFields(source).toList());
        }
        return fields;
    }

    /** The streams that this component subscribes to, with the grouping of each. */
    public Map<GlobalStreamId, Grouping> getThisSources() {
        return getSources(getThisComponentId());
    }

    /** Who subscribes to this component: stream id, then subscribing component, then grouping. */
    public Map<String, Map<String, Grouping>> getThisTargets() {
        return getTargets(getThisComponentId());
    }

    public void setTaskData(String name, Object data) {
        taskData.put(name, data);
    }

    public Object getTaskData(String name) {
        return taskData.get(name);
    }

    /** Keeps data that all tasks of this executor see. */
    public void setExecutorData(String name, Object data) {
        executorData.put(name, data);
    }

    public Object getExecutorData(String name) {
        return executorData.get(name);
    }

    /** Adds a hook to this task and prepares it. */
    public void addTaskHook(ITaskHook hook) {
        hook.prepare(topoConf, this);
        hooks.add(hook);
    }

    /** This task's hooks, in the order they were added. */
    public List<ITaskHook> getHooks() {
        return hooks;
    }

    /** This task's place in the topology in the form that multi-language components read. */
    @Override
    public String toJSONString() {
        Map<String, Object> json = new HashMap<>();
        json.put("task->component", getTaskToComponent());
        json.put("taskid", taskId);
        json.put("componentid", getThisComponentId());
        json.put("streams", new ArrayList<>(getThisStreams()));
        json.put("stream->outputfields", getThisOutputFieldsForStreams());
        Map<String, Map<String, Object>> targets = new HashMap<>();
        getThisTargets().forEach((stream, subscribers) -> subscribers.forEach((subscriber, grouping) ->
            targets.computeIfAbsent(stream, s -> new HashMap<>()).put(subscriber, groupingAsJson(grouping))));
        json.put("stream->target->grouping", targets);
        Map<String, Map<String, Object>> sources = new HashMap<>();
        getThisSources().forEach((source, grouping) ->
            sources.computeIfAbsent(source.get_componentId(), c -> new HashMap<>()).put(source.get_streamId(), groupingAsJson(grouping)));
        json.put("source->stream->grouping", sources);
        json.put("source->stream->fields", getThisInputFields());
        return JSONValue.toJSONString(json);
    }

    private static Map<String, Object> groupingAsJson(Grouping grouping) {
        Map<String, Object> json = new HashMap<>();
        json.put("type", grouping.getSetField().toString());
        if (grouping.is_set_fields()) {
            json.put("fields", grouping.get_fields());
        }
        return json;
    }

    @Override
    @Deprecated
    public <T extends IMetric> T registerMetric(String name, T metric, int timeBucketSizeInSecs) {
        if (openOrPrepareWasCalled.get()) {
            throw new RuntimeException("Metric '" + name + "' comes too late: TopologyContext.registerMetric can only be called from within "
                + "IBolt.prepare() or ISpout.open()");
        }
        if (metric == null) {
            throw new IllegalArgumentException("Metric '" + name + "' is null: TopologyContext.registerMetric needs a metric");
        }
        if (timeBucketSizeInSecs <= 0) {
            throw new IllegalArgumentException("Metric '" + name + "' has a time bucket of " + timeBucketSizeInSecs
                + " s: TopologyContext.registerMetric needs 1 second or more");
        }
        if (getRegisteredMetricByName(name) != null) {
            throw new RuntimeException("The same metric name '" + name + "' was registered twice by task " + taskId);
        }
        registeredMetrics.computeIfAbsent(timeBucketSizeInSecs, bucket -> new ConcurrentHashMap<>())
            .computeIfAbsent(taskId, task -> new ConcurrentHashMap<>())
            .put(name, metric);
        return metric;
    }

    @Override
    @Deprecated
    public ReducedMetric registerMetric(String name, IReducer reducer, int timeBucketSizeInSecs) {
        return registerMetric(name, new ReducedMetric(reducer), timeBucketSizeInSecs);
    }

    @Override
    @Deprecated
    public CombinedMetric registerMetric(String name, ICombiner combiner, int timeBucketSizeInSecs) {
        return registerMetric(name, new CombinedMetric(combiner), timeBucketSizeInSecs);
    }

    /** A metric of the first API that this task registered, or null. */
    @Deprecated
    public IMetric getRegisteredMetricByName(String name) {
        for (Map<Integer, Map<String, IMetric>> tasks : registeredMetrics.values()) {
            IMetric metric = tasks.getOrDefault(taskId, Collections.emptyMap()).get(name);
            if (metric != null) {
                return metric;
            }
        }
        return null;
    }

    @Override
    public Timer registerTimer(String name) {
        return metricRegistry.timer(name, this);
    }

    @Override
    public Histogram registerHistogram(String name) {
        return metricRegistry.histogram(name, this);
    }

    @Override
    public Meter registerMeter(String name) {
        return metricRegistry.meter(name, this);
    }

    @Override
    public Counter registerCounter(String name) {
        return metricRegistry.counter(name, this);
    }

    @Override
    public <T> Gauge<T> registerGauge(String name, Gauge<T> gauge) {
        return metricRegistry.gauge(name, gauge, this);
    }

    @Override
    public void registerMetricSet(String prefix, MetricSet set) {
        metricRegistry.metricSet(prefix, set, this);
    }
}
