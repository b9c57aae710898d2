// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.metric.api.IMetric;
import org.apache.storm.metrics2.StormMetricRegistry;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.tuple.Fields;
import org.apache.storm.utils.ThriftTopologyUtils;

/** Contexts as a worker would make them: tasks are numbered from 1, component after component in the order of their ids. */
public final class Contexts {
    public final Map<Integer, Map<Integer, Map<String, IMetric>>> registeredMetrics = new ConcurrentHashMap<>();
    public final AtomicBoolean prepared = new AtomicBoolean();
    public final StormMetricRegistry registry = new StormMetricRegistry();
    public final Map<String, Object> conf = new HashMap<>();
    private final StormTopology topology;
    private final Map<Integer, String> taskToComponent = new HashMap<>();
    private final Map<String, List<Integer>> componentToTasks = new HashMap<>();
    private final Map<String, Map<String, Fields>> fields = new HashMap<>();

    public Contexts(StormTopology topology) {
        this.topology = topology;
        conf.put("storm.cluster.mode", "local");
        conf.put("storm.local.dir", System.getProperty("java.io.tmpdir"));
        conf.put("topology.message.timeout.secs", 30);
        conf.put("topology.metrics.reporters", new ArrayList<>());
        int task = 1;
        for (String component : new TreeSet<>(ThriftTopologyUtils.getComponentIds(topology))) {
            ComponentCommon common = ThriftTopologyUtils.getComponentCommon(topology, component);
            List<Integer> tasks = new ArrayList<>();
            for (int i = 0; i < Math.max(1, common.get_parallelism_hint()); i++) {
                taskToComponent.put(task, component);
                tasks.add(task++);
            }
            componentToTasks.put(component, tasks);
            Map<String, Fields> streams = new HashMap<>();
            common.get_streams().forEach((stream, info) -> streams.put(stream, new Fields(info.get_output_fields())));
            fields.put(component, streams);
        }
    }

    /** The first task of a component. */
    public TopologyContext of(String component) {
        return of(component, 0);
    }

    public TopologyContext of(String component, int index) {
        int task = componentToTasks.get(component).get(index);
        return new TopologyContext(topology, conf, taskToComponent, componentToTasks, fields, new HashMap<>(), "t-1-1", "code", "pids", task,
            6700, List.of(task), new HashMap<>(), new HashMap<>(), new HashMap<>(), registeredMetrics, prepared, registry);
    }
}
