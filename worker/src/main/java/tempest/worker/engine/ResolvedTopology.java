// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.apache.storm.Config;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.ComponentObject;
import org.apache.storm.generated.ExecutorInfo;
import org.apache.storm.generated.Grouping;
import org.apache.storm.generated.StreamInfo;
import org.apache.storm.metrics2.StormMetricRegistry;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.task.WorkerTopologyContext;
import org.apache.storm.task.WorkerUserContext;
import org.apache.storm.tuple.Fields;
import tempest.cluster.ConfigReader;
import tempest.cluster.Json;
import tempest.cluster.SystemTopology;
import tempest.worker.executor.ExecutorShare;
import tempest.worker.executor.StreamPlan;
import tempest.worker.executor.Subscription;
import tempest.worker.executor.TaskPlan;
import tempest.worker.tuple.StreamSource;

/**
 * A topology resolved for one worker: its components, tasks, streams and their subscribers. Created by the control thread before executors
 * start, immutable afterwards.
 */
final class ResolvedTopology {
    private static final String SYSTEM_PREFIX = "__";

    private final EngineSpec spec;
    private final EngineSpec.Submitted submitted;
    private final SortedMap<String, ComponentCommon> components;
    private final Map<String, List<Integer>> componentTasks = new HashMap<>();
    private final Map<String, Map<String, Fields>> componentFields = new HashMap<>();
    private final Map<String, Map<String, StreamSource>> sources = new TreeMap<>();
    private final Map<String, Object> defaultResources = new ConcurrentHashMap<>();
    private final Map<String, Object> userResources = new ConcurrentHashMap<>();
    private final List<Integer> workerTasks = new ArrayList<>();
    private final WorkerTopologyContext context;
    private final ComponentGraph graph;
    private final int sourceCount;
    private final int maxTask;
    private final String[] taskComponents;

    ResolvedTopology(EngineSpec spec, ExecutorService sharedExecutor) {
        this.spec = spec;
        submitted = spec.topology();
        components = SystemTopology.components(submitted.structure());
        submitted.taskToComponent().forEach((task, component) -> componentTasks.computeIfAbsent(component, c -> new ArrayList<>()).add(task));
        componentTasks.values().forEach(tasks -> tasks.sort(null));
        components.forEach((component, common) -> {
            Map<String, Fields> fields = new HashMap<>();
            common.get_streams().forEach((stream, info) -> fields.put(stream, new Fields(info.get_output_fields())));
            componentFields.put(component, fields);
        });
        for (ExecutorInfo executor : spec.executors()) {
            for (int task = executor.get_task_start(); task <= executor.get_task_end(); task++) {
                workerTasks.add(task);
            }
        }
        workerTasks.sort(null);
        maxTask = submitted.taskToComponent().keySet().stream().mapToInt(Integer::intValue).max().orElse(0);
        taskComponents = new String[maxTask + 1];
        submitted.taskToComponent().forEach((task, component) -> {
            if (task >= 0) {
                taskComponents[task] = component;
            }
        });
        defaultResources.put(WorkerTopologyContext.SHARED_EXECUTOR, sharedExecutor);
        context = workerContext();
        int index = 0;
        for (String component : components.keySet()) {
            Map<String, StreamSource> streams = new TreeMap<>();
            for (Map.Entry<String, Fields> stream : new TreeMap<>(componentFields.get(component)).entrySet()) {
                streams.put(stream.getKey(), new StreamSource(index++, component, stream.getKey(), stream.getValue(), context));
            }
            sources.put(component, streams);
        }
        sourceCount = index;
        graph = new ComponentGraph(components);
    }

    private WorkerTopologyContext workerContext() {
        return new WorkerTopologyContext(submitted.structure(), submitted.conf(), submitted.taskToComponent(), componentTasks, componentFields,
            submitted.id(), spec.place().codeDir(), spec.place().pidDir(), spec.place().port(), workerTasks, defaultResources, userResources,
            spec.cluster().taskToNodePort(), spec.place().assignmentId(), spec.cluster().nodeToHost());
    }

