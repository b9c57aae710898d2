// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.Snapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.metric.api.IMetric;
import org.apache.storm.metric.api.IMetricsConsumer.DataPoint;
import org.apache.storm.metric.api.IMetricsConsumer.TaskInfo;
import org.apache.storm.metrics2.StormMetricRegistry;
import org.apache.storm.tuple.Values;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.SystemTopology;
import tempest.cluster.metrics.LatencyBuckets;
import tempest.worker.stats.InCounters;
import tempest.worker.stats.OutCounters;
import tempest.worker.stats.Totals;
import tempest.worker.tuple.TupleImpl;

/**
 * Collects the metrics of one executor's tasks for the metrics consumers and emits them on the metrics stream. Used by the executor's thread,
 * between two rounds.
 */
final class MetricsReport {
    static final String STREAM = "__metrics";
    private static final Logger LOG = LoggerFactory.getLogger(MetricsReport.class);
    /** After this many metrics with a warning, further ones are not logged. */
    private static final int MAX_WARNINGS = 1000;

    private final ExecutorAgent executor;
    private final StormMetricRegistry registry;
    private final String host;
    private final int port;
    private final Map<Integer, Totals> before = new HashMap<>();
    private final Map<Integer, long[]> latenciesBefore = new HashMap<>();
    private long skippedBefore;
    private final Set<String> leftOut = new HashSet<>();

    MetricsReport(ExecutorAgent executor, StormMetricRegistry registry, String host, int port) {
        this.executor = executor;
        this.registry = registry;
        this.host = host;
        this.port = port;
    }

    /** Emits the metrics that were registered with this time bucket. */
    void registered(int bucketSecs) {
        Map<Integer, Map<String, IMetric>> tasks = executor.registeredMetrics().getOrDefault(bucketSecs, Map.of());
        tasks.forEach((task, metrics) -> {
            List<DataPoint> points = new ArrayList<>();
            metrics.forEach((name, metric) -> {
                try {
                    Object value = metric.getValueAndReset();
                    if (value != null) {
                        points.add(new DataPoint(name, value, metric.getDimensions()));
                    }
                } catch (RuntimeException e) {
                    leftOut(name, "it fails: " + e);
                }
            });
            emit(task, bucketSecs, points);
        });
    }

    /** Emits what the tasks did since the last time. */
    void builtIn(int bucketSecs) {
        long skipped = executor.skippedEmits() - skippedBefore;
        skippedBefore += skipped;
        for (int task = executor.firstTask(); task <= executor.lastTask(); task++) {
            List<DataPoint> points = new ArrayList<>();
            Totals now = new Totals();
            executor.addTo(task, now);
            Totals last = before.put(task, now);
            addCounts(points, now, last == null ? new Totals() : last);
            addLatency(task, points);
            if (skipped > 0 && task == executor.firstTask()) {
                points.add(new DataPoint("__skipped-tick-count", skipped));
            }
            emit(task, bucketSecs, points);
        }
    }

    /** Emits the metrics of the second API. */
    void secondApi(int intervalSecs) {
        for (int task = executor.firstTask(); task <= executor.lastTask(); task++) {
            List<DataPoint> points = new ArrayList<>();
            addRegistry(task, points);
            emit(task, intervalSecs, points);
        }
    }

    private static void addCounts(List<DataPoint> points, Totals now, Totals last) {
        if (!now.out().isEmpty()) {
            points.add(new DataPoint("__emit-count", out(now, last, c -> c.emitted)));
            points.add(new DataPoint("__transfer-count", out(now, last, c -> c.transferred)));
        }
        if (!now.in().isEmpty()) {
            points.add(new DataPoint("__execute-count", in(now, last, c -> c.executed)));
            points.add(new DataPoint("__ack-count", in(now, last, c -> c.acked)));
            points.add(new DataPoint("__fail-count", in(now, last, c -> c.failed)));
            points.add(new DataPoint("__execute-latency",
                average(in(now, last, c -> c.executeNanos), in(now, last, c -> c.executeSamples), 1e6)));
            points.add(new DataPoint("__process-latency",
                average(in(now, last, c -> c.processMicros), in(now, last, c -> c.processSamples), 1e3)));
        } else if (now.out().values().stream().anyMatch(c -> c.acked + c.failed > 0)) {
            points.add(new DataPoint("__ack-count", out(now, last, c -> c.acked)));
            points.add(new DataPoint("__fail-count", out(now, last, c -> c.failed)));
            points.add(new DataPoint("__complete-latency",
                average(out(now, last, c -> c.completeMicros), out(now, last, c -> c.completeSamples), 1e3)));
        }
    }

