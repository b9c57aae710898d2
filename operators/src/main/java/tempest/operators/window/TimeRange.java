// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.operators.window;

/**
 * The times that operators reckon with: so far from the ends of a long that no sum of a time with the lengths around it passes them. They reach 36 million years
 * to both sides of the epoch; what is beyond is the sign of an unset field or an end, such as {@link Long#MAX_VALUE}, and is in no window.
 */
public final class TimeRange {
    /** The longest size, gap, lateness or grace, in milliseconds, and how far from the epoch a time may be. */
    public static final long MOST = 1L << 60;

    private TimeRange() {
    }

    /** Whether a value may be of this time. */
    public static boolean contains(long time) {
        return -MOST <= time && time <= MOST;
    }

    /** A length of time, or the longest one if it is longer, which is for ever. */
    public static long bounded(long ms) {
        return Math.max(-MOST, Math.min(MOST, ms));
    }

    /** A watermark beyond which everything is over or nothing is, if it is further than that; {@link Long#MIN_VALUE} stays what it is: none. */
    public static long watermark(long time) {
        long all = 4 * MOST - 1;
        return time == Long.MIN_VALUE ? time : Math.max(-all, Math.min(all, time));
    }

    /** An earlier time, no earlier than a long can be. */
    static long minus(long time, long ms) {
        return time < Long.MIN_VALUE + ms ? Long.MIN_VALUE : time - ms;
    }
}
