// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.partition;

import java.util.List;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.grouping.CustomStreamGrouping;
import org.apache.storm.task.WorkerTopologyContext;

/** Chooses the partition by the hash of the value at one position. */
public class IndexHashGrouping implements CustomStreamGrouping {
    private static final long serialVersionUID = 1L;

    private final int index;
    private List<Integer> targets;

    public IndexHashGrouping(int index) {
        this.index = index;
    }

    /** Which of {@code numPartitions} partitions a value belongs to; null belongs to the first. */
    public static int objectToIndex(Object val, int numPartitions) {
        return val == null ? 0 : Math.floorMod(val.hashCode(), numPartitions);
    }

    @Override
    public void prepare(WorkerTopologyContext context, GlobalStreamId stream, List<Integer> targetTasks) {
        targets = List.copyOf(targetTasks);
    }

    @Override
    public List<Integer> chooseTasks(int taskId, List<Object> values) {
        return List.of(targets.get(objectToIndex(values.get(index), targets.size())));
    }
}
