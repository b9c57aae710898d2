// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.transport;

/** What an {@link OutboundConnection} has to do on a transition. */
enum ConnectionAction {
    NOTHING,
    /** Look the host's name up. */
    RESOLVE,
    CONNECT,
    /** Send the introduction. */
    GREET,
    /** Send again what is not confirmed, then what waits. */
    RESUME,
    DISCONNECT,
    /** Disconnect and give up everything that is queued. */
    RELEASE
}
