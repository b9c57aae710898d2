// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.transport;

import io.netty.buffer.ByteBuf;

/**
 * Receives what other workers send to this one; the transport's single event loop thread calls it. An implementation never blocks:
 * a full inbox overflows into a list and {@link Transport#congestion} notifies the senders.
 */
@FunctionalInterface
public interface MessageHandler {
    /**
     * One batch, in the sender's order.
     *
     * @param payload valid during the call only
     * @throws ProtocolException if the batch is damaged: its connection is then closed with one log line, and it is not sent again
     */
    void batch(WorkerAddress sender, ByteBuf payload) throws ProtocolException;
}
