// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.task;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.storm.Config;
import org.apache.storm.Constants;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.generated.Grouping;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.shade.net.minidev.json.JSONAware;
import org.apache.storm.shade.net.minidev.json.JSONValue;
import org.apache.storm.tuple.Fields;
import org.apache.storm.utils.ConfigUtils;
import org.apache.storm.utils.ObjectReader;
import org.apache.storm.utils.ThriftTopologyUtils;

/** A running topology: its components, streams and tasks. Immutable but for what its subclasses add, so any thread may read it. */
public class GeneralTopologyContext implements JSONAware {
    protected Map<String, Object> topoConf;
    protected boolean doSanityCheck;
    private final StormTopology topology;
    private final Map<Integer, String> taskToComponent;
    private final Map<String, List<Integer>> componentToTasks;
    private final Map<String, Map<String, Fields>> componentToStreamToFields;
    private final String stormId;

    /**
     * @param topology with the system's components
     * @param componentToSortedTasks each component's task ids, ascending
     * @param stormId the topology's id, not its name
     */
    public GeneralTopologyContext(StormTopology topology, Map<String, Object> topoConf, Map<Integer, String> taskToComponent,
                                  Map<String, List<Integer>> componentToSortedTasks,
                                  Map<String, Map<String, Fields>> componentToStreamToFields, String stormId) {
        this.topology = topology;
        this.topoConf = topoConf;
        this.taskToComponent = taskToComponent;
        this.componentToTasks = componentToSortedTasks;
        this.componentToStreamToFields = componentToStreamToFields;
        this.stormId = stormId;
        this.doSanityCheck = ConfigUtils.isLocalMode(topoConf);
    }

    /** The topology's id, not its name. */
    public String getStormId() {
        return stormId;
    }

    /** The Thrift structure of the topology, with the system's components. */
    public StormTopology getRawTopology() {
        return topology;
    }

    /** The component of a task, or null if there is no such task. The system task, -1, belongs to {@code __system}. */
    public String getComponentId(int taskId) {
        return taskId == Constants.SYSTEM_TASK_ID ? Constants.SYSTEM_COMPONENT_ID : taskToComponent.get(taskId);
    }

    /**
     * The ids of a component's streams.
     *
     * @throws IllegalArgumentException if there is no such component
     */
    public Set<String> getComponentStreams(String componentId) {
        return getComponentCommon(componentId).get_streams().keySet();
    }

    /** A fresh list of a component's task ids, ascending; empty if there is no such component. */
    public List<Integer> getComponentTasks(String componentId) {
        List<Integer> tasks = componentToTasks.get(componentId);
        return tasks == null ? new ArrayList<>() : new ArrayList<>(tasks);
    }

    /**
     * The fields of a stream.
     *
     * @throws IllegalArgumentException if there is no such component or stream
     */
    public Fields getComponentOutputFields(String componentId, String streamId) {
        Map<String, Fields> streams = componentToStreamToFields.get(componentId);
        Fields fields = streams == null ? null : streams.get(streamId);
        if (fields == null) {
            throw new IllegalArgumentException("No output fields are declared for stream '" + streamId + "' of component '" + componentId + "'");
        }
        return fields;
    }

    /** The fields of a stream, as {@link #getComponentOutputFields(String, String)}. */
    public Fields getComponentOutputFields(GlobalStreamId id) {
        return getComponentOutputFields(id.get_componentId(), id.get_streamId());
    }

    /** The streams that a component subscribes to, with the grouping of each. */
    public Map<GlobalStreamId, Grouping> getSources(String componentId) {
        return getComponentCommon(componentId).get_inputs();
    }

    /** Who subscribes to a component: stream id, then subscribing component, then grouping. */
    public Map<String, Map<String, Grouping>> getTargets(String componentId) {
        Map<String, Map<String, Grouping>> targets = new HashMap<>();
        for (String subscriber : getComponentIds()) {
            for (Map.Entry<GlobalStreamId, Grouping> input : getSources(subscriber).entrySet()) {
                GlobalStreamId source = input.getKey();
                if (source.get_componentId().equals(componentId)) {
                    targets.computeIfAbsent(source.get_streamId(), stream -> new HashMap<>()).put(subscriber, input.getValue());
                }
            }
        }
        return targets;
    }

    @Override
    public String toJSONString() {
        Map<String, Object> json = new HashMap<>();
        json.put("task->component", taskToComponent);
        return JSONValue.toJSONString(json);
    }

    /** Every task id and its component. */
    public Map<Integer, String> getTaskToComponent() {
        return taskToComponent;
    }

    /** The ids of all components, the system's too. */
    public Set<String> getComponentIds() {
        return ThriftTopologyUtils.getComponentIds(topology);
    }

    /**
     * Inputs, streams, parallelism and configuration of a component.
     *
     * @throws IllegalArgumentException if there is no such component
     */
    public ComponentCommon getComponentCommon(String componentId) {
        return ThriftTopologyUtils.getComponentCommon(topology, componentId);
    }

    /** The longest message time-out, in seconds, of the topology and of each spout that sets its own. */
    public int maxTopologyMessageTimeout() {
        int longest = ObjectReader.getInt(topoConf.get(Config.TOPOLOGY_MESSAGE_TIMEOUT_SECS));
        for (String spout : topology.get_spouts().keySet()) {
            String json = getComponentCommon(spout).get_json_conf();
            if (json != null && JSONValue.parse(json) instanceof Map<?, ?> conf && conf.get(Config.TOPOLOGY_MESSAGE_TIMEOUT_SECS) != null) {
                longest = Math.max(longest, ObjectReader.getInt(conf.get(Config.TOPOLOGY_MESSAGE_TIMEOUT_SECS)));
            }
        }
        return longest;
    }

    /** The topology's configuration merged with the cluster's. Read-only. */
    public Map<String, Object> getConf() {
        return Collections.unmodifiableMap(topoConf);
    }

    /** Whether each emitted tuple is checked against its stream's declaration: in local mode. */
    public boolean doSanityCheck() {
        return doSanityCheck;
    }
}
