// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

/** Receives errors of user code, already throttled. Called by executors' threads; must not block for long. */
public interface ErrorSink {
    void report(String component, int task, Throwable error);
}