    /** The context of worker hooks; resources they set are visible to all tasks. */
    WorkerUserContext userContext() {
        return new WorkerUserContext(submitted.structure(), submitted.conf(), submitted.taskToComponent(), componentTasks, componentFields,
            submitted.id(), spec.place().codeDir(), spec.place().pidDir(), spec.place().port(), workerTasks, defaultResources, userResources,
            spec.cluster().taskToNodePort(), spec.place().assignmentId(), spec.cluster().nodeToHost());
    }

    WorkerTopologyContext context() {
        return context;
    }

    ComponentGraph graph() {
        return graph;
    }

    int sourceCount() {
        return sourceCount;
    }

    String component(int task) {
        return taskComponents[task];
    }

    int maxTask() {
        return maxTask;
    }

    /** The source of a stream, or an error that names the existing ones. */
    StreamSource source(String component, String stream) {
        StreamSource source = sources.getOrDefault(component, Map.of()).get(stream);
        if (source == null) {
            throw new IllegalArgumentException("there is no stream '" + stream + "' of component '" + component + "' in " + submitted.id());
        }
        return source;
    }

    boolean isSpout(String component) {
        return submitted.structure().get_spouts().containsKey(component);
    }

    /** A component's configuration, merged over the topology's. */
    Map<String, Object> conf(String component) {
        Map<String, Object> conf = new HashMap<>(submitted.conf());
        ComponentCommon common = components.get(component);
        if (common.is_set_json_conf()) {
            conf.putAll(Json.parse(common.get_json_conf()));
        }
        return conf;
    }

    /** A new spout or bolt. */
    Object create(String component) {
        boolean spout = isSpout(component);
        ComponentObject object = spout ? submitted.structure().get_spouts().get(component).get_spout_object()
            : submitted.structure().get_bolts().get(component).get_bolt_object();
        return Components.create(component, object, spout, submitted.conf());
    }

    /**
     * The streams of a component and their subscribers. Streams of the tracking protocol, which Tempest does not need, have no subscribers.
     */
    List<StreamPlan> streams(String component) {
        List<StreamPlan> plans = new ArrayList<>();
        for (StreamSource source : sources.get(component).values()) {
            StreamInfo info = components.get(component).get_streams().get(source.stream());
            plans.add(new StreamPlan(source, info.is_direct(), subscriptions(source)));
        }
        // A user's streams first: they are looked up most.
        plans.sort((a, b) -> Boolean.compare(isSystem(a), isSystem(b)));
        return plans;
    }

    private static boolean isSystem(StreamPlan plan) {
        return plan.source().stream().startsWith(SYSTEM_PREFIX);
    }

    private List<Subscription> subscriptions(StreamSource source) {
        Map<String, Subscription> found = new LinkedHashMap<>();
        components.forEach((subscriber, common) -> {
            Grouping grouping = common.get_inputs().get(source.id());
            List<Integer> tasks = componentTasks.get(subscriber);
            if (grouping != null && tasks != null && !subscriber.equals(SystemTopology.ACKER) && !source.component().equals(SystemTopology.ACKER)) {
                found.put(subscriber, new Subscription(subscriber, grouping, List.copyOf(tasks)));
            }
        });
        return List.copyOf(found.values());
    }

    TaskPlan task(int task, String component, Object object, Map<String, Object> conf, List<StreamPlan> streams, ExecutorShare share,
                  StormMetricRegistry registry) {
        TopologyContext taskContext = new TopologyContext(submitted.structure(), conf, submitted.taskToComponent(), componentTasks, componentFields,
            spec.cluster().blobVersions(), submitted.id(), spec.place().codeDir(), spec.place().pidDir(), task, spec.place().port(), workerTasks, defaultResources,
            userResources, share.data(), share.metrics(), share.opened(), registry);
        return new TaskPlan(task, component, object, conf, taskContext, streams);
    }

    /** The hook classes of which each task gets an instance. */
    List<String> taskHooks() {
        return new ConfigReader(submitted.conf()).texts(Config.TOPOLOGY_AUTO_TASK_HOOKS, List.of());
    }
}
