// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology;

/** Thrown by a basic or batch bolt to fail its input, quietly. */
public class FailedException extends RuntimeException {
    private static final long serialVersionUID = 5407551070339208673L;

    public FailedException() {
        super();
    }

    public FailedException(String msg) {
        super(msg);
    }

    public FailedException(String msg, Throwable cause) {
        super(msg, cause);
    }

    public FailedException(Throwable cause) {
        super(cause);
    }
}
