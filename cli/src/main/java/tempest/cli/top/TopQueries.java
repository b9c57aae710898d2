// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.top;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.storm.generated.ClusterSummary;
import org.apache.storm.generated.CommonAggregateStats;
import org.apache.storm.generated.ComponentAggregateStats;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.generated.TopologyPageInfo;
import org.apache.storm.generated.TopologySummary;
import org.apache.storm.thrift.TException;
import org.apache.storm.utils.Utils;
import tempest.cluster.Clock;
import tempest.cluster.WorkerEndHistory;
import tempest.cluster.metrics.Bottleneck;
import tempest.rpc.EndCause;
import tempest.rpc.ExecutorSight;
import tempest.rpc.Series;
import tempest.rpc.TempestNimbus;
import tempest.rpc.WorkerEnds;
import tempest.rpc.WorkerSight;

/** Asks Nimbus for what a screen shows: a few calls each, none of which changes anything. Main thread. */
public final class TopQueries {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());
    /** Covers the latest complete step of a series. */
    private static final int LATELY_SECS = 30;
    /** A bottleneck is named on a minute of evidence, as on the page. */
    private static final int EVIDENCE_SECS = 60;
    private static final double PERCENT = 100;

    private static final List<TopColumn> CLUSTER = List.of(text("TOPOLOGY", "name"), text("STATE", "status"), column("UPTIME", "uptimeSeconds", TopColumn.Kind.SECONDS),
        count("WORKERS", "workers"), count("EXECUTORS", "executors"), rate("EMITTED/s", "emittedPerSecond"), rate("ACKED/s", "ackedPerSecond"),
        rate("FAILED/s", "failedPerSecond"), column("P99 ms", "completeP99Ms", TopColumn.Kind.MILLIS), share("QUEUE", "queueFill"), count("ENDS", "workerEnds"));
    private static final List<TopColumn> FIGURES = List.of(rate("EMITTED/s", "emittedPerSecond"), rate("EXECUTED/s", "executedPerSecond"),
        rate("ACKED/s", "ackedPerSecond"), rate("FAILED/s", "failedPerSecond"), share("CAPACITY", "capacity"), column("P99 ms", "p99Ms", TopColumn.Kind.MILLIS),
        share("QUEUE", "queueFill"), share("BLOCKED", "blocked"), count("PENDING", "pending"));
    private static final List<TopColumn> TOPOLOGY = joined(List.of(text("COMPONENT", "component"), text("TYPE", "type"), count("EXECUTORS", "executors")));
    private static final List<TopColumn> COMPONENT = joined(List.of(text("EXECUTOR", "executor"), text("WORKER", "worker")));

    private final TempestNimbus.Iface nimbus;
    private final Clock clock;

    public TopQueries(TempestNimbus.Iface nimbus, Clock clock) {
        this.nimbus = nimbus;
        this.clock = clock;
    }

    private static TopColumn text(String head, String key) {
        return new TopColumn(head, key, TopColumn.Kind.TEXT);
    }

    private static TopColumn count(String head, String key) {
        return new TopColumn(head, key, TopColumn.Kind.COUNT);
    }

    private static TopColumn rate(String head, String key) {
        return new TopColumn(head, key, TopColumn.Kind.RATE);
    }

    private static TopColumn share(String head, String key) {
        return new TopColumn(head, key, TopColumn.Kind.SHARE);
    }

    private static TopColumn column(String head, String key, TopColumn.Kind kind) {
        return new TopColumn(head, key, kind);
    }

    private static List<TopColumn> joined(List<TopColumn> first) {
        List<TopColumn> all = new ArrayList<>(first);
        all.addAll(FIGURES);
        return List.copyOf(all);
    }

    /** @param path nothing for the cluster, a topology's id, or that and a component */
    public TopTable read(List<String> path) throws TException {
        return path.isEmpty() ? cluster() : path.size() == 1 ? topology(path.get(0)) : component(path.get(0), path.get(1));
    }

    private String now() {
        return TIME.format(Instant.ofEpochMilli(clock.millis()));
    }

    private TopTable cluster() throws TException {
        ClusterSummary summary = nimbus.getClusterInfo();
        Map<String, Map<String, Double>> latest = new HashMap<>();
        nimbus.clusterSeries(clock.secs() - LATELY_SECS).forEach(series -> latest.put(series.get_topology(), last(series)));
        Map<String, WorkerEnds> ends = nimbus.workerEnds(List.of());
        List<TopTable.Note> notes = new ArrayList<>();
        List<TopTable.Row> rows = new ArrayList<>();
        for (TopologySummary topology : summary.get_topologies()) {
            Map<String, Double> figures = latest.getOrDefault(topology.get_id(), Map.of());
            WorkerEnds ended = ends.get(topology.get_id());
            boolean restarting = ended != null && WorkerEndHistory.loop(ended, clock.millis()).isPresent();
            if (restarting) {
                notes.add(new TopTable.Note(topology.get_name() + " is RESTARTING: "
                    + WorkerEndHistory.describe(WorkerEndHistory.loop(ended, clock.millis()).orElseThrow(), clock.millis()), true));
            }
            List<Object> cells = new ArrayList<>(List.of(topology.get_name(), restarting ? "RESTARTING" : topology.get_status(), topology.get_uptime_secs(),
                topology.get_num_workers(), topology.get_num_executors(), value(figures, "emitted"), value(figures, "acked"), failed(figures),
                value(figures, "complete_p99_ms"), value(figures, "queue_fill"), unplanned(ended)));
            rows.add(new TopTable.Row(topology.get_id(), cells, restarting || failed(figures) > 0));
        }
        int slots = summary.get_supervisors().stream().mapToInt(supervisor -> supervisor.get_num_workers()).sum();
        int used = summary.get_supervisors().stream().mapToInt(supervisor -> supervisor.get_num_used_workers()).sum();
        return new TopTable("storm top  " + now() + "  topologies " + rows.size() + "  supervisors " + summary.get_supervisors_size() + "  slots " + used + " of "
            + slots + " used  Nimbuses " + summary.get_nimbuses_size(), notes, CLUSTER, rows);
    }

    private static long unplanned(WorkerEnds ends) {
        return ends == null ? 0 : ends.get_totals().entrySet().stream().filter(end -> end.getKey() != EndCause.PLANNED).mapToLong(Map.Entry::getValue).sum();
    }

    private TopTable topology(String id) throws TException {
        TopologyPageInfo page = nimbus.getTopologyPageInfo(id, ":all-time", false);
        StormTopology layout = nimbus.topologyLayout(id);
        Map<String, Map<String, Double>> latest = new HashMap<>();
        nimbus.latest(id).forEach(series -> latest.put(series.get_component(), last(series)));
        Map<String, ComponentCommon> components = new TreeMap<>();
        layout.get_spouts().forEach((name, spout) -> components.put(name, spout.get_common()));
        layout.get_bolts().forEach((name, bolt) -> components.put(name, bolt.get_common()));
        components.keySet().removeIf(name -> name.startsWith("__"));
        List<Bottleneck.Part> parts = new ArrayList<>();
        components.forEach((name, common) -> parts.add(part(name, common, layout, page, latest.getOrDefault(name, Map.of()))));
        Map<String, Object> conf = page.is_set_topology_conf() ? Utils.parseJson(page.get_topology_conf()) : Map.of();
        Map<String, Object> bottleneck = Bottleneck.of(parts, conf.get("topology.max.spout.pending") instanceof Number number ? number.intValue() : 0);
        List<WorkerSight> workers = nimbus.workers(id);
        boolean evidence = page.get_num_workers() > 0 && workers.size() >= page.get_num_workers()
            && workers.stream().allMatch(worker -> worker.get_uptime_secs() >= EVIDENCE_SECS);
        WorkerEnds ends = nimbus.workerEnds(List.of(id)).get(id);
        Object limiting = evidence && bottleneck != null ? bottleneck.get("component") : null;
        List<TopTable.Row> rows = new ArrayList<>();
        for (Bottleneck.Part part : parts) {
            Map<String, Double> figures = latest.getOrDefault(part.id(), Map.of());
            List<Object> cells = new ArrayList<>(List.of(part.id(), part.spout() ? "spout" : "bolt", part.executors()));
            cells.addAll(figures(figures, part.spout()));
            rows.add(new TopTable.Row(part.id(), cells, part.id().equals(limiting) || failed(figures) > 0));
        }
        return new TopTable(page.get_name() + "  " + now() + "  " + page.get_status() + "  up " + new TopColumn("", "", TopColumn.Kind.SECONDS).text(page.get_uptime_secs())
            + "  workers " + workers.size() + " of " + page.get_num_workers() + "  executors " + page.get_num_executors() + "  unplanned ends of workers "
            + unplanned(ends), notes(ends, latest.getOrDefault("", Map.of()), bottleneck, evidence), TOPOLOGY, rows);
    }

    private List<TopTable.Note> notes(WorkerEnds ends, Map<String, Double> whole, Map<String, Object> bottleneck, boolean evidence) {
        List<TopTable.Note> notes = new ArrayList<>();
        if (ends != null) {
            WorkerEndHistory.loop(ends, clock.millis()).ifPresent(loop -> notes.add(new TopTable.Note("RESTARTING: " + WorkerEndHistory.describe(loop, clock.millis()), true)));
        }
        double failing = failed(whole);
        if (failing > 0) {
            double every = failing + known(value(whole, "acked"));
            notes.add(new TopTable.Note(String.format(Locale.ROOT, "%,.1f of %,.1f tuples/s are failing (%.1f %%); %,.1f/s time out", failing, every,
                PERCENT * failing / every, known(value(whole, "timed_out"))), true));
        }
        if (!evidence) {
            notes.add(new TopTable.Note("A bottleneck is named once all workers have run for a minute.", false));
        } else if (bottleneck != null) {
            notes.add(new TopTable.Note((String) bottleneck.get("sentence"), bottleneck.get("component") != null));
        }
        return notes;
    }

    private static Bottleneck.Part part(String id, ComponentCommon common, StormTopology layout, TopologyPageInfo page, Map<String, Double> figures) {
        boolean spout = layout.get_spouts().containsKey(id);
        Map<String, ComponentAggregateStats> all = spout ? page.get_id_to_spout_agg_stats() : page.get_id_to_bolt_agg_stats();
        ComponentAggregateStats stats = all == null ? null : all.get(id);
        CommonAggregateStats counts = stats != null && stats.is_set_common_stats() ? stats.get_common_stats() : new CommonAggregateStats();
        Set<String> inputs = new HashSet<>();
        common.get_inputs().keySet().forEach(input -> inputs.add(input.get_componentId()));
        return new Bottleneck.Part(id, spout, Math.max(1, counts.get_num_executors()), Math.max(1, counts.get_num_tasks()), value(figures, "capacity"),
            spout ? Double.NaN : value(figures, "busy"), value(figures, "queue_fill"), value(figures, "blocked"), value(figures, "execute_p50_ms"),
            value(figures, "executed"), value(figures, "pending"), inputs);
    }

    private TopTable component(String id, String component) throws TException {
        List<TopTable.Row> rows = new ArrayList<>();
        for (ExecutorSight executor : nimbus.executors(id, component)) {
            Map<String, Double> figures = executor.get_values();
            List<Object> cells = new ArrayList<>(List.of(executor.get_executor().get_task_start() + "-" + executor.get_executor().get_task_end(),
                executor.get_host() + ":" + executor.get_port()));
            cells.addAll(figures(figures, figures.containsKey("pending") && !Double.isNaN(figures.get("pending"))));
            rows.add(new TopTable.Row(null, cells, failed(figures) > 0));
        }
        return new TopTable(component + " of " + id + "  " + now() + "  executors " + rows.size(), List.of(), COMPONENT, rows);
    }

    private static List<Object> figures(Map<String, Double> figures, boolean spout) {
        return List.of(value(figures, "emitted"), value(figures, "executed"), value(figures, "acked"), failed(figures), value(figures, "capacity"),
            value(figures, spout ? "complete_p99_ms" : "execute_p99_ms"), value(figures, "queue_fill"), value(figures, "blocked"), value(figures, "pending"));
    }

    private static double failed(Map<String, Double> figures) {
        return known(value(figures, "failed")) + known(value(figures, "timed_out"));
    }

    private static Double value(Map<String, Double> figures, String name) {
        return figures.getOrDefault(name, Double.NaN);
    }

    private static double known(double value) {
        return Double.isNaN(value) ? 0 : value;
    }

    private static Map<String, Double> last(Series series) {
        Map<String, Double> last = new HashMap<>();
        series.get_values().forEach((name, values) -> last.put(name, values.isEmpty() ? Double.NaN : values.get(values.size() - 1)));
        return last;
    }
}
