// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.testing;

import java.util.ArrayList;
import java.util.List;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.grouping.CustomStreamGrouping;
import org.apache.storm.task.WorkerTopologyContext;

/** Sends every tuple to the first n target tasks. */
public class NGrouping implements CustomStreamGrouping {
    private static final long serialVersionUID = -4013772823529832663L;

    private final int number;
    private List<Integer> outTasks;

    /** The first {@code n} tasks; there must be that many. */
    public NGrouping(Integer n) {
        number = n;
    }

    @Override
    public void prepare(WorkerTopologyContext context, GlobalStreamId stream, List<Integer> targetTasks) {
        outTasks = new ArrayList<>(targetTasks.stream().sorted().toList().subList(0, number));
    }

    @Override
    public List<Integer> chooseTasks(int taskId, List<Object> values) {
        return outTasks;
    }
}