    /** For spouts; bolts have no complete latencies. */
    private void addLatency(int task, List<DataPoint> points) {
        long[] now = executor.metrics(task).complete.addTo(null);
        if (now == null) {
            return;
        }
        long[] last = latenciesBefore.put(task, now);
        long[] micros = now.clone();
        if (last != null) {
            Arrays.setAll(micros, i -> now[i] - last[i]);
        }
        if (Arrays.stream(micros).sum() > 0) {
            points.add(new DataPoint("__complete-latency-p50", LatencyBuckets.percentile(micros, 0.5) / 1e3));
            points.add(new DataPoint("__complete-latency-p99", LatencyBuckets.percentile(micros, 0.99) / 1e3));
            points.add(new DataPoint("__complete-latency-max", LatencyBuckets.percentile(micros, 1) / 1e3));
        }
    }

    private static Map<String, Long> out(Totals now, Totals last, ToLongFunction<OutCounters> count) {
        Map<String, Long> counts = new HashMap<>();
        OutCounters none = new OutCounters();
        now.out().forEach((stream, c) -> counts.put(stream, count.applyAsLong(c) - count.applyAsLong(last.out().getOrDefault(stream, none))));
        return counts;
    }

    private static Map<String, Long> in(Totals now, Totals last, ToLongFunction<InCounters> count) {
        Map<String, Long> counts = new HashMap<>();
        InCounters none = new InCounters();
        now.in().forEach((source, c) -> counts.put(name(source), count.applyAsLong(c) - count.applyAsLong(last.in().getOrDefault(source, none))));
        return counts;
    }

    private static String name(GlobalStreamId source) {
        return source.get_componentId() + ":" + source.get_streamId();
    }

    private static Map<String, Double> average(Map<String, Long> sums, Map<String, Long> counts, double unit) {
        Map<String, Double> averages = new HashMap<>();
        sums.forEach((key, sum) -> averages.put(key, counts.get(key) == 0 ? 0 : sum / unit / counts.get(key)));
        return averages;
    }

    private void addRegistry(int task, List<DataPoint> points) {
        registry.getTaskGauges(task).forEach((name, gauge) -> addGauge(name, gauge, points));
        registry.getTaskCounters(task).forEach((name, counter) -> points.add(new DataPoint(name, counter.getCount())));
        registry.getTaskMeters(task).forEach((name, meter) -> {
            points.add(new DataPoint(name + ".count", meter.getCount()));
            points.add(new DataPoint(name + ".m1_rate", meter.getOneMinuteRate()));
            points.add(new DataPoint(name + ".mean_rate", meter.getMeanRate()));
        });
        registry.getTaskHistograms(task).forEach((name, histogram) -> addSnapshot(name, histogram.getSnapshot(), points));
        registry.getTaskTimers(task).forEach((name, timer) -> addSnapshot(name, timer.getSnapshot(), points));
    }

    private void addGauge(String name, Gauge<?> gauge, List<DataPoint> points) {
        try {
            Object value = gauge.getValue();
            // The worker's own gauges report several values at once.
            if (value instanceof Number || value instanceof Map && executor.componentId().equals(SystemTopology.SYSTEM)) {
                points.add(new DataPoint(name, value));
            } else {
                leftOut(name, "it is a gauge and its value is no number but " + (value == null ? "null" : "of class " + value.getClass().getName()));
            }
        } catch (RuntimeException e) {
            leftOut(name, "it fails: " + e);
        }
    }

    private void leftOut(String metric, String why) {
        if (leftOut.size() < MAX_WARNINGS && leftOut.add(metric)) {
            LOG.warn("The metric '{}' of component '{}' is left out for metrics consumers: {}", metric, executor.componentId(), why);
        }
    }

    private static void addSnapshot(String name, Snapshot snapshot, List<DataPoint> points) {
        points.add(new DataPoint(name + ".mean", snapshot.getMean()));
        points.add(new DataPoint(name + ".max", snapshot.getMax()));
        points.add(new DataPoint(name + ".min", snapshot.getMin()));
        points.add(new DataPoint(name + ".p50", snapshot.getMedian()));
        points.add(new DataPoint(name + ".p99", snapshot.get99thPercentile()));
    }

    private void emit(int task, int bucketSecs, List<DataPoint> points) {
        if (!points.isEmpty()) {
            TaskInfo info = new TaskInfo(host, port, executor.componentId(), task, executor.worker.timing().clock().secs(), bucketSecs);
            executor.output(task).emit(STREAM, (TupleImpl) null, new Values(info, points));
        }
    }
}
