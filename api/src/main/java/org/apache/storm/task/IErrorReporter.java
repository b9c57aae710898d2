// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.task;

/** Where user code reports an error that it survived. */
public interface IErrorReporter {
    /** Shows the error in the UI and the log, and goes on. Reports beyond the configured rate are only logged. */
    void reportError(Throwable error);
}
