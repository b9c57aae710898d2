// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.grouping;

import java.io.Serializable;
import java.util.List;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.task.WorkerTopologyContext;

/** Picks the tasks that each tuple of a stream goes to. Each emitting task has one of its own, and calls it from its own thread. */
public interface CustomStreamGrouping extends Serializable {
    /**
     * @param targetTasks the ids of the receiving component's tasks, ascending
     */
    void prepare(WorkerTopologyContext context, GlobalStreamId stream, List<Integer> targetTasks);

    /**
     * @param taskId the emitting task
     * @return the ids of the tasks to send to, some of the target tasks
     */
    List<Integer> chooseTasks(int taskId, List<Object> values);
}
