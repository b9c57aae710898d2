// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology;

/** Thrown by a basic or batch bolt to fail its input, and to have the failure reported as an error of the component. */
public class ReportedFailedException extends FailedException {
    private static final long serialVersionUID = 165228267264978890L;

    public ReportedFailedException() {
        super();
    }

    public ReportedFailedException(String msg) {
        super(msg);
    }

    public ReportedFailedException(String msg, Throwable cause) {
        super(msg, cause);
    }

    public ReportedFailedException(Throwable cause) {
        super(cause);
    }
}
