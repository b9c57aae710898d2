// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.serialization;

import java.util.Map;
import org.apache.storm.Constants;
import org.apache.storm.generated.StormTopology;
import tempest.cluster.SystemTopology;

/**
 * The tasks of a topology, wherever they run: task ids that come from another worker are checked against them before they are used. Built
 * once when the topology is resolved; immutable; any thread.
 */
public final class TopologyTasks {
    private static final int SYSTEM_TASK = (int) Constants.SYSTEM_TASK_ID;

    /** By task; null where there is no task. */
    private final String[] components;
    private final boolean[] spouts;
    private final boolean[] trees;

    private TopologyTasks(int count) {
        components = new String[count];
        spouts = new boolean[count];
        trees = new boolean[count];
    }

    /** @param components the component of every task */
    public static TopologyTasks of(StormTopology topology, Map<Integer, String> components) {
        int last = components.keySet().stream().mapToInt(Integer::intValue).max().orElse(0);
        TopologyTasks tasks = new TopologyTasks(last + 1);
        components.forEach((task, component) -> {
            if (task >= 0) {
                tasks.components[task] = component;
                tasks.spouts[task] = topology.get_spouts().containsKey(component);
                tasks.trees[task] = tasks.spouts[task] || component.equals(SystemTopology.DEAD_LETTER_STORE);
            }
        });
        return tasks;
    }

    public boolean contains(int task) {
        return task >= 0 && task < components.length && components[task] != null;
    }

    /** Whether trees begin at the task, so that there are roots of it and acks for it: a spout's, or the one that replays dead letters. */
    boolean beginsTrees(int task) {
        return contains(task) && trees[task];
    }

    boolean isBolt(int task) {
        return contains(task) && !spouts[task];
    }

    /** Whether the component may emit as this task; the system component has no task of its own in any worker. */
    boolean isTaskOf(int task, String component) {
        return contains(task) ? components[task].equals(component) : task == SYSTEM_TASK && component.equals(SystemTopology.SYSTEM);
    }
}
