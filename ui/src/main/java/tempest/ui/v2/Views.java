// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui.v2;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.storm.generated.ClusterSummary;
import org.apache.storm.generated.ComponentPageInfo;
import org.apache.storm.generated.ProfileAction;
import org.apache.storm.generated.ProfileRequest;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.generated.TopologyEvent;
import org.apache.storm.generated.TopologyEventKind;
import org.apache.storm.generated.TopologyInfo;
import org.apache.storm.generated.TopologyPageInfo;
import org.apache.storm.generated.TopologyStats;
import org.apache.storm.generated.TopologySummary;
import org.apache.storm.generated.WorkerSummary;
import org.apache.storm.thrift.TException;
import org.apache.storm.validation.ConfigNotices;
import tempest.cluster.Clock;
import tempest.cluster.Json;
import tempest.cluster.SystemTopology;
import tempest.cluster.metrics.Bottleneck;
import tempest.http.Refused;
import tempest.rpc.EndedTopology;
import tempest.rpc.ExecutorSight;
import tempest.rpc.MetricSight;
import tempest.rpc.MetricSights;
import tempest.rpc.Series;
import tempest.rpc.Traces;
import tempest.ui.query.AuthorizedQueries;
import tempest.rpc.WorkerEnds;
import tempest.rpc.WorkerSight;
import tempest.ui.query.NimbusCache;
import tempest.ui.view.LogLinks;
import tempest.ui.view.StatsWindow;
import tempest.ui.view.UiConfig;

/**
 * Makes the page's views from Nimbus's answers: a fixed number of calls a view, cached for all users. Its callers have authorized the user
 * already. Any thread.
 */
final class Views {
    private static final int SPARK_SECS = 600;
    private static final int LATE_SECS = 60;

    private final NimbusCache nimbus;
    private final UiConfig config;
    private final Clock clock;
    private final ConfigOrigins origins;

    Views(NimbusCache nimbus, UiConfig config, Clock clock, ConfigOrigins origins) {
        this.nimbus = nimbus;
        this.config = config;
        this.clock = clock;
        this.origins = origins;
    }

    /** @param visible which topologies, by id */
    Map<String, Object> cluster(Predicate<String> visible) throws TException {
        ClusterSummary summary = AuthorizedQueries.only(nimbus.cached("getClusterInfo", n -> n.getClusterInfo()), visible);
        Set<String> shown = summary.get_topologies().stream().map(TopologySummary::get_id).collect(Collectors.toSet());
        List<WorkerSummary> workers = workers().stream().filter(worker -> shown.contains(worker.get_topology_id())).toList();
        long since = clock.secs() - SPARK_SECS;
        List<Series> series = nimbus.cached("clusterSeries", n -> n.clusterSeries(since));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("title", config.title());
        json.put("tempestVersion", config.release());
        json.put("tableRows", config.tableRows());
        json.put("actionsEnabled", config.actions());
        json.put("logviewerPort", config.links().port());
        json.put("nowMillis", clock.millis());
        json.putAll(ClusterView.of(summary, workers, series, nimbus.cached("workerEnds", n -> n.workerEnds(List.of())), clock.millis(), config.links()));
        return json;
    }

    /** All workers of the cluster. */
    List<WorkerSummary> workers() throws TException {
        return nimbus.cached("getSupervisorPageInfo all", n -> n.getSupervisorPageInfo(null, null, true)).get_worker_summaries();
    }

    Map<String, Object> topology(String id, boolean sys) throws TException {
        TopologyPageInfo page = nimbus.cached("getTopologyPageInfo " + id + " all", n -> n.getTopologyPageInfo(id, ":all-time", true));
        GraphView graph = new GraphView(layout(id), page, info(id), nimbus.cached("latest " + id, n -> n.latest(id)), sys);
        Map<String, Object> conf = Json.parse(page.get_topology_conf());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", page.get_id());
        json.put("encodedId", LogLinks.encoded(page.get_id()));
        json.put("name", page.get_name());
        json.put("owner", page.get_owner());
        json.put("status", page.get_status());
        json.put("uptimeSeconds", page.get_uptime_secs());
        json.put("workers", page.get_num_workers());
        json.put("executors", page.get_num_executors());
        json.put("tasks", page.get_num_tasks());
        json.put("replicationCount", page.get_replication_count());
        json.put("schedulerInfo", page.get_sched_status());
        json.put("stormVersion", page.get_storm_version());
        json.put("topologyVersion", page.get_topology_version());
        json.put("messageTimeoutSeconds", conf.get("topology.message.timeout.secs"));
        json.put("maxSpoutPending", conf.get("topology.max.spout.pending"));
        json.put("numWorkers", conf.get("topology.workers"));
        json.put("eventLoggers", conf.get("topology.eventlogger.executors"));
        json.put("nowMillis", clock.millis());
        json.put("now", SeriesJson.metrics(graph.metrics().getOrDefault("", Map.of())));
        json.put("totals", totals(page));
        json.put("graph", graph.json(clock.secs()));
        List<TopologyEvent> events = nimbus.cached("events " + id, n -> n.events(id));
        addVerdict(json, page, graph, conf, events);
        json.put("events", EndedView.events(events));
        json.put("point", newestPoint(id));
        json.put("workerErrors", ComponentView.errors(info(id).get_errors().getOrDefault(SystemTopology.SYSTEM, List.of()), id, config.links()));
        json.put("debug", ComponentView.debug(page.is_set_debug_options() && page.get_debug_options().is_enable(),
            page.is_set_debug_options() ? page.get_debug_options().get_samplingpct() : 10));
        json.put("tracePercent", traces(id).get_percent());
        json.put("actionsEnabled", config.actions());
        json.put("tableRows", config.tableRows());
        return json;
    }

