// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.stats;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.storm.generated.BoltAggregateStats;
import org.apache.storm.generated.BoltStats;
import org.apache.storm.generated.CommonAggregateStats;
import org.apache.storm.generated.ComponentAggregateStats;
import org.apache.storm.generated.ComponentType;
import org.apache.storm.generated.ExecutorStats;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.generated.SpecificAggregateStats;
import org.apache.storm.generated.SpoutAggregateStats;
import org.apache.storm.generated.SpoutStats;

/**
 * Sums up counts and latencies. A latency is the mean over what it was measured on: each part counts as often as it was measured, acknowledged
 * tuples for the process and complete latency, executed ones for the execute latency. Capacity is the greatest of the parts.
 *
 * <p>Owned by the thread that makes a page; never shared.
 */
final class StatsAggregator {
    long emitted;
    long transferred;
    long acked;
    long failed;
    long executed;
    private double executeMs;
    private double processMs;
    private double completeMs;
    private double capacity;

    void add(StatsAggregator other) {
        emitted += other.emitted;
        transferred += other.transferred;
        acked += other.acked;
        failed += other.failed;
        executed += other.executed;
        executeMs += other.executeMs;
        processMs += other.processMs;
        completeMs += other.completeMs;
        capacity = Math.max(capacity, other.capacity);
    }

    double completeLatency() {
        return mean(completeMs, acked);
    }

    private static double mean(double sum, long count) {
        return count == 0 ? 0.0 : sum / count;
    }

    /** What one executor did in a window, without what it emitted on system streams unless asked for. */
    static StatsAggregator of(ExecutorStats stats, String window, boolean includeSys, int uptimeSecs) {
        StatsAggregator total = new StatsAggregator();
        outputs(stats, window, includeSys).values().forEach(total::add);
        inputs(stats, window).values().forEach(total::add);
        StatsAggregator lately = new StatsAggregator();
        inputs(stats, Windows.TEN_MINUTES).values().forEach(lately::add);
        int span = Math.min(uptimeSecs, Windows.CAPACITY_SECS);
        total.capacity = span <= 0 ? 0.0 : lately.executeMs / (span * 1000.0);
        return total;
    }

    /** What one executor emitted in a window, by stream; and what became of it, if it is a spout's. */
    static Map<String, StatsAggregator> outputs(ExecutorStats stats, String window, boolean includeSys) {
        Map<String, StatsAggregator> byStream = new HashMap<>();
        each(stats.get_emitted(), window, (stream, count) -> part(byStream, stream).emitted += count);
        each(stats.get_transferred(), window, (stream, count) -> part(byStream, stream).transferred += count);
        if (stats.get_specific().is_set_spout()) {
            SpoutStats spout = stats.get_specific().get_spout();
            each(spout.get_acked(), window, (stream, count) -> part(byStream, stream).acked += count);
            each(spout.get_failed(), window, (stream, count) -> part(byStream, stream).failed += count);
            each(spout.get_complete_ms_avg(), window, (stream, ms) -> {
                StatsAggregator part = part(byStream, stream);
                part.completeMs += ms * part.acked;
            });
        }
        if (!includeSys) {
            byStream.keySet().removeIf(TopologyView::isSystem);
        }
        return byStream;
    }

    /** What one bolt's executor did with each of its inputs in a window; nothing for a spout's. */
    static Map<GlobalStreamId, StatsAggregator> inputs(ExecutorStats stats, String window) {
        Map<GlobalStreamId, StatsAggregator> byInput = new HashMap<>();
        if (stats.get_specific().is_set_bolt()) {
            BoltStats bolt = stats.get_specific().get_bolt();
            each(bolt.get_acked(), window, (input, count) -> part(byInput, input).acked += count);
            each(bolt.get_failed(), window, (input, count) -> part(byInput, input).failed += count);
            each(bolt.get_executed(), window, (input, count) -> part(byInput, input).executed += count);
            each(bolt.get_process_ms_avg(), window, (input, ms) -> part(byInput, input).processMs +=
                    ms * count(bolt.get_acked(), window, input));
            each(bolt.get_execute_ms_avg(), window, (input, ms) -> part(byInput, input).executeMs +=
                    ms * count(bolt.get_executed(), window, input));
        }
        return byInput;
    }

    private static <K, V> void each(Map<String, Map<K, V>> byWindow, String window, BiConsumer<K, V> action) {
        byWindow.getOrDefault(window, Map.of()).forEach(action);
    }

    private static <K> long count(Map<String, Map<K, Long>> byWindow, String window, K key) {
        return byWindow.getOrDefault(window, Map.of()).getOrDefault(key, 0L);
    }

    private static <K> StatsAggregator part(Map<K, StatsAggregator> parts, K key) {
        return parts.computeIfAbsent(key, k -> new StatsAggregator());
    }

    /** These sums as clients read them; counts of executors and tasks are the caller's to add. */
    ComponentAggregateStats toThrift(boolean spout) {
        CommonAggregateStats common = new CommonAggregateStats();
        common.set_emitted(emitted);
        common.set_transferred(transferred);
        common.set_acked(acked);
        common.set_failed(failed);
        ComponentAggregateStats stats = new ComponentAggregateStats();
        stats.set_type(spout ? ComponentType.SPOUT : ComponentType.BOLT);
        stats.set_common_stats(common);
        if (spout) {
            SpoutAggregateStats specific = new SpoutAggregateStats();
            specific.set_complete_latency_ms(completeLatency());
            stats.set_specific_stats(SpecificAggregateStats.spout(specific));
        } else {
            BoltAggregateStats specific = new BoltAggregateStats();
            specific.set_execute_latency_ms(mean(executeMs, executed));
            specific.set_process_latency_ms(mean(processMs, acked));
            specific.set_executed(executed);
            specific.set_capacity(capacity);
            stats.set_specific_stats(SpecificAggregateStats.bolt(specific));
        }
        return stats;
    }
}
