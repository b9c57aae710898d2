// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.agent;

import static tempest.worker.agent.Placement.DEDICATED;
import static tempest.worker.agent.Placement.ISOLATED;
import static tempest.worker.agent.Placement.SHARED;

import java.util.concurrent.TimeUnit;

/**
 * Decides where an agent is to run: a pure function of how its rounds go. Called by the thread that ran a round and by the watchdog.
 *
 * <pre>
 * from       when                                                                 to
 * SHARED     its round is blocked and delays others                               ISOLATED
 * SHARED     its rounds are repeatedly slow and delay others                      ISOLATED
 * ISOLATED   as many consecutive rounds were quick as its back-off requires       SHARED
 * DEDICATED  never                                                                -
 * </pre>
 * A round is blocked if its thread waits in it for {@link #WAITING_NANOS}, or runs in it for {@link #RUNNING_NANOS}: it may compute, read
 * from a socket or just lack a processor.
 */
final class PlacementRules {
    /** A round that takes longer is slow. */
    static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    static final long WAITING_NANOS = TimeUnit.MILLISECONDS.toNanos(4);
    static final long RUNNING_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    /** The number of slow rounds, minus quick ones, at which an agent is isolated. */
    static final int SLOW_ROUNDS = 16;

    private PlacementRules() { }

    /**
     * Decides during a long round.
     *
     * @param nanos the time it has taken so far, at least
     * @param waits whether its thread waits for something rather than runs
     * @param holdsUp whether another agent is pinned to this thread, or there are fewer threads than agents
     */
    static Placement ofLongRound(Placement now, long nanos, boolean waits, boolean holdsUp) {
        boolean blocked = nanos >= (waits ? WAITING_NANOS : RUNNING_NANOS);
        return now == SHARED && blocked && holdsUp ? ISOLATED : now;
    }

    /** Decides after a round that is already in the history. */
    static Placement ofCompletedRound(Placement now, RoundHistory history, boolean holdsUp) {
        return switch (now) {
            case SHARED -> history.slowRounds() >= SLOW_ROUNDS && holdsUp ? ISOLATED : SHARED;
            case ISOLATED -> history.quickInARow() >= history.quickToRejoin() ? SHARED : ISOLATED;
            case DEDICATED -> DEDICATED;
        };
    }
}
