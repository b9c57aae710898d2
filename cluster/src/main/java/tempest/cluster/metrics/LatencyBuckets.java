// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster.metrics;

import java.util.HashMap;
import java.util.Map;

/**
 * How latencies are counted by bucket, the same in workers and Nimbus: 16 buckets for every doubling, so that a percentile is off by 3 % at
 * most. Pure functions over plain arrays and sparse maps; whoever owns an array lets others read it at the price of a slightly old count.
 */
public final class LatencyBuckets {
    /** Buckets of a whole array; longer latencies fall into the last. */
    public static final int COUNT = 640;
    private static final int SHIFT = 4;
    private static final int PER_DOUBLING = 1 << SHIFT;

    private LatencyBuckets() {
    }

    /** The bucket of a latency in any unit; a negative one counts as none. */
    public static int index(long value) {
        if (value < PER_DOUBLING) {
            return (int) Math.max(0, value);
        }
        int doublings = 63 - Long.numberOfLeadingZeros(value) - SHIFT;
        return Math.min(COUNT - 1, (doublings << SHIFT) + (int) (value >>> doublings));
    }

    /** The middle of a bucket, in the unit of its latencies. */
    public static double middle(int index) {
        if (index < 2 * PER_DOUBLING) {
            return index;
        }
        int doublings = (index >> SHIFT) - 1;
        long low = (long) (PER_DOUBLING + (index & PER_DOUBLING - 1)) << doublings;
        return low + ((1L << doublings) - 1) / 2.0;
    }

    /** The buckets that are not empty. */
    public static Map<Integer, Long> sparse(long[] counts) {
        Map<Integer, Long> sparse = new HashMap<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] != 0) {
                sparse.put(i, counts[i]);
            }
        }
        return sparse;
    }

    /**
     * The latency that a share of all does not exceed.
     *
     * @param share such as 0.99
     * @return NaN if nothing was counted
     */
    public static double percentile(long[] counts, double share) {
        long total = 0;
        for (long count : counts) {
            total += count;
        }
        long rank = Math.max(1, (long) Math.ceil(share * total));
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (total > 0 && seen >= rank) {
                return middle(i);
            }
        }
        return Double.NaN;
    }
}
