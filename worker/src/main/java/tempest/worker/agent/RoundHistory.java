// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.agent;

/** How an agent's rounds went, as far as that decides where it runs. Used by the thread that owns the agent, also while it is isolated. */
final class RoundHistory {
    /** Quick rounds required after the first isolation: few, because its thread may only have lacked a processor. More each time. */
    private static final int LEAST_TO_REJOIN = 64;
    private static final int MOST_TO_REJOIN = 4096;

    private int slowRounds;
    private int quickInARow;
    private int quickToRejoin = LEAST_TO_REJOIN / 4;
    private int sinceIsolation;
    private long lastNanos;

    /** Records how long a round took; {@code worked} if it did something. */
    void completed(long nanos, boolean worked) {
        boolean slow = nanos > PlacementRules.SLOW_NANOS;
        slowRounds = slow ? Math.min(PlacementRules.SLOW_ROUNDS, slowRounds + 1) : Math.max(0, slowRounds - 1);
        quickInARow = slow ? 0 : quickInARow + 1;
        if (++sinceIsolation >= MOST_TO_REJOIN) {
            sinceIsolation = 0;
            quickToRejoin = Math.max(LEAST_TO_REJOIN / 4, quickToRejoin / 2);
        }
        if (worked) {
            lastNanos = nanos;
        }
    }

    /** The agent was isolated. */
    void isolated() {
        slowRounds = 0;
        quickInARow = 0;
        sinceIsolation = 0;
        quickToRejoin = Math.min(MOST_TO_REJOIN, 4 * quickToRejoin);
    }

    /** Slow rounds minus quick ones, at least 0. */
    int slowRounds() {
        return slowRounds;
    }

    int quickInARow() {
        return quickInARow;
    }

    /** Consecutive quick rounds after which it rejoins the shared threads. */
    int quickToRejoin() {
        return quickToRejoin;
    }

    /** How long the last round with work took, which is what the next one is likely to take. */
    long lastNanos() {
        return lastNanos;
    }
}
