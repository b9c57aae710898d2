// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.dev;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.storm.generated.TopologyPageInfo;
import org.apache.storm.generated.TopologyStats;
import tempest.rpc.Series;

/** Turns Nimbus's counters into a line of figures a second. Remembers the last counters; one thread. */
final class LiveStats {
    /** Where the counters of one topology stood at a moment. */
    private record Counts(long emitted, long acked, long nanos) {}

    private static final String ALL_TIME = ":all-time";
    private final String howToSubmit;
    private Counts last;
    private double emittedPerSecond;
    private double ackedPerSecond;

    /** @param howToSubmit the command shown while no topology runs */
    LiveStats(String howToSubmit) {
        this.howToSubmit = howToSubmit;
    }

    /**
     * @param pages the page of each running topology
     * @param wholes the figures of each as a whole of the last minute
     */
    String of(List<TopologyPageInfo> pages, List<Series> wholes, long nanoTime) {
        if (pages.isEmpty()) {
            last = null;
            return "no topology runs; submit one with: " + howToSubmit;
        }
        long emitted = sum(pages, TopologyStats::get_window_to_emitted);
        long acked = sum(pages, TopologyStats::get_window_to_acked);
        long failed = sum(pages, TopologyStats::get_window_to_failed);
        Counts now = new Counts(emitted, acked, nanoTime);
        // Counters move when heartbeats arrive: speed is taken over the time between two that differ.
        if (last == null || emitted < last.emitted()) {
            move(now, now);
        } else if (emitted != last.emitted() || nanoTime - last.nanos() > TimeUnit.SECONDS.toNanos(3)) {
            move(last, now);
        }
        String name = pages.size() == 1 ? pages.get(0).get_name() : pages.size() + " topologies";
        return String.format(Locale.ROOT, "%s  workers %d  executors %d  emitted/s %,.0f  acked/s %,.0f  complete latency %s  failed %,d",
                name, pages.stream().mapToInt(TopologyPageInfo::get_num_workers).sum(),
                pages.stream().mapToInt(TopologyPageInfo::get_num_executors).sum(), emittedPerSecond, ackedPerSecond, latency(wholes), failed);
    }

    private interface Counter {
        Map<String, Long> of(TopologyStats stats);
    }

    private static long sum(List<TopologyPageInfo> pages, Counter counter) {
        return pages.stream().filter(TopologyPageInfo::is_set_topology_stats).map(p -> counter.of(p.get_topology_stats()))
                .filter(m -> m != null).mapToLong(m -> m.getOrDefault(ALL_TIME, 0L)).sum();
    }

    private void move(Counts from, Counts to) {
        double seconds = (to.nanos() - from.nanos()) / 1e9;
        emittedPerSecond = seconds > 0 ? (to.emitted() - from.emitted()) / seconds : 0;
        ackedPerSecond = seconds > 0 ? (to.acked() - from.acked()) / seconds : 0;
        last = to;
    }

    /**
     * Half of the trees, and 99 of 100, took no longer. The counters tell a mean of samples since the workers started only: what that says
     * of the last second is noise.
     */
    private static String latency(List<Series> wholes) {
        double median = worst(wholes, "complete_p50_ms");
        return Double.isNaN(median) ? "-" : String.format(Locale.ROOT, "%.3f ms, p99 %.3f ms", median, worst(wholes, "complete_p99_ms"));
    }

    /** Of the slowest topology; NaN if none has completed a tree. */
    private static double worst(List<Series> wholes, String figure) {
        return wholes.stream().map(whole -> whole.get_values().get(figure)).filter(values -> values != null && !values.isEmpty())
                .mapToDouble(values -> values.get(values.size() - 1)).filter(value -> !Double.isNaN(value)).max().orElse(Double.NaN);
    }
}
