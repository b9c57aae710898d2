// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.epoch;

import java.util.List;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.grouping.CustomStreamGrouping;
import org.apache.storm.grouping.LoadAwareCustomStreamGrouping;
import org.apache.storm.grouping.LoadMapping;
import org.apache.storm.task.WorkerTopologyContext;

/** A user's grouping in an exactly-once topology: it sees values without their tag. Called by the thread that emits. */
final class UntaggedGrouping implements LoadAwareCustomStreamGrouping {
    private static final long serialVersionUID = 1L;

    private final CustomStreamGrouping grouping;

    UntaggedGrouping(CustomStreamGrouping grouping) {
        this.grouping = grouping;
    }

    @Override
    public void refreshLoad(LoadMapping loadMapping) {
        if (grouping instanceof LoadAwareCustomStreamGrouping aware) {
            aware.refreshLoad(loadMapping);
        }
    }

    @Override
    public void prepare(WorkerTopologyContext context, GlobalStreamId stream, List<Integer> targetTasks) {
        grouping.prepare(context, stream, targetTasks);
    }

    @Override
    public List<Integer> chooseTasks(int taskId, List<Object> values) {
        return grouping.chooseTasks(taskId, values.subList(0, values.size() - 1));
    }
}
