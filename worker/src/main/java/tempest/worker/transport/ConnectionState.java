// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.transport;

/** The state of an {@link OutboundConnection}; {@link ConnectionRules} has the transitions. */
enum ConnectionState {
    IDLE,
    /** The host's name is being looked up. */
    RESOLVING,
    CONNECTING,
    /** The introduction was sent and not yet answered. */
    GREETING,
    CONNECTED,
    BACKING_OFF,
    CLOSED
}
