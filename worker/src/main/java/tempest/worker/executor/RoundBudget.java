// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

/**
 * How many calls of user code make a round. A round should last some tens of microseconds: long enough to fill batches, short enough that
 * flushes, acks and ticks are not delayed. User code is assumed to be slow until it has proved quick, and slow code gets one call per round.
 * Used by the executor's thread, except for {@link #isOfSlowCalls}.
 */
final class RoundBudget {
    private static final int MOST = 4096;
    private static final long SHORT_NANOS = 50_000;
    private static final long LONG_NANOS = 150_000;

    private final int most;
    private int maxCalls = 1;
    /** Rises at once and falls slowly. */
    private long nanosACall = LONG_NANOS;

    RoundBudget() {
        this(MOST);
    }

    /** @param most calls in a round, however quick they are */
    RoundBudget(int most) {
        this.most = most;
    }

    int maxCalls() {
        return maxCalls;
    }

    /** Whether calls are slow, judging by the last rounds: the next one may block. Any thread. */
    boolean isOfSlowCalls() {
        return maxCalls == 1;
    }

    /** How many calls would take this long, judging by the last rounds; at least 1. */
    int callsWithin(long nanos) {
        return (int) Math.max(1, Math.min(MOST, nanos / Math.max(1, nanosACall)));
    }

    /**
     * Records how long a round of {@code calls} took.
     *
     * @param sendNanos what immediate sends took of it: counted as user code it would keep quick code slow for ever, because only slow code sends
     *     immediately
     */
    void completed(int calls, long roundNanos, long sendNanos) {
        if (calls == 0) {
            return;
        }
        long nanos = Math.max(0, roundNanos - sendNanos);
        nanosACall = Math.max(nanos / calls, nanosACall - nanosACall / 4);
        if (nanos > LONG_NANOS) {
            maxCalls = Math.max(1, maxCalls / 2);
        } else if (nanos < SHORT_NANOS && calls >= maxCalls) {
            maxCalls = Math.min(most, 2 * maxCalls);
        }
    }
}
