// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.engine;

import java.util.concurrent.atomic.AtomicInteger;
import tempest.worker.executor.ExecutorAgent;
import tempest.worker.link.AckMessageType;
import tempest.worker.link.LocalDelivery;
import tempest.worker.tuple.TupleImpl;

/**
 * Puts batches from other workers into inboxes. Called by network threads. A batch for a task that is not here is counted and dropped: its
 * tuples time out.
 */
record InboxDelivery(ExecutorAgent[] byTask, AtomicInteger lost) implements LocalDelivery {
    @Override
    public void tuples(int task, TupleImpl[] tuples, int count) {
        ExecutorAgent executor = find(task);
        if (executor != null) {
            executor.inbox().add(task, tuples, null, null, count);
        }
    }

    @Override
    public void acks(int spoutTask, AckMessageType kind, long[] data, int count) {
        ExecutorAgent executor = find(spoutTask);
        if (executor != null) {
            executor.inbox().add(spoutTask, null, kind, data, count);
        }
    }

    private ExecutorAgent find(int task) {
        ExecutorAgent executor = task >= 0 && task < byTask.length ? byTask[task] : null;
        if (executor == null) {
            lost.incrementAndGet();
        }
        return executor;
    }
}
