// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.multilang;

/** A component's process closed its output. */
public class NoOutputException extends Exception {
    private static final long serialVersionUID = 2044255493490087788L;

    public NoOutputException() {
        super();
    }

    public NoOutputException(String message) {
        super(message);
    }

    public NoOutputException(String message, Throwable cause) {
        super(message, cause);
    }

    public NoOutputException(Throwable cause) {
        super(cause);
    }
}
