// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.dev;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.storm.generated.TopologyPageInfo;
import org.apache.storm.generated.TopologyStats;

/** Turns Nimbus's counters into a line of figures a second. Remembers the last counters; one thread. */
final class LiveStats {
    /** Where the counters of one topology stood at a moment. */
    private record Counts(long emitted, long acked, double waitedMillis, long nanos) {}

    private static final String ALL_TIME = ":all-time";
    private final String howToSubmit;
    private Counts last;
    private double emittedPerSecond;
    private double ackedPerSecond;
    private double latencyMillis;

    /** @param howToSubmit the command shown while no topology runs */
    LiveStats(String howToSubmit) {
        this.howToSubmit = howToSubmit;
    }

    /** @param pages the page of each running topology */
    String of(List<TopologyPageInfo> pages, long nanoTime) {
        if (pages.isEmpty()) {
            last = null;
            return "no topology runs; submit one with: " + howToSubmit;
        }
        long emitted = sum(pages, TopologyStats::get_window_to_emitted);
        long acked = sum(pages, TopologyStats::get_window_to_acked);
        long failed = sum(pages, TopologyStats::get_window_to_failed);
        Counts now = new Counts(emitted, acked, waitedMillis(pages), nanoTime);
        // Counters move when heartbeats arrive: speed is taken over the time between two that differ.
        if (last == null || emitted < last.emitted()) {
            move(now, now);
        } else if (emitted != last.emitted() || nanoTime - last.nanos() > TimeUnit.SECONDS.toNanos(3)) {
            move(last, now);
        }
        String name = pages.size() == 1 ? pages.get(0).get_name() : pages.size() + " topologies";
        return String.format(Locale.ROOT, "%s  workers %d  executors %d  emitted/s %,.0f  acked/s %,.0f  complete latency %.3f ms  failed %,d",
                name, pages.stream().mapToInt(TopologyPageInfo::get_num_workers).sum(),
                pages.stream().mapToInt(TopologyPageInfo::get_num_executors).sum(), emittedPerSecond, ackedPerSecond, latencyMillis, failed);
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
        long trees = to.acked() - from.acked();
        emittedPerSecond = seconds > 0 ? (to.emitted() - from.emitted()) / seconds : 0;
        ackedPerSecond = seconds > 0 ? trees / seconds : 0;
        latencyMillis = trees > 0 ? Math.max(0, (to.waitedMillis() - from.waitedMillis()) / trees) : 0;
        last = to;
    }

    /** How long all acked trees together took, so that two of these tell the mean in between. */
    private static double waitedMillis(List<TopologyPageInfo> pages) {
        double total = 0;
        for (TopologyPageInfo page : pages) {
            TopologyStats stats = page.get_topology_stats();
            if (stats != null && stats.get_window_to_complete_latencies_ms() != null && stats.get_window_to_acked() != null) {
                total += stats.get_window_to_acked().getOrDefault(ALL_TIME, 0L) * stats.get_window_to_complete_latencies_ms().getOrDefault(ALL_TIME, 0.0);
            }
        }
        return total;
    }
}
