// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.slot;

/**
 * The times that {@link SlotRules} decides by, in milliseconds.
 *
 * @param startTimeout how long a launched worker may take until it shows itself: by a heartbeat, or by being up
 * @param prepareTimeout how long one that shows itself may take until it is up
 * @param slowStart    a start that takes this long is told to whoever runs the topology
 * @param stopGrace    how long a worker may take to stop by itself before it is killed
 * @param killPatience how long after a kill it is tried again
 * @param backOffFirst the wait after the first failure; it doubles with each further one
 * @param backOffMax   the longest wait
 * @param stableRun    a worker that ran this long is stable: its failures before are forgotten, and it is started again without a wait
 */
public record SlotLimits(long startTimeout, long prepareTimeout, long slowStart, long stopGrace, long killPatience, long backOffFirst, long backOffMax,
                         long stableRun) {

    static final long SLOW_START = 60_000;
    static final long KILL_PATIENCE = 10_000;
    static final long BACK_OFF_FIRST = 500;
    static final long BACK_OFF_MAX = 30_000;
    static final long STABLE_RUN = 60_000;

    /** The usual limits, with these configured; all in milliseconds. */
    public static SlotLimits of(long startTimeout, long prepareTimeout, long stopGrace) {
        return new SlotLimits(startTimeout, prepareTimeout, SLOW_START, stopGrace, KILL_PATIENCE, BACK_OFF_FIRST, BACK_OFF_MAX, STABLE_RUN);
    }

    /** The wait after so many failures in a row; the end of a stable worker is none of them. */
    long backOff(int failures) {
        if (failures < 1) {
            return 0;
        }
        int doublings = Math.min(failures - 1, 30);
        return Math.min(backOffMax, backOffFirst << doublings);
    }
}
