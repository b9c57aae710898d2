// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.transport;

import io.netty.buffer.ByteBuf;

/**
 * Receives what other workers send to this one. The engine implements it; the transport's single event loop thread calls it.
 * An implementation never blocks and never throws: a full inbox overflows into a list and signals congestion instead.
 */
public interface Inbound {
    /**
     * One batch for the executor of {@code task}, in the sender's order.
     *
     * @param body a buffer with an accessible heap array; it belongs to the callee, who releases it once, on any thread
     */
    void batch(int task, ByteBuf body);

    /** The worker at {@code peer} asks to stop ({@code true}) or go on ({@code false}) sending to {@code task}. */
    void congestion(Slot peer, int task, boolean stop);

    /** The worker at {@code peer} tells how full its tasks' inboxes are, 0 (empty) to 1 (full); the arrays belong to the callee. */
    void loads(Slot peer, int[] tasks, float[] loads);
}
