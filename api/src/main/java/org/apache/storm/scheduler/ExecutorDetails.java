// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.scheduler;

import java.util.List;

/** An executor, named by the closed range of task ids it runs. */
public class ExecutorDetails {
    public final int startTask;
    public final int endTask;

    public ExecutorDetails(int startTask, int endTask) {
        this.startTask = startTask;
        this.endTask = endTask;
    }

    public int getStartTask() {
        return startTask;
    }

    public int getEndTask() {
        return endTask;
    }

    /** The range as the two-element list that assignments are keyed by. */
    public List<Long> toList() {
        return List.of((long) startTask, (long) endTask);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ExecutorDetails that && startTask == that.startTask && endTask == that.endTask;
    }

    @Override
    public int hashCode() {
        return 31 * startTask + endTask;
    }

    @Override
    public String toString() {
        return "[" + startTask + ", " + endTask + "]";
    }
}
