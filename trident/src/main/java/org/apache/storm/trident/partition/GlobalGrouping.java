// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.partition;

import java.util.Collections;
import java.util.List;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.grouping.CustomStreamGrouping;
import org.apache.storm.task.WorkerTopologyContext;

/** Sends every tuple of every batch to the same partition: the one with the lowest task id. */
public class GlobalGrouping implements CustomStreamGrouping {
    private static final long serialVersionUID = 1L;

    private List<Integer> target;

    @Override
    public void prepare(WorkerTopologyContext context, GlobalStreamId stream, List<Integer> targetTasks) {
        target = List.of(Collections.min(targetTasks));
    }

    @Override
    public List<Integer> chooseTasks(int taskId, List<Object> values) {
        return target;
    }
}
