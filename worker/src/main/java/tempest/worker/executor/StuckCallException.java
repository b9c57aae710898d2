// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

/** Tells of a call of user code that does not return: its stack is the one of the thread that makes the call. It is reported, never thrown. */
final class StuckCallException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StuckCallException(int task, long secs, StackTraceElement[] stack) {
        super("task " + task + " has been in one call for " + secs + " s; it does this:", null, false, true);
        setStackTrace(stack);
    }
}