    /** Since the start of its workers, as they count. */
    private static Map<String, Object> totals(TopologyPageInfo page) {
        TopologyStats stats = page.is_set_topology_stats() ? page.get_topology_stats() : new TopologyStats();
        Map<String, Object> totals = new LinkedHashMap<>();
        totals.put("emitted", total(stats.get_window_to_emitted()));
        totals.put("acked", total(stats.get_window_to_acked()));
        totals.put("failed", total(stats.get_window_to_failed()));
        return totals;
    }

    private static Long total(Map<String, Long> byWindow) {
        return byWindow == null ? null : byWindow.get(":all-time");
    }

    /** When its spouts were last let run or its executors moved; 0 for never. */
    private static long changedMillis(List<TopologyEvent> events) {
        return events.stream().filter(event -> event.get_kind() == TopologyEventKind.ACTIVATED || event.get_kind() == TopologyEventKind.REBALANCED)
            .mapToLong(TopologyEvent::get_time_millis).max().orElse(0);
    }

    private void addVerdict(Map<String, Object> json, TopologyPageInfo page, GraphView graph, Map<String, Object> conf, List<TopologyEvent> events) throws TException {
        String id = page.get_id();
        List<WorkerSight> sights = nimbus.cached("workers " + id, n -> n.workers(id));
        WorkerEnds ends = ends(id);
        TimeoutPlaces places = new TimeoutPlaces(graph.layout(), graph.metrics(), ends, number(conf, "topology.message.timeout.secs"));
        Verdict verdict = verdict(page, graph, conf, events, places.likeliest(clock.millis()));
        json.put("bottleneck", verdict.hasEvidence() ? verdict.bottleneck() : null);
        json.put("findings", verdict.findings(ConfigNotices.keepsStateInMemory(conf, layout(id)), sights(id).get_event_times()));
        json.put("workerEnds", WorkerEndsJson.of(ends, id, clock.millis()));
        json.put("workerList", workerList(page, sights, recordings(id)));
    }

    private Verdict verdict(TopologyPageInfo page, GraphView graph, Map<String, Object> conf, List<TopologyEvent> events, String stuck) throws TException {
        String id = page.get_id();
        return new Verdict(page.get_status(), page.get_sched_status(), graph.metrics().getOrDefault("", Map.of()), ends(id), nimbus.cached("workers " + id, n -> n.workers(id)),
            page.get_num_workers(), stuck, Bottleneck.of(graph.parts(), number(conf, "topology.max.spout.pending")), changedMillis(events), clock.millis());
    }

    /** What a topology would do with other executors and workers. A call for the series of each component: this is asked only while somebody tries. */
    Map<String, Object> whatIf(String id, WhatIfView.WhatIfQuestion question) throws TException {
        TopologyPageInfo page = nimbus.cached("getTopologyPageInfo " + id + " all", n -> n.getTopologyPageInfo(id, ":all-time", true));
        GraphView graph = new GraphView(layout(id), page, info(id), nimbus.cached("latest " + id, n -> n.latest(id)), false);
        Map<String, Object> conf = Json.parse(page.get_topology_conf());
        List<TopologyEvent> events = nimbus.cached("events " + id, n -> n.events(id));
        List<Bottleneck.Part> parts = graph.parts();
        long since = clock.secs() - WhatIfView.MEASURED_SECS;
        List<Series> series = nimbus.cached("whatIf " + id, n -> {
            List<Series> all = new ArrayList<>();
            for (Bottleneck.Part part : parts) {
                all.add(n.series(id, part.id(), since));
            }
            return all;
        });
        Verdict verdict = verdict(page, graph, conf, events, null);
        int youngest = verdict.workers().stream().mapToInt(WorkerSight::get_uptime_secs).min().orElse(0);
        long from = Math.max(changedMillis(events) / 1000, clock.secs() - youngest);
        Set<String> evened = Boolean.TRUE.equals(conf.get("topology.disable.loadaware.messaging")) ? Set.of() : graph.evened();
        return new WhatIfView(parts, graph.inputs(), evened, series, verdict.workers(), page.get_num_workers(),
            nimbus.cached("getClusterInfo", n -> n.getClusterInfo()).get_supervisors(), number(conf, "topology.max.spout.pending"), from, clock.secs(), verdict.unmeasured())
            .json(question);
    }

