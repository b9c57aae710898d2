// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.flux.api;

import java.io.Serial;

/**
 * A definition that no topology can be made of. Its message is one line: where, what, and what would be right. It has no stack trace of its own,
 * because the fault is in the file and not in the code; what user code threw is its cause, with a trace.
 */
public final class FluxException extends IllegalArgumentException {
    @Serial
    private static final long serialVersionUID = 1;

    public FluxException(String message) {
        super(message);
    }

    /**
     * Puts the place in front of the message.
     *
     * @param location {@code file:line}; null if it is not known
     */
    public FluxException(String location, String message) {
        super(located(location, message));
    }

    /** As above; {@code cause} is what user code threw, or null. */
    public FluxException(String location, String message, Throwable cause) {
        super(located(location, message), cause);
    }

    private static String located(String location, String message) {
        return location == null ? message : location + ": " + message;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
