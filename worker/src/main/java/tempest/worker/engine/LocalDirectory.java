// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.engine;

import tempest.worker.executor.Directory;
import tempest.worker.executor.ExecutorAgent;
import tempest.worker.queue.Inbox;

/** The tasks of this worker. Filled before executors start, read by all. */
record LocalDirectory(ExecutorAgent[] byTask) implements Directory {
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
