// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.storm.generated.SupervisorInfo;
import org.apache.storm.thrift.TException;
import tempest.cluster.Clock;
import tempest.cluster.ClusterState;
import tempest.cluster.WorkerEndHistory;
import tempest.cluster.metrics.PrometheusText;
import tempest.rpc.EndCause;
import tempest.rpc.EventTime;
import tempest.rpc.Series;
import tempest.rpc.WorkerEnds;

/** Nimbus's page for Prometheus. Called by the thread that serves it; looks at the leader on Nimbus's own thread. */
final class NimbusMetrics implements Supplier<PrometheusText> {
    /** Covers the latest complete step. */
    private static final int LATELY_SECS = 30;

    private final RpcGate gate;
    private final ClusterState state;
    private final Clock clock;

    NimbusMetrics(RpcGate gate, ClusterState state, Clock clock) {
        this.gate = gate;
        this.state = state;
        this.clock = clock;
    }

    @Override
    public PrometheusText get() {
        PrometheusText page = new PrometheusText();
        boolean leads;
        try {
            gate.leading(leader -> add(page, leader));
            leads = true;
        } catch (TException e) {
            // Only the leader knows anything; another tells that it does not lead.
            leads = false;
        }
        return page.gauge("storm_nimbus_leader", "1 if this Nimbus leads.", leads ? 1 : 0)
            .counter("storm_nimbus_zookeeper_writes_total", "Changes that this Nimbus wrote to ZooKeeper.", state.writes()).jvm("nimbus");
    }

    private void add(PrometheusText page, Leader leader) {
        Map<String, SupervisorInfo> supervisors = leader.supervisors();
        page.gauge("storm_supervisors", "Supervisors that can be given work.", supervisors.size());
        page.gauge("storm_slots", "Slots of all supervisors.",
            supervisors.values().stream().mapToInt(info -> info.is_set_meta() ? info.get_meta().size() : 0).sum());
        int used = 0;
        for (Topology topology : leader.topologies()) {
            int slots = topology.assignment == null ? 0 : AssignedSlots.of(topology.assignment).size();
            used += slots;
            String[] labels = PrometheusText.topologyLabels(topology.id);
            page.gauge("storm_topology_workers", "Workers of a topology.", slots, labels);
            page.gauge("storm_topology_executors", "Executors of a topology.", topology.executors().size(), labels);
            page.gauge("storm_topology_active", "1 if its spouts may emit.", topology.base().get_status().name().equals("ACTIVE") ? 1 : 0, labels);
            addEnds(page, topology.id, leader.ends().of(topology.id));
            leader.metrics().eventTimes(topology.id, clock.secs()).forEach((component, slowest) -> add(page, topology.id, component, slowest.get_event_time()));
        }
        page.gauge("storm_topologies_unavailable", "Topologies whose blobs this Nimbus lacks.",
            leader.topologies().stream().filter(topology -> topology.unavailable() != null).count());
        page.gauge("storm_slots_used", "Slots in use.", used);
        page.gauge("storm_topologies", "Topologies.", leader.topologies().size());
        for (Series series : leader.metrics().overview(clock.secs() - LATELY_SECS, clock.secs())) {
            leader.topologies().stream().filter(topology -> topology.id.equals(series.get_topology())).findFirst()
                .ifPresent(topology -> add(page, topology.id, series));
        }
    }

    private void addEnds(PrometheusText page, String id, WorkerEnds ends) {
        page.gauge("storm_topology_restarting", "1 if its workers end again and again.",
            WorkerEndHistory.loop(ends, clock.millis()).isPresent() ? 1 : 0, PrometheusText.topologyLabels(id));
        for (EndCause cause : EndCause.values()) {
            page.counter("storm_topology_worker_ends_total", "Ends of workers since the topology was submitted.",
                ends.get_totals().getOrDefault(cause, 0L), PrometheusText.topologyLabels(id, "cause", cause.name().toLowerCase(Locale.ROOT)));
        }
    }

    private static void add(PrometheusText page, String id, Series series) {
        String[] labels = PrometheusText.topologyLabels(id);
        page.gauge("storm_topology_emitted_per_second", "Tuples emitted.", last(series, "emitted"), labels);
        page.gauge("storm_topology_acked_per_second", "Complete trees.", last(series, "acked"), labels);
        page.gauge("storm_topology_failed_per_second", "Trees failed by user code.", last(series, "failed"), labels);
        page.gauge("storm_topology_timed_out_per_second", "Trees not complete in time.", last(series, "timed_out"), labels);
        page.gauge("storm_topology_complete_latency_seconds", "Complete latency.", last(series, "complete_p50_ms") / 1e3,
            PrometheusText.topologyLabels(id, "quantile", "0.5"));
        page.gauge("storm_topology_complete_latency_seconds", "Complete latency.", last(series, "complete_p99_ms") / 1e3,
            PrometheusText.topologyLabels(id, "quantile", "0.99"));
        page.gauge("storm_topology_queue_fill", "Share of the fullest inbox in use.", last(series, "queue_fill"), labels);
    }

    private static void add(PrometheusText page, String id, String component, EventTime time) {
        String[] labels = PrometheusText.topologyLabels(id, "component", component);
        page.gauge("storm_component_event_time_watermark_seconds", "The watermark of the task that is farthest behind, since the epoch.",
            time.is_set_watermark_millis() ? time.get_watermark_millis() / 1e3 : Double.NaN, labels);
        page.gauge("storm_component_event_time_behind_seconds", "How far that watermark is behind the latest event time that came.",
            time.get_behind_millis() / 1e3, labels);
    }

    private static double last(Series series, String figure) {
        List<Double> values = series.get_values().getOrDefault(figure, List.of());
        return values.isEmpty() ? Double.NaN : values.get(values.size() - 1);
    }
}
