// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.storm.generated.BoltAggregateStats;
import org.apache.storm.generated.CommonAggregateStats;
import org.apache.storm.generated.ComponentAggregateStats;
import org.apache.storm.generated.ErrorInfo;
import org.apache.storm.generated.TopologyPageInfo;
import org.apache.storm.generated.TopologyStats;
import org.apache.storm.generated.TopologySummary;
import org.apache.storm.generated.WorkerSummary;
import org.apache.storm.shade.net.minidev.json.JSONObject;
import org.apache.storm.shade.net.minidev.json.JSONValue;

/** Topologies' answers with the field names of Storm's REST API. Pure but for the age of errors. */
final class TopologyJson {
    private TopologyJson() {}

    static Map<String, Object> summaries(List<TopologySummary> topologies) {
        return Map.of("schedulerDisplayResource", false, "topologies", topologies.stream().map(TopologyJson::summary).toList());
    }

    private static Map<String, Object> summary(TopologySummary t) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", t.get_id());
        json.put("encodedId", encoded(t.get_id()));
        json.put("name", t.get_name());
        json.put("owner", t.get_owner());
        json.put("status", t.get_status());
        json.put("uptime", Uptime.pretty(t.get_uptime_secs()));
        json.put("uptimeSeconds", t.get_uptime_secs());
        json.put("tasksTotal", t.get_num_tasks());
        json.put("workersTotal", t.get_num_workers());
        json.put("executorsTotal", t.get_num_executors());
        json.put("replicationCount", t.get_replication_count());
        json.put("schedulerInfo", t.get_sched_status());
        json.put("requestedMemOnHeap", t.get_requested_memonheap());
        json.put("requestedMemOffHeap", t.get_requested_memoffheap());
        json.put("requestedTotalMem", t.get_requested_memonheap() + t.get_requested_memoffheap());
        json.put("requestedCpu", t.get_requested_cpu());
        json.put("assignedMemOnHeap", t.get_assigned_memonheap());
        json.put("assignedMemOffHeap", t.get_assigned_memoffheap());
        json.put("assignedTotalMem", t.get_assigned_memonheap() + t.get_assigned_memoffheap());
        json.put("assignedCpu", t.get_assigned_cpu());
        json.put("topologyVersion", t.get_topology_version());
        json.put("stormVersion", t.get_storm_version());
        return json;
    }

    static Map<String, Object> page(TopologyPageInfo t, Window window, int logviewerPort) {
        Map<String, Object> conf = t.get_topology_conf() != null && JSONValue.parse(t.get_topology_conf()) instanceof JSONObject parsed
            ? parsed : Map.of();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", t.get_id());
        json.put("encodedId", encoded(t.get_id()));
        json.put("name", t.get_name());
        json.put("owner", t.get_owner());
        json.put("status", t.get_status());
        json.put("uptime", Uptime.pretty(t.get_uptime_secs()));
        json.put("uptimeSeconds", t.get_uptime_secs());
        json.put("tasksTotal", t.get_num_tasks());
        json.put("workersTotal", t.get_num_workers());
        json.put("executorsTotal", t.get_num_executors());
        json.put("replicationCount", t.get_replication_count());
        json.put("schedulerInfo", t.get_sched_status());
        json.put("topologyVersion", t.get_topology_version());
        json.put("stormVersion", t.get_storm_version());
        json.put("requestedMemOnHeap", t.get_requested_memonheap());
        json.put("requestedMemOffHeap", t.get_requested_memoffheap());
        json.put("requestedCpu", t.get_requested_cpu());
        json.put("assignedMemOnHeap", t.get_assigned_memonheap());
        json.put("assignedMemOffHeap", t.get_assigned_memoffheap());
        json.put("assignedCpu", t.get_assigned_cpu());
        json.put("msgTimeout", conf.get("topology.message.timeout.secs"));
        json.put("window", window.key());
        json.put("windowHint", window.pretty());
        json.put("debug", t.is_set_debug_options() && t.get_debug_options().is_enable());
        json.put("samplingPct", t.is_set_debug_options() ? t.get_debug_options().get_samplingpct() : 10);
        json.put("topologyStats", statistics(t.get_topology_stats()));
        int now = (int) (System.currentTimeMillis() / 1000);
        json.put("spouts", components(t.get_id_to_spout_agg_stats(), true, now, logviewerPort, t.get_id()));
        json.put("bolts", components(t.get_id_to_bolt_agg_stats(), false, now, logviewerPort, t.get_id()));
        json.put("workers", t.is_set_workers() ? t.get_workers().stream().map(w -> worker(w, logviewerPort)).toList() : List.of());
        json.put("configuration", conf);
        return json;
    }

    private static List<Map<String, Object>> statistics(TopologyStats stats) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Window window : stats == null ? List.<Window>of() : Window.ALL) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("windowPretty", window.pretty());
            row.put("window", window.key());
            row.put("emitted", of(stats.get_window_to_emitted(), window, 0L));
            row.put("transferred", of(stats.get_window_to_transferred(), window, 0L));
            row.put("completeLatency", millis(of(stats.get_window_to_complete_latencies_ms(), window, 0.0)));
            row.put("acked", of(stats.get_window_to_acked(), window, 0L));
            row.put("failed", of(stats.get_window_to_failed(), window, 0L));
            rows.add(row);
        }
        return rows;
    }

    private static <T> T of(Map<String, T> values, Window window, T none) {
        return values == null ? none : values.getOrDefault(window.key(), none);
    }

    private static List<Map<String, Object>> components(Map<String, ComponentAggregateStats> components, boolean spouts, int now,
            int logviewerPort, String topology) {
        List<Map<String, Object>> rows = new ArrayList<>();
        new TreeMap<>(components == null ? Map.of() : components).forEach((id, stats) -> {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put(spouts ? "spoutId" : "boltId", id);
            row.put(spouts ? "encodedSpoutId" : "encodedBoltId", encoded(id));
            CommonAggregateStats common = stats.is_set_common_stats() ? stats.get_common_stats() : new CommonAggregateStats();
            row.put("executors", common.get_num_executors());
            row.put("tasks", common.get_num_tasks());
            row.put("emitted", common.get_emitted());
            row.put("transferred", common.get_transferred());
            row.put("acked", common.get_acked());
            row.put("failed", common.get_failed());
            specific(row, stats, spouts);
            error(row, stats.get_last_error(), now, logviewerPort, topology);
            rows.add(row);
        });
        return rows;
    }

    private static void specific(Map<String, Object> row, ComponentAggregateStats stats, boolean spout) {
        boolean known = stats.is_set_specific_stats();
        if (spout) {
            row.put("completeLatency", millis(known && stats.get_specific_stats().is_set_spout()
                ? stats.get_specific_stats().get_spout().get_complete_latency_ms() : 0));
            return;
        }
        BoltAggregateStats bolt = known && stats.get_specific_stats().is_set_bolt() ? stats.get_specific_stats().get_bolt() : new BoltAggregateStats();
        row.put("executed", bolt.get_executed());
        row.put("executeLatency", millis(bolt.get_execute_latency_ms()));
        row.put("processLatency", millis(bolt.get_process_latency_ms()));
        row.put("capacity", millis(bolt.get_capacity()));
    }

    private static void error(Map<String, Object> row, ErrorInfo error, int now, int logviewerPort, String topology) {
        row.put("lastError", error == null ? "" : error.get_error());
        row.put("errorHost", error == null ? "" : error.get_host());
        row.put("errorPort", error == null || !error.is_set_port() ? "" : error.get_port());
        row.put("errorTime", error == null ? null : error.get_error_time_secs());
        row.put("errorLapsedSecs", error == null ? null : Math.max(0, now - error.get_error_time_secs()));
        row.put("errorWorkerLogLink", error == null || error.get_host() == null ? "" : log(error.get_host(), logviewerPort, topology, error.get_port()));
    }

    private static Map<String, Object> worker(WorkerSummary w, int logviewerPort) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("supervisorId", w.get_supervisor_id());
        json.put("host", w.get_host());
        json.put("port", w.get_port());
        json.put("topologyId", w.get_topology_id());
        json.put("topologyName", w.get_topology_name());
        json.put("executorsTotal", w.get_num_executors());
        json.put("componentNumTasks", w.get_component_to_num_tasks());
        json.put("uptime", Uptime.pretty(w.get_uptime_secs()));
        json.put("uptimeSeconds", w.get_uptime_secs());
        json.put("assignedMemOnHeap", w.get_assigned_memonheap());
        json.put("assignedMemOffHeap", w.get_assigned_memoffheap());
        json.put("assignedCpu", w.get_assigned_cpu());
        json.put("workerLogLink", log(w.get_host(), logviewerPort, w.get_topology_id(), w.get_port()));
        json.put("owner", w.get_owner());
        return json;
    }

    private static String log(String host, int logviewerPort, String topology, int port) {
        return "http://" + host + ":" + logviewerPort + "/api/v1/log?file=" + encoded(topology + "/" + port + "/worker.log");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String millis(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
