// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

import tempest.worker.queue.Inbox;

/** Where the tasks of the topology run. Immutable once executors run; any thread. */
public interface TaskDirectory {
    /** The inbox of the executor that has this task, or null if it is in another worker. */
    Inbox inbox(int task);

    /** The largest task id of the topology. */
    int maxTask();
}
