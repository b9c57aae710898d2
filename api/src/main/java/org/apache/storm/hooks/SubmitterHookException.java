// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.hooks;

/** Thrown by a submitter hook: the topology was submitted, but the hook failed. */
public class SubmitterHookException extends RuntimeException {
    private static final long serialVersionUID = 8581873701730899496L;

    public SubmitterHookException() {
        super();
    }

    public SubmitterHookException(String message) {
        super(message);
    }

    public SubmitterHookException(String message, Throwable cause) {
        super(message, cause);
    }

    public SubmitterHookException(Throwable cause) {
        super(cause);
    }
}
