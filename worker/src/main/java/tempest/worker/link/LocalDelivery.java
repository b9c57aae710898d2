// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.link;

import tempest.worker.tuple.TupleImpl;

/** Receives batches from other workers for the engine. Called by network threads, never blocks and never refuses. */
public interface LocalDelivery {
    /**
     * Delivers a batch for a task; the engine owns the array. If the task receives more than it can handle, the batch is kept, and the
     * {@link CongestionListener} is notified.
     */
    void tuples(int task, TupleImpl[] tuples, int count);

    /** Delivers acks for a spout's task; the engine owns the array. */
    void acks(int spoutTask, AckMessageType kind, long[] data, int count);
}
