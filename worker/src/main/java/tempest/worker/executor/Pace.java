// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

/**
 * How many calls of user code make a round. A round shall last some tens of microseconds: long enough to fill batches, short enough
 * that nobody waits for its flush, its acks or its tick. Slow user code gets a round of its own for each call. Used by one thread.
 */
final class Pace {
    private static final int MOST = 4096;
    private static final long SHORT_NANOS = 50_000;
    private static final long LONG_NANOS = 150_000;
    /** After a call that blocked, so many quick ones in a row before a round has more than one again. */
    private static final int PROBATION = 10_000;
    private static final long BLOCKED_NANOS = 400_000;

    private int quantum = 8;
    private int probation;

    int quantum() {
        return quantum;
    }

    /** A round of {@code calls} took so long. */
    void done(int calls, long nanos) {
        if (calls == 0) {
            return;
        }
        if (nanos > BLOCKED_NANOS && nanos / calls > LONG_NANOS || nanos > BLOCKED_NANOS && calls <= 8) {
            quantum = 1;
            probation = PROBATION;
        } else if (probation > 0) {
            probation -= calls;
        } else if (nanos > LONG_NANOS) {
            quantum = Math.max(1, quantum / 2);
        } else if (nanos < SHORT_NANOS && calls >= quantum) {
            quantum = Math.min(MOST, 2 * quantum);
        }
    }
}
