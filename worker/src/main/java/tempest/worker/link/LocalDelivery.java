// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.link;

import tempest.worker.tuple.TupleImpl;

/** Where batches from other workers enter the engine. Called by network threads, never blocks and never refuses. */
public interface LocalDelivery {
    /**
     * Hands over a batch for a task; the array becomes the engine's. If the task has more than it can take, the batch is kept, and the
     * {@link CongestionListener} is notified.
     */
    void tuples(int task, TupleImpl[] tuples, int count);

    /** Hands over acks for a spout's task; the array becomes the engine's. */
    void acks(int spoutTask, AckMessageType kind, long[] data, int count);
}
