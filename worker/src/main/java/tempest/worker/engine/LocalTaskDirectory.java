// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.engine;

import tempest.worker.executor.ExecutorAgent;
import tempest.worker.executor.TaskDirectory;
import tempest.worker.queue.Inbox;

/** The tasks of this worker. Filled before executors start, read by all. */
record LocalTaskDirectory(ExecutorAgent[] byTask) implements TaskDirectory {
    @Override
    public Inbox inbox(int task) {
        ExecutorAgent executor = byTask[task];
        return executor == null ? null : executor.inbox();
    }

    @Override
    public int maxTask() {
        return byTask.length - 1;
    }
}
