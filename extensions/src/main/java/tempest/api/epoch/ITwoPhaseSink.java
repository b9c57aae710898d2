// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.epoch;

/**
 * Takes part in an exactly-once topology as a sink: its effects outside the topology become visible with an epoch. A bolt implements it besides {@code IRichBolt} or
 * {@code IBasicBolt}. Its task's thread calls it. What it was given by {@code execute} belongs to the next transaction that it prepares. It may die between any two calls,
 * and each may come again. What a call throws takes the topology back to the last epoch, and it is called again.
 */
public interface ITwoPhaseSink {
    /**
     * Makes what came since the last call durable under this transaction, so that {@link #commit} cannot fail for lack of it, and not yet visible. Called once every tuple that the
     * sink was given is acked: one that acks when it is called is not called.
     */
    void prepare(Transaction transaction);

    /** Makes what was prepared under this transaction visible. If it is already, that is all right. */
    void commit(Transaction transaction);

    /**
     * Forgets what was prepared under earlier incarnations than this one and is not committed, and what came since. Called before the first tuple of an
     * incarnation, after {@link #commit} of what the topology goes back to. What later incarnations prepared must be left: a task that woke too late may call this.
     */
    void abort(long incarnation);
}
