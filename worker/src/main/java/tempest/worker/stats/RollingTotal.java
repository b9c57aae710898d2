// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.stats;

import java.util.Arrays;

/**
 * Turns a running total into what was added during the last ten minutes, three hours and day, to one of so many buckets of each span. Used
 * by the thread that reads statistics; costs the writer nothing.
 */
final class RollingTotal {
    private static final Window[] WINDOWS = {Window.TEN_MINUTES, Window.THREE_HOURS, Window.ONE_DAY};

    /** For each window, the total at the beginning of each of its buckets, as a ring. */
    private final long[][] starts;
    private final long[] bucket = new long[WINDOWS.length];
    private final int buckets;
    private long total;

    RollingTotal(int buckets) {
        this.buckets = buckets;
        starts = new long[WINDOWS.length][buckets];
        Arrays.fill(bucket, -1);
    }

    /** Records the total at a time in seconds that never goes back. */
    void update(long seconds, long newTotal) {
        for (int w = 0; w < WINDOWS.length; w++) {
            long now = seconds / WINDOWS[w].bucketSeconds(buckets);
            if (bucket[w] < 0) {
                bucket[w] = now;
            }
            // A bucket without a reading starts with the last known total.
            for (long b = Math.max(bucket[w] + 1, now - buckets + 1); b <= now; b++) {
                starts[w][(int) (b % buckets)] = total;
            }
            bucket[w] = Math.max(bucket[w], now);
        }
        total = newTotal;
    }

    long in(Window window) {
        if (window == Window.ALL_TIME) {
            return total;
        }
        int w = window.ordinal();
        return total - starts[w][(int) ((bucket[w] + 1) % buckets)];
    }
}
