// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.transport;

/**
 * How an {@link OutboundConnection} stands, as {@link ConnectionRules} see it. Times are in nanoseconds.
 *
 * @param unwanted why it is to be closed for ever, or null
 * @param trouble what went wrong last, for the log
 * @param inState since when it has been in its state
 * @param awaitsConfirmation whether batches are on their way
 * @param sinceProgress since when nothing was confirmed
 * @param failures since it was last connected
 */
record ConnectionView(ConnectionState state, String unwanted, Lookup lookup, SocketStatus socket, HandshakeReply reply, String trouble, long inState,
                      boolean awaitsConfirmation, long sinceProgress, int failures) {
    enum Lookup { PENDING, FAILED, DONE }

    enum SocketStatus { OPENING, OPEN, CLOSED }

    enum HandshakeReply { NONE, WELCOME, REFUSED }
}
