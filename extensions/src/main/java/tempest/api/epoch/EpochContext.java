// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.epoch;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricSet;
import com.codahale.metrics.Timer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.generated.Grouping;
import org.apache.storm.generated.NodeInfo;
import org.apache.storm.hooks.ITaskHook;
import org.apache.storm.metric.api.IMetric;
import org.apache.storm.state.ISubscribedState;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.tuple.Fields;

/**
 * A task's context as a component of an exactly-once topology sees it: without barriers and tags, and such that each life of a bolt can register what the one before it did. Called
 * by the task's thread; metrics are read by any.
 */
final class EpochContext extends TopologyContext {
    private final TopologyContext context;
    private final Map<String, Replaced> metrics = new ConcurrentHashMap<>();
    private final Map<String, ReplacedGauge> gauges = new ConcurrentHashMap<>();
    private final Set<String> metricSets = new HashSet<>();
    private final List<ITaskHook> hooks = new ArrayList<>();

    /** The metric of the present life. */
    private static final class Replaced implements IMetric {
        private volatile IMetric present;

        @Override
        public Object getValueAndReset() {
            return present.getValueAndReset();
        }
    }

    /** The gauge of the present life. */
    private static final class ReplacedGauge implements Gauge<Object> {
        private volatile Gauge<?> present;

        @Override
        public Object getValue() {
            return present.getValue();
        }
    }

    EpochContext(TopologyContext context) {
        super(context.getRawTopology(), context.getConf(), context.getTaskToComponent(), Map.of(), Map.of(), null, context.getStormId(), context.getCodeDir(),
            context.getPIDDir(), context.getThisTaskId(), context.getThisWorkerPort(), context.getThisWorkerTasks(), Map.of(), Map.of(), Map.of(), Map.of(),
            new AtomicBoolean(), null);
        this.context = context;
    }

    /** Another life of the component is about to be prepared. */
    void begin() {
        hooks.forEach(hook -> {
            hook.cleanup();
            context.getHooks().remove(hook);
        });
        hooks.clear();
    }

    @Override
    public <T extends ISubscribedState> T setSubscribedState(String componentId, String streamId, T obj) {
        throw new IllegalStateException("Component '" + getThisComponentId() + "' keeps a subscribed state, which no epoch would save; an exactly-once topology cannot have one");
    }

    @Override
    public Set<String> getComponentStreams(String componentId) {
        Set<String> streams = new HashSet<>(context.getComponentStreams(componentId));
        streams.remove(EpochOutput.STREAM);
        return streams;
    }

    @Override
    public Fields getComponentOutputFields(String componentId, String streamId) {
        Fields fields = context.getComponentOutputFields(componentId, streamId);
        int last = fields.size() - 1;
        return last >= 0 && fields.get(last).equals(Tag.FIELD) ? new Fields(fields.toList().subList(0, last)) : fields;
    }

    @Override
    public Map<GlobalStreamId, Grouping> getSources(String componentId) {
        Map<GlobalStreamId, Grouping> sources = new HashMap<>(context.getSources(componentId));
        sources.keySet().removeIf(source -> source.get_streamId().equals(EpochOutput.STREAM));
        return sources;
    }

    @Override
    public Map<String, Map<String, Grouping>> getTargets(String componentId) {
        Map<String, Map<String, Grouping>> targets = new HashMap<>(context.getTargets(componentId));
        targets.remove(EpochOutput.STREAM);
        return targets;
    }

    @Override
    @Deprecated
    public <T extends IMetric> T registerMetric(String name, T metric, int timeBucketSizeInSecs) {
        if (metric == null) {
            return context.registerMetric(name, metric, timeBucketSizeInSecs); // which refuses it
        }
        Replaced replaced = metrics.get(name);
        if (replaced == null) {
            replaced = new Replaced();
            replaced.present = metric;
            context.registerMetric(name, replaced, timeBucketSizeInSecs);
            metrics.put(name, replaced);
        }
        replaced.present = metric;
        return metric;
    }

    @Override
    @Deprecated
    public IMetric getRegisteredMetricByName(String name) {
        Replaced replaced = metrics.get(name);
        return replaced == null ? context.getRegisteredMetricByName(name) : replaced.present;
    }

    @Override
    public <T> Gauge<T> registerGauge(String name, Gauge<T> gauge) {
        ReplacedGauge replaced = gauges.get(name);
        if (replaced == null) {
            replaced = new ReplacedGauge();
            replaced.present = gauge;
            context.registerGauge(name, replaced);
            gauges.put(name, replaced);
        }
        replaced.present = gauge;
        return gauge;
    }

    @Override
    public void registerMetricSet(String prefix, MetricSet set) {
        if (metricSets.add(prefix)) {
            context.registerMetricSet(prefix, set);
        }
    }

    @Override
    public Timer registerTimer(String name) {
        return context.registerTimer(name);
    }

    @Override
    public Histogram registerHistogram(String name) {
        return context.registerHistogram(name);
    }

    @Override
    public Meter registerMeter(String name) {
        return context.registerMeter(name);
    }

    @Override
    public Counter registerCounter(String name) {
        return context.registerCounter(name);
    }

    @Override
    public void addTaskHook(ITaskHook hook) {
        context.addTaskHook(hook);
        hooks.add(hook);
    }

    @Override
    public List<ITaskHook> getHooks() {
        return context.getHooks();
    }

    @Override
    public Map<GlobalStreamId, ISubscribedState> getSubscribedStates() {
        return context.getSubscribedStates();
    }

    @Override
    public Map<String, Long> getBlobToLastKnownVersion() {
        return context.getBlobToLastKnownVersion();
    }

    @Override
    public void setTaskData(String name, Object data) {
        context.setTaskData(name, data);
    }

    @Override
    public Object getTaskData(String name) {
        return context.getTaskData(name);
    }

    @Override
    public void setExecutorData(String name, Object data) {
        context.setExecutorData(name, data);
    }

    @Override
    public Object getExecutorData(String name) {
        return context.getExecutorData(name);
    }

    @Override
    public List<Integer> getComponentTasks(String componentId) {
        return context.getComponentTasks(componentId);
    }

    @Override
    public Set<String> getComponentIds() {
        return context.getComponentIds();
    }

    @Override
    public ComponentCommon getComponentCommon(String componentId) {
        return context.getComponentCommon(componentId);
    }

    @Override
    public int maxTopologyMessageTimeout() {
        return context.maxTopologyMessageTimeout();
    }

    @Override
    public Object getResource(String name) {
        return context.getResource(name);
    }

    @Override
    public ExecutorService getSharedExecutor() {
        return context.getSharedExecutor();
    }

    @Override
    public AtomicReference<Map<Integer, NodeInfo>> getTaskToNodePort() {
        return context.getTaskToNodePort();
    }

    @Override
    public AtomicReference<Map<String, String>> getNodeToHost() {
        return context.getNodeToHost();
    }

    @Override
    public String getAssignmentId() {
        return context.getAssignmentId();
    }
}
