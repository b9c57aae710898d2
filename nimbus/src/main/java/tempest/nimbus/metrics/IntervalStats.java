// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import tempest.cluster.metrics.LatencyBuckets;
import tempest.nimbus.metrics.Snapshot.Total;

/**
 * What several executors did between two moments, added up, and the figures that come of it. Used within one call by the thread that asks.
 */
final class IntervalStats {
    /** The figures of a series, in order. Counts are per second, latencies in milliseconds, the rest are shares and numbers. */
    enum Figure {
        EMITTED("emitted"), TRANSFERRED("transferred"), EXECUTED("executed"), ACKED("acked"), FAILED("failed"), TIMED_OUT("timed_out"),
        COMPLETE_P50("complete_p50_ms"), COMPLETE_P99("complete_p99_ms"), EXECUTE_P50("execute_p50_ms"), EXECUTE_P99("execute_p99_ms"),
        PROCESS_P50("process_p50_ms"), PROCESS_P99("process_p99_ms"), CAPACITY("capacity"), BLOCKED("blocked"), QUEUE_FILL("queue_fill"),
        QUEUED("queued"), PENDING("pending"), BUSY("busy");

        private final String key;

        Figure(String key) {
            this.key = key;
        }

        String key() {
            return key;
        }
    }

    private static final double MICROS = 1e3;
    private static final double NANOS = 1e6;
    private static final double NANOS_A_SECOND = 1e9;

    private final long[] totals = new long[Total.values().length];
    private final long[] complete = new long[LatencyBuckets.COUNT];
    private final long[] execute = new long[LatencyBuckets.COUNT];
    private final long[] process = new long[LatencyBuckets.COUNT];
    private double mostBusy;
    private double mostBlocked;
    private double fill;
    private long queued;
    private long pending;
    private boolean spout;
    private boolean any;

    /** Adds what one executor did from one moment to another. */
    void add(Snapshot from, Snapshot to, boolean isSpout, double seconds) {
        any = true;
        spout |= isSpout;
        for (int i = 0; i < totals.length; i++) {
            totals[i] += to.totals()[i] - from.totals()[i];
        }
        diff(from.complete(), to.complete(), complete);
        diff(from.execute(), to.execute(), execute);
        diff(from.process(), to.process(), process);
        addPeaks(to, share(from, to, Total.BUSY_NANOS, seconds), share(from, to, Total.BLOCKED_NANOS, seconds));
    }

    private void addPeaks(Snapshot to, double busy, double blocked) {
        mostBusy = Math.max(mostBusy, busy);
        mostBlocked = Math.max(mostBlocked, blocked);
        fill = Math.max(fill, to.fill());
        queued += to.queued();
        pending += to.pending();
    }

    /** Adds one executor to the sums of its topology: what is acknowledged and fails is counted at spouts only. */
    void addToWhole(Snapshot from, Snapshot to, boolean isSpout, double seconds) {
        any = true;
        spout = true;
        for (Total total : Total.values()) {
            boolean counts = switch (total) {
                case ACKED, FAILED, TIMED_OUT -> isSpout;
                default -> true;
            };
            totals[total.ordinal()] += counts ? to.total(total) - from.total(total) : 0;
        }
        diff(from.complete(), to.complete(), complete);
        addPeaks(to, share(from, to, Total.BUSY_NANOS, seconds), share(from, to, Total.BLOCKED_NANOS, seconds));
    }

    private static void diff(Snapshot.Buckets from, Snapshot.Buckets to, long[] into) {
        to.addTo(into, 1);
        from.addTo(into, -1);
    }

    private static double share(Snapshot from, Snapshot to, Total total, double seconds) {
        return (to.total(total) - from.total(total)) / (seconds * 1e9);
    }

    /** A figure over so many seconds; NaN if there is nothing to say. */
    double get(Figure figure, double seconds) {
        if (!any) {
            return Double.NaN;
        }
        return switch (figure) {
            case EMITTED -> rate(Total.EMITTED, seconds);
            case TRANSFERRED -> rate(Total.TRANSFERRED, seconds);
            case EXECUTED -> rate(Total.EXECUTED, seconds);
            case ACKED -> rate(Total.ACKED, seconds);
            case FAILED -> rate(Total.FAILED, seconds);
            case TIMED_OUT -> rate(Total.TIMED_OUT, seconds);
            case COMPLETE_P50 -> LatencyBuckets.percentile(complete, 0.5) / MICROS;
            case COMPLETE_P99 -> LatencyBuckets.percentile(complete, 0.99) / MICROS;
            case EXECUTE_P50 -> LatencyBuckets.percentile(execute, 0.5) / NANOS;
            case EXECUTE_P99 -> LatencyBuckets.percentile(execute, 0.99) / NANOS;
            case PROCESS_P50 -> LatencyBuckets.percentile(process, 0.5) / MICROS;
            case PROCESS_P99 -> LatencyBuckets.percentile(process, 0.99) / MICROS;
            case CAPACITY -> mostBusy;
            case BLOCKED -> Math.min(1, mostBlocked);
            case QUEUE_FILL -> fill;
            case QUEUED -> queued;
            case PENDING -> spout ? pending : Double.NaN;
            case BUSY -> rate(Total.BUSY_NANOS, seconds) / NANOS_A_SECOND;
        };
    }

    private double rate(Total total, double seconds) {
        return totals[total.ordinal()] / seconds;
    }

    Map<String, Double> all(double seconds) {
        Map<String, Double> all = new LinkedHashMap<>();
        for (Figure figure : Figure.values()) {
            all.put(figure.key(), get(figure, seconds));
        }
        return all;
    }
}
