// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.partition;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.grouping.CustomStreamGrouping;
import org.apache.storm.task.WorkerTopologyContext;

/** Sends the tuples of each partition to the partition with the same index. Both sides have the same number of tasks. */
public class IdentityGrouping implements CustomStreamGrouping {
    private static final long serialVersionUID = 1L;

    private final Map<Integer, List<Integer>> targets = new HashMap<>();

    @Override
    public void prepare(WorkerTopologyContext context, GlobalStreamId stream, List<Integer> targetTasks) {
        List<Integer> sources = context.getComponentTasks(stream.get_componentId()).stream().sorted().toList();
        List<Integer> sorted = targetTasks.stream().sorted().toList();
        if (sources.size() != sorted.size()) {
            throw new IllegalArgumentException("An identity partitioning of " + stream.get_componentId() + " needs as many targets as sources; there are "
                + sources.size() + " sources and " + sorted.size() + " targets");
        }
        for (int i = 0; i < sorted.size(); i++) {
            targets.put(sources.get(i), List.of(sorted.get(i)));
        }
    }

    @Override
    public List<Integer> chooseTasks(int taskId, List<Object> values) {
        List<Integer> target = targets.get(taskId);
        if (target == null) {
            throw new IllegalArgumentException("Task " + taskId + " is not one of the sources " + targets.keySet());
        }
        return target;
    }
}
