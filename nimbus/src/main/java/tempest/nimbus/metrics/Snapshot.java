// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.metrics;

import java.util.Arrays;
import java.util.Map;
import org.apache.storm.generated.BoltStats;
import org.apache.storm.generated.ExecutorStats;
import org.apache.storm.generated.SpoutStats;
import tempest.rpc.ExecutorFigures;

/**
 * An executor's running totals at one moment, small enough to keep several. Immutable but for the arrays that nobody writes.
 *
 * @param totals by {@link Total}
 * @param fill   share of its inbox in use
 * @param queued tuples waiting
 * @param pending open trees
 */
record Snapshot(long[] totals, double fill, long queued, long pending, Buckets complete, Buckets execute, Buckets process) {
    private static final String ALL_TIME = ":all-time";

    /** What is counted. */
    enum Total { EMITTED, TRANSFERRED, EXECUTED, ACKED, FAILED, TIMED_OUT, BUSY_NANOS, BLOCKED_NANOS }

    /** Of an executor that has done nothing yet. */
    static final Snapshot ZERO = new Snapshot(new long[Total.values().length], 0, 0, 0, Buckets.NONE, Buckets.NONE, Buckets.NONE);

    /** Counts by bucket of latency, without the empty ones. */
    record Buckets(int[] index, long[] count) {
        static final Buckets NONE = new Buckets(new int[0], new long[0]);

        static Buckets of(Map<Integer, Long> sparse) {
            if (sparse == null || sparse.isEmpty()) {
                return NONE;
            }
            int[] index = sparse.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
            return new Buckets(index, Arrays.stream(index).mapToLong(sparse::get).toArray());
        }

        /** Adds these counts, times a sign, to an array of all buckets. */
        void addTo(long[] counts, int sign) {
            for (int i = 0; i < index.length; i++) {
                if (index[i] >= 0 && index[i] < counts.length) {
                    counts[index[i]] += sign * count[i];
                }
            }
        }
    }

    static Snapshot of(ExecutorFigures f) {
        return new Snapshot(new long[] {f.get_emitted(), f.get_transferred(), f.get_executed(), f.get_acked(), f.get_failed(), f.get_timed_out(),
            f.get_busy_nanos(), f.get_blocked_nanos()}, f.get_queue_fill(), f.get_queued(), f.get_pending(),
            Buckets.of(f.get_complete_micros()), Buckets.of(f.get_execute_nanos()), Buckets.of(f.get_process_micros()));
    }

    /** Of an executor that tells no figures but Storm's own, as one of an older release does. */
    static Snapshot of(ExecutorStats stats) {
        long[] totals = new long[Total.values().length];
        totals[Total.EMITTED.ordinal()] = sum(stats.get_emitted());
        totals[Total.TRANSFERRED.ordinal()] = sum(stats.get_transferred());
        if (stats.get_specific().is_set_spout()) {
            SpoutStats spout = stats.get_specific().get_spout();
            totals[Total.ACKED.ordinal()] = sum(spout.get_acked());
            totals[Total.FAILED.ordinal()] = sum(spout.get_failed());
        } else {
            BoltStats bolt = stats.get_specific().get_bolt();
            totals[Total.ACKED.ordinal()] = sum(bolt.get_acked());
            totals[Total.FAILED.ordinal()] = sum(bolt.get_failed());
            totals[Total.EXECUTED.ordinal()] = sum(bolt.get_executed());
            bolt.get_executed().getOrDefault(ALL_TIME, Map.of()).forEach((input, count) -> totals[Total.BUSY_NANOS.ordinal()] +=
                (long) (count * 1e6 * bolt.get_execute_ms_avg().getOrDefault(ALL_TIME, Map.of()).getOrDefault(input, 0.0)));
        }
        return new Snapshot(totals, 0, 0, 0, Buckets.NONE, Buckets.NONE, Buckets.NONE);
    }

    private static <K> long sum(Map<String, Map<K, Long>> windows) {
        return windows.getOrDefault(ALL_TIME, Map.of()).values().stream().mapToLong(Long::longValue).sum();
    }

    long total(Total which) {
        return totals[which.ordinal()];
    }
}
