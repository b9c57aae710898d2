// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.transport;

/** Where an {@link OutboundConnection} stands; {@link ConnectionRules} has the transitions. */
enum ConnectionState {
    IDLE,
    /** The host's name is looked up. */
    RESOLVING,
    CONNECTING,
    /** The introduction was sent and is not answered. */
    GREETING,
    CONNECTED,
    BACKING_OFF,
    CLOSED
}
