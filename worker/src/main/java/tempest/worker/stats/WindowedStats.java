// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.stats;

import java.util.HashMap;
import java.util.Map;
import org.apache.storm.generated.BoltStats;
import org.apache.storm.generated.ExecutorSpecificStats;
import org.apache.storm.generated.ExecutorStats;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.generated.SpoutStats;

/**
 * The windowed statistics of one executor. One reader thread updates it with the totals of all its tasks and asks for the Thrift form; it
 * never touches what executors write.
 */
public final class WindowedStats {
    private static final double MICROS_A_MILLI = 1000.0;
    private static final double NANOS_A_MILLI = 1_000_000.0;

    private final boolean spout;
    private final double sampleRate;
    private final int buckets;
    private final Map<String, Map<String, RollingTotal>> out = new HashMap<>();
    private final Map<String, Map<GlobalStreamId, RollingTotal>> in = new HashMap<>();

    /**
     * Of an executor that has done nothing yet.
     *
     * @param sampleRate the fraction of tuples whose times are taken
     * @param buckets how exactly the windows move, in parts of each
     */
    public WindowedStats(boolean spout, double sampleRate, int buckets) {
        this.spout = spout;
        this.sampleRate = sampleRate;
        this.buckets = buckets;
    }

    /** Records the present totals; {@code seconds} is from any clock that never goes back. */
    public void update(long seconds, Totals totals) {
        totals.out().forEach((stream, c) -> {
            put(out, "emitted", stream, seconds, c.emitted);
            put(out, "transferred", stream, seconds, c.transferred);
            if (spout) {
                put(out, "acked", stream, seconds, c.acked);
                put(out, "failed", stream, seconds, c.failed);
                put(out, "complete", stream, seconds, c.completeMicros);
                put(out, "completes", stream, seconds, c.completeSamples);
            }
        });
        totals.in().forEach((source, c) -> {
            put(in, "executed", source, seconds, c.executed);
            put(in, "acked", source, seconds, c.acked);
            put(in, "failed", source, seconds, c.failed);
            put(in, "execute", source, seconds, c.executeNanos);
            put(in, "executes", source, seconds, c.executeSamples);
            put(in, "process", source, seconds, c.processMicros);
            put(in, "processes", source, seconds, c.processSamples);
        });
    }

    private <K> void put(Map<String, Map<K, RollingTotal>> all, String name, K key, long seconds, long total) {
        all.computeIfAbsent(name, n -> new HashMap<>()).computeIfAbsent(key, k -> new RollingTotal(buckets)).update(seconds, total);
    }

    /** The statistics as of the last {@link #update}. */
    public ExecutorStats toThrift() {
        ExecutorSpecificStats specific;
        if (spout) {
            specific = ExecutorSpecificStats.spout(new SpoutStats(counts(out, "acked"), counts(out, "failed"),
                averages(out, "complete", "completes", MICROS_A_MILLI)));
        } else {
            specific = ExecutorSpecificStats.bolt(new BoltStats(counts(in, "acked"), counts(in, "failed"),
                averages(in, "process", "processes", MICROS_A_MILLI), counts(in, "executed"),
                averages(in, "execute", "executes", NANOS_A_MILLI)));
        }
        return new ExecutorStats(counts(out, "emitted"), counts(out, "transferred"), specific, sampleRate);
    }

    private static <K> Map<String, Map<K, Long>> counts(Map<String, Map<K, RollingTotal>> all, String name) {
        return windows(all.getOrDefault(name, Map.of()), (key, window, total) -> total);
    }

    private static <K> Map<String, Map<K, Double>> averages(Map<String, Map<K, RollingTotal>> all, String sum, String count, double unit) {
        Map<K, RollingTotal> counts = all.getOrDefault(count, Map.of());
        return windows(all.getOrDefault(sum, Map.of()), (key, window, total) -> {
            long n = counts.get(key).in(window);
            return n == 0 ? 0.0 : total / unit / n;
        });
    }

    private interface Cell<K, V> {
        V of(K key, Window window, long total);
    }

    private static <K, V> Map<String, Map<K, V>> windows(Map<K, RollingTotal> totals, Cell<K, V> cell) {
        Map<String, Map<K, V>> windows = new HashMap<>();
        for (Window window : Window.values()) {
            Map<K, V> cells = new HashMap<>();
            totals.forEach((key, total) -> cells.put(key, cell.of(key, window, total.in(window))));
            windows.put(window.key(), cells);
        }
        return windows;
    }
}
