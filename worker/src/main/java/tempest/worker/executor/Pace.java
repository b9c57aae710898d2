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
    /**
     * After a call that blocked, so many quick ones in a row before a round has more than one again: at first few, for it may
     * only have lacked a processor, and each time more.
     */
    private static final int FIRST_PROBATION = 64;
    private static final int LONGEST_PROBATION = 10_000;
    private static final long BLOCKED_NANOS = 400_000;

    private final int most;
    private int quantum = 8;
    private int probation;
    private int nextProbation = FIRST_PROBATION;
    /** Rises at once and falls slowly. */
    private long nanosACall = LONG_NANOS;

    Pace() {
        this(MOST);
    }

    /** @param most calls in a round, whatever they take */
    Pace(int most) {
        this.most = most;
        quantum = Math.min(quantum, most);
    }

    int quantum() {
        return quantum;
    }

    /** How many calls the last rounds say would take so long, at least 1. */
    int callsWithin(long nanos) {
        return (int) Math.max(1, Math.min(MOST, nanos / Math.max(1, nanosACall)));
    }

    /** A round of {@code calls} took so long. */
    void done(int calls, long nanos) {
        if (calls == 0) {
            return;
        }
        nanosACall = Math.max(nanos / calls, nanosACall - nanosACall / 4);
        if (nanos > BLOCKED_NANOS && nanos / calls > LONG_NANOS || nanos > BLOCKED_NANOS && calls <= 8) {
            quantum = 1;
            probation = nextProbation;
            nextProbation = Math.min(LONGEST_PROBATION, 4 * nextProbation);
        } else if (probation > 0) {
            probation -= calls;
            if (probation <= 0) {
                nextProbation = Math.max(FIRST_PROBATION, nextProbation / 2);
            }
        } else if (nanos > LONG_NANOS) {
            quantum = Math.max(1, quantum / 2);
        } else if (nanos < SHORT_NANOS && calls >= quantum) {
            quantum = Math.min(most, 2 * quantum);
        }
    }
}
