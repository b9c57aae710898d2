// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.transport;

/** Another worker sent what no worker of this topology sends: its connection is closed with one log line, and nothing else happens. */
public final class ProtocolException extends Exception {
    private static final long serialVersionUID = 1L;

    ProtocolException(String message) {
        super(message);
    }

    /** @param message one line of bounded length */
    public ProtocolException(String message, Throwable cause) {
        super(message, cause);
    }
}
