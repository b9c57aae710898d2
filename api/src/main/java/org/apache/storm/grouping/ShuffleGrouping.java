// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.grouping;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.task.WorkerTopologyContext;

/** Goes round the target tasks in a random order. */
public class ShuffleGrouping implements CustomStreamGrouping, Serializable {
    private static final long serialVersionUID = -1416968497339507677L;

    private ArrayList<List<Integer>> choices;
    private AtomicInteger current;

    @Override
    public void prepare(WorkerTopologyContext context, GlobalStreamId stream, List<Integer> targetTasks) {
        choices = new ArrayList<>(targetTasks.size());
        for (Integer task : targetTasks) {
            choices.add(Collections.singletonList(task));
        }
        Collections.shuffle(choices);
        current = new AtomicInteger();
    }

    @Override
    public List<Integer> chooseTasks(int taskId, List<Object> values) {
        return choices.get(Math.floorMod(current.getAndIncrement(), choices.size()));
    }
}
