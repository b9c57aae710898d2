// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.process;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.storm.generated.ExecutorInfo;
import tempest.cluster.metrics.PrometheusText;
import tempest.rpc.EventTime;
import tempest.rpc.ExecutorFigures;
import tempest.rpc.TaskReadings;
import tempest.worker.transport.Transport;

/** A worker's page for Prometheus: its executors, its connections and its JVM. Made by the server's thread at each request; it only reads. */
final class MetricsPage implements Supplier<PrometheusText> {
    private static final double NANOS = 1e9;
    private static final double MICROS = 1e6;
    private static final double MILLIS = 1e3;

    private final String topologyId;
    private final Supplier<Map<ExecutorInfo, ExecutorFigures>> figures;
    private final Supplier<List<TaskReadings>> readings;
    private final Transport transport;

    MetricsPage(String topologyId, Supplier<Map<ExecutorInfo, ExecutorFigures>> figures, Supplier<List<TaskReadings>> readings, Transport transport) {
        this.topologyId = topologyId;
        this.figures = figures;
        this.readings = readings;
        this.transport = transport;
    }

    @Override
    public PrometheusText get() {
        PrometheusText page = new PrometheusText();
        Map<ExecutorInfo, ExecutorFigures> now = figures.get();
        now.forEach((info, one) -> add(page, one, PrometheusText.topologyLabels(topologyId, "component", one.get_component(), "executor",
            info.get_task_start() + "-" + info.get_task_end())));
        addLatencies(page, now.values());
        readings.get().forEach(task -> addReadings(page, task));
        page.gauge("storm_worker_unconfirmed_bytes", "What other workers have not confirmed yet, as it counts in the queues to them.",
            transport.queuedBytes(), PrometheusText.topologyLabels(topologyId));
        return page.jvm("worker", PrometheusText.topologyLabels(topologyId));
    }

    private void addReadings(PrometheusText page, TaskReadings task) {
        String number = Integer.toString(task.get_task());
        task.get_levels().forEach((name, value) -> page.gauge("storm_task_metric", "A metric that a task registered.", value,
            PrometheusText.topologyLabels(topologyId, "component", task.get_component(), "task", number, "name", name)));
        task.get_counts().forEach((name, value) -> page.counter("storm_task_metric_total", "A counter that a task registered.", value,
            PrometheusText.topologyLabels(topologyId, "component", task.get_component(), "task", number, "name", name)));
        if (task.is_set_event_time()) {
            EventTime time = task.get_event_time();
            String[] labels = PrometheusText.topologyLabels(topologyId, "component", task.get_component(), "task", number);
            page.gauge("storm_task_event_time_watermark_seconds", "The watermark of a task, since the epoch.",
                time.is_set_watermark_millis() ? time.get_watermark_millis() / MILLIS : Double.NaN, labels);
            page.gauge("storm_task_event_time_behind_seconds", "How far the watermark is behind the latest event time that came.", time.get_behind_millis() / MILLIS, labels);
            if (time.is_set_held_by()) {
                page.gauge("storm_task_event_time_held_by", "1 for the input that the watermark of a task waits for.", 1,
                    PrometheusText.topologyLabels(topologyId, "component", task.get_component(), "task", number, "input", time.get_held_by()));
            }
        }
    }

    /** By component: one of each executor would be too many series. */
    private void addLatencies(PrometheusText page, Collection<ExecutorFigures> executors) {
        Map<String, Map<Integer, Long>> complete = new TreeMap<>();
        Map<String, Map<Integer, Long>> execute = new TreeMap<>();
        for (ExecutorFigures one : executors) {
            merge(complete, one.get_component(), one.get_complete_micros());
            merge(execute, one.get_component(), one.get_execute_nanos());
        }
        complete.forEach((component, buckets) -> page.histogram("storm_component_complete_latency_seconds", "From a spout's emit until its tree is complete.", buckets, 1 / MICROS,
            PrometheusText.topologyLabels(topologyId, "component", component)));
        execute.forEach((component, buckets) -> page.histogram("storm_component_execute_latency_seconds", "Time in a bolt's execute, of sampled tuples.", buckets, 1 / NANOS,
            PrometheusText.topologyLabels(topologyId, "component", component)));
    }

    private static void merge(Map<String, Map<Integer, Long>> all, String component, Map<Integer, Long> buckets) {
        if (buckets != null && !buckets.isEmpty()) {
            buckets.forEach((bucket, count) -> all.computeIfAbsent(component, c -> new HashMap<>()).merge(bucket, count, Long::sum));
        }
    }

    private static void add(PrometheusText page, ExecutorFigures one, String... labels) {
        page.counter("storm_executor_emitted_total", "Tuples emitted.", one.get_emitted(), labels);
        page.counter("storm_executor_transferred_total", "Tuples sent, one for each receiver.", one.get_transferred(), labels);
        page.counter("storm_executor_executed_total", "Tuples executed by a bolt.", one.get_executed(), labels);
        page.counter("storm_executor_acked_total", "Tuples acked by a bolt, or complete trees of a spout.", one.get_acked(), labels);
        page.counter("storm_executor_failed_total", "Tuples or trees failed by user code.", one.get_failed(), labels);
        page.counter("storm_executor_dead_letters_total", "Inputs of a bolt that ended as dead letters; they are among the failed.", one.get_dead_letters(),
            labels);
        page.counter("storm_executor_timed_out_total", "Trees of a spout that were not complete in time.", one.get_timed_out(), labels);
        page.counter("storm_executor_busy_seconds_total", "Time in a bolt's execute, scaled up from samples.", one.get_busy_nanos() / NANOS, labels);
        page.counter("storm_executor_blocked_seconds_total", "Time it waited because somebody's inbox was full.",
            one.get_blocked_nanos() / NANOS, labels);
        page.gauge("storm_executor_queue_fill", "Share of its inbox in use.", one.get_queue_fill(), labels);
        page.gauge("storm_executor_queued", "Tuples in its inbox.", one.get_queued(), labels);
        if (one.is_set_pending()) {
            page.gauge("storm_executor_pending", "Open trees of a spout.", one.get_pending(), labels);
        }
    }
}
