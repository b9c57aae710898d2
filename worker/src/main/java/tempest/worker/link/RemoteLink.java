// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.link;

import tempest.worker.tuple.TupleImpl;

/**
 * The link from one emitter to tasks of other workers. Called by one thread at a time, never concurrently; never blocks. What is offered to
 * one task arrives in the order it was accepted.
 */
public interface RemoteLink {
    /**
     * Encodes and sends the first {@code count} tuples of the array, which stays the caller's. Those for a worker that is away for long are given
     * back by {@link CapacityListener#onLost}.
     *
     * @return false if nothing was accepted, because too much is in flight to that worker or the receiver asked to stop sending to this task:
     *     the caller offers the same batch again after {@code listener.onCapacity()}, and nothing else to this task before
     */
    boolean offer(int task, TupleImpl[] tuples, int count, CapacityListener listener);

    /** Like {@link #offer}, for a spout's task; a receiver never asks to stop sending these. */
    boolean offerAcks(int spoutTask, AckMessageType kind, long[] data, int count, CapacityListener listener);

    /** Called at the end of each round of work: what was accepted must be sent now. */
    void flush();

    /** Called once, by the last thread that used it. */
    void close();
}
