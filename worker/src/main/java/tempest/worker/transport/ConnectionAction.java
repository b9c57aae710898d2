// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.transport;

/** What an {@link OutboundConnection} has to do on a transition. */
enum ConnectionAction {
    NOTHING,
    /** Look up the host's name. */
    RESOLVE,
    CONNECT,
    /** Send the introduction. */
    GREET,
    /** Resend what is not confirmed, then send what waits. */
    RESUME,
    DISCONNECT,
    /** Disconnect and drop everything that is queued. */
    RELEASE
}
