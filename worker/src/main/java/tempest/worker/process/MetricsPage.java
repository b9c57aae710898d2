// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.process;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.storm.generated.ExecutorInfo;
import tempest.cluster.metrics.PrometheusText;
import tempest.rpc.ExecutorFigures;
import tempest.worker.transport.Transport;

/** A worker's page for Prometheus: its executors, its connections and its JVM. Made by the server's thread at each request; it only reads. */
final class MetricsPage implements Supplier<PrometheusText> {
    private static final double NANOS = 1e9;

    private final String topologyId;
    private final Supplier<Map<ExecutorInfo, ExecutorFigures>> figures;
    private final Transport transport;

    MetricsPage(String topologyId, Supplier<Map<ExecutorInfo, ExecutorFigures>> figures, Transport transport) {
        this.topologyId = topologyId;
        this.figures = figures;
        this.transport = transport;
    }

    @Override
    public PrometheusText get() {
        PrometheusText page = new PrometheusText();
        figures.get().forEach((info, one) -> add(page, one, "topology", topologyId, "component", one.get_component(), "executor",
            info.get_task_start() + "-" + info.get_task_end()));
        page.gauge("storm_worker_unconfirmed_bytes", "What other workers have not confirmed yet, as it counts in the queues to them.",
            transport.queuedBytes(), "topology", topologyId);
        return page.jvm("worker");
    }

    private static void add(PrometheusText page, ExecutorFigures one, String... labels) {
        page.counter("storm_executor_emitted_total", "Tuples emitted.", one.get_emitted(), labels);
        page.counter("storm_executor_transferred_total", "Tuples sent, one for each receiver.", one.get_transferred(), labels);
        page.counter("storm_executor_executed_total", "Tuples executed by a bolt.", one.get_executed(), labels);
        page.counter("storm_executor_acked_total", "Tuples acked by a bolt, or complete trees of a spout.", one.get_acked(), labels);
        page.counter("storm_executor_failed_total", "Tuples or trees failed by user code.", one.get_failed(), labels);
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
