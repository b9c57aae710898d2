// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.transport;

/**
 * The state of an {@link OutboundConnection} that {@link ConnectionRules} decide by. Times are in nanoseconds.
 *
 * @param unwanted why it is to be closed for ever, or null
 * @param trouble what went wrong last, for the log
 * @param inState how long it has been in its state
 * @param awaitsConfirmation whether batches are in flight
 * @param sinceProgress how long nothing was confirmed
 * @param failures since it was last connected
 * @param heardOf whether the other worker has connected to this one since it entered its state: then it can be reached
 */
record ConnectionView(ConnectionState state, String unwanted, Lookup lookup, SocketStatus socket, HandshakeReply reply, String trouble, long inState,
                      boolean awaitsConfirmation, long sinceProgress, int failures, boolean heardOf) {
    enum Lookup { PENDING, FAILED, DONE }

    enum SocketStatus { OPENING, OPEN, CLOSED }

    enum HandshakeReply { NONE, WELCOME, REFUSED }
}