    /** What a topology's configuration says; 0 if it says nothing, or nonsense, which the page shows elsewhere. */
    private static int number(Map<String, Object> conf, String key) {
        return conf.get(key) instanceof Number number ? number.intValue() : 0;
    }

    /** Until when the flight recorder of each worker records, by host:port. */
    private Map<String, Long> recordings(String id) throws TException {
        Map<String, Long> until = new HashMap<>();
        for (ProfileRequest request : nimbus.cached("recordings " + id, n -> n.getComponentPendingProfileActions(id, "", ProfileAction.JPROFILE_STOP))) {
            request.get_nodeInfo().get_port().forEach(port -> until.merge(request.get_nodeInfo().get_node() + ":" + port, request.get_time_stamp(), Long::max));
        }
        return until;
    }

    private List<Map<String, Object>> workerList(TopologyPageInfo page, List<WorkerSight> sights, Map<String, Long> recordings) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (WorkerSummary worker : page.is_set_workers() ? page.get_workers() : List.<WorkerSummary>of()) {
            rows.add(WorkerView.row(worker, sights.stream().filter(one -> one.get_host().equals(worker.get_host()) && one.get_port() == worker.get_port())
                .findFirst().orElse(null), recording(recordings, worker), page.get_id(), config.links()));
        }
        return rows;
    }

    /** Null if none is running. */
    private Long recording(Map<String, Long> recordings, WorkerSummary worker) {
        long until = Math.max(recordings.getOrDefault(worker.get_host() + ":" + worker.get_port(), 0L),
            recordings.getOrDefault(worker.get_supervisor_id() + ":" + worker.get_port(), 0L));
        return until > clock.millis() ? until : null;
    }

    private WorkerEnds ends(String id) throws TException {
        return nimbus.cached("workerEnds " + id, n -> n.workerEnds(List.of(id))).getOrDefault(id, WorkerEndsJson.NONE);
    }

    private StormTopology layout(String id) throws TException {
        return nimbus.cached("topologyLayout " + id, n -> n.topologyLayout(id));
    }

    private TopologyInfo info(String id) throws TException {
        return nimbus.cached("getTopologyInfo " + id, n -> n.getTopologyInfo(id));
    }

    private Traces traces(String id) throws TException {
        return nimbus.cached("traces " + id, n -> n.traces(id));
    }

    Map<String, Object> series(String id, String component, int seconds) throws TException {
        long since = clock.secs() - seconds;
        Series series = nimbus.cached("series " + id + " " + component + " " + seconds, n -> n.series(id, component, since));
        if (!component.isEmpty() && SeriesJson.times(series).isEmpty() && !exists(id, component)) {
            throw Refused.notFound("topology " + id + " has no component " + component);
        }
        return SeriesJson.series(series);
    }

    /** @param component whose; null for all */
    Map<String, Object> metrics(String id, String component) throws TException {
        if (component != null && !exists(id, component)) {
            throw Refused.notFound("topology " + id + " has no component " + component);
        }
        return withTableRows(TaskMetricsView.of(sights(id), one -> component == null || component.equals(one)));
    }

    private MetricSights sights(String id) throws TException {
        return nimbus.cached("metrics " + id, n -> n.metrics(id));
    }

    /** @param task 0 for all tasks of the component */
    Map<String, Object> metricSeries(String id, String component, String name, int task, int seconds) throws TException {
        MetricSight metric = sights(id).get_metrics().stream().filter(one -> one.get_component().equals(component) && one.get_name().equals(name)).findFirst()
            .orElseThrow(() -> Refused.notFound("topology " + id + " has no component " + component + " with a metric " + name));
        long since = clock.secs() - seconds;
        Series series = nimbus.cached("metricSeries " + id + " " + component + " " + task + " " + seconds + " " + name,
            n -> n.metricSeries(id, component, name, task, since));
        if (task != 0 && !metric.get_latest().containsKey(task) && SeriesJson.times(series).isEmpty()) {
            throw Refused.notFound("component " + component + " of topology " + id + " has no task " + task + " with a metric " + name);
        }
        return TaskMetricsView.series(metric, task, series);
    }

    private boolean exists(String id, String component) throws TException {
        StormTopology layout = layout(id);
        return layout.get_spouts().containsKey(component) || layout.get_bolts().containsKey(component);
    }

    /** The newest complete step of the whole topology; null if there is none. */
    Map<String, Object> newestPoint(String id) throws TException {
        long since = clock.secs() - LATE_SECS;
        Series series = nimbus.cached("newest " + id, n -> n.series(id, "", since));
        List<Long> times = SeriesJson.times(series);
        if (times.isEmpty()) {
            return null;
        }
        Map<String, Object> point = new LinkedHashMap<>();
        point.put("t", times.get(times.size() - 1));
        SeriesJson.last(series).forEach((name, value) -> point.put(SeriesJson.seriesName(name), SeriesJson.of(value)));
        return point;
    }

    Map<String, Object> component(String id, String component, StatsWindow window) throws TException {
        ComponentPageInfo page = nimbus.cached("getComponentPageInfo " + id + " " + component + " " + window.key(),
            n -> n.getComponentPageInfo(id, component, window.key(), true));
        List<ExecutorSight> sights = nimbus.cached("executors " + id + " " + component, n -> n.executors(id, component));
        List<Series> latest = nimbus.cached("latest " + id, n -> n.latest(id));
        return withTableRows(ComponentView.of(page, sights, latest, config.links()));
    }

    /** @param worker as {@code host:port} */
    Map<String, Object> worker(String id, String worker) throws TException {
        TopologyPageInfo page = nimbus.cached("getTopologyPageInfo " + id + " all", n -> n.getTopologyPageInfo(id, ":all-time", true));
        Map<String, Object> row = workerList(page, nimbus.cached("workers " + id, n -> n.workers(id)), recordings(id)).stream()
            .filter(one -> worker.equals(one.get("host") + ":" + one.get("port"))).findFirst()
            .orElseThrow(() -> Refused.notFound("topology " + id + " has no worker " + worker));
        String host = (String) row.get("host");
        int port = (int) row.get("port");
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("topologyId", page.get_id());
        json.put("topologyName", page.get_name());
        json.put("process", row);
        json.put("executors", WorkerView.executors(nimbus.cached("executors " + id + " ", n -> n.executors(id, "")), host, port));
        json.put("workerEnds", WorkerEndsJson.of(WorkerView.ends(ends(id), host, port), id, clock.millis()));
        json.put("nowMillis", clock.millis());
        json.put("actionsEnabled", config.actions());
        return withTableRows(json);
    }

    Map<String, Object> ended(List<EndedTopology> ended) {
        return withTableRows(Map.of("topologies", ended.stream().map(EndedView::head).toList()));
    }

    Map<String, Object> ended(EndedTopology ended) throws TException {
        return withTableRows(EndedView.of(ended, origins, Json.parse(nimbus.cached("getNimbusConf", n -> n.getNimbusConf())), config.links()));
    }

    Map<String, Object> failures(String id) throws TException {
        Map<String, Object> conf = Json.parse(nimbus.cached("getTopologyConf " + id, n -> n.getTopologyConf(id)));
        Map<String, Map<String, Double>> metrics = new HashMap<>();
        nimbus.cached("latest " + id, n -> n.latest(id)).forEach(series -> metrics.put(series.get_component(), SeriesJson.last(series)));
        Object timeout = conf.get("topology.message.timeout.secs");
        TimeoutPlaces places = new TimeoutPlaces(layout(id), metrics, ends(id), number(conf, "topology.message.timeout.secs"));
        return FailuresView.failures(nimbus.cached("failures " + id, n -> n.failures(id)), info(id), places, timeout);
    }

    Map<String, Object> traced(String id) throws TException {
        return FailuresView.traces(traces(id), info(id));
    }

    Map<String, Object> configuration() throws TException {
        return withTableRows(origins.cluster(Json.parse(nimbus.cached("getNimbusConf", n -> n.getNimbusConf()))));
    }

    Map<String, Object> configuration(String id) throws TException {
        return withTableRows(origins.topology(Json.parse(nimbus.cached("getTopologyConf " + id, n -> n.getTopologyConf(id))),
            Json.parse(nimbus.cached("getNimbusConf", n -> n.getNimbusConf()))));
    }

    /** A page that begins with this view learns how many rows its tables show. */
    private Map<String, Object> withTableRows(Map<String, Object> view) {
        Map<String, Object> json = new LinkedHashMap<>(view);
        json.put("tableRows", config.tableRows());
        return json;
    }
}
