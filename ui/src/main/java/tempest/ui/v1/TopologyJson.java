// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui.v1;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.storm.generated.CommonAggregateStats;
import org.apache.storm.generated.ComponentAggregateStats;
import org.apache.storm.generated.ErrorInfo;
import org.apache.storm.generated.TopologyPageInfo;
import org.apache.storm.generated.TopologyStats;
import org.apache.storm.generated.TopologySummary;
import org.apache.storm.generated.WorkerSummary;
import tempest.cluster.Json;
import tempest.ui.view.LogLinks;
import tempest.ui.view.StatsWindow;
import tempest.ui.view.UiConfig;
import tempest.ui.view.Uptime;

/** Topologies' answers with the field names of Storm's REST API. Pure but for the age of errors. */
final class TopologyJson {
    private static final double SAMPLING_PERCENT = 10;

    private TopologyJson() {}

    static Map<String, Object> summaries(List<TopologySummary> topologies, UiConfig config) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("topologies", topologies.stream().map(TopologyJson::summary).toList());
        json.put("schedulerDisplayResource", config.displayResource());
        return json;
    }

    static Map<String, Object> summary(TopologySummary t) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", t.get_id());
        json.put("encodedId", LogLinks.encoded(t.get_id()));
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
        json.put("requestedGenericResources", ClusterJson.pretty(t.get_requested_generic_resources()));
        json.put("assignedMemOnHeap", t.get_assigned_memonheap());
        json.put("assignedMemOffHeap", t.get_assigned_memoffheap());
        json.put("assignedTotalMem", t.get_assigned_memonheap() + t.get_assigned_memoffheap());
        json.put("assignedCpu", t.get_assigned_cpu());
        json.put("assignedGenericResources", ClusterJson.pretty(t.get_assigned_generic_resources()));
        json.put("topologyVersion", t.get_topology_version());
        json.put("stormVersion", t.get_storm_version());
        return json;
    }

    static Map<String, Object> page(TopologyPageInfo t, StatsWindow window, UiConfig config, String user) {
        Map<String, Object> conf = t.get_topology_conf() == null ? Map.of() : Json.parse(t.get_topology_conf());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", t.get_id());
        json.put("encodedId", LogLinks.encoded(t.get_id()));
        json.put("name", t.get_name());
        json.put("owner", t.get_owner());
        json.put("user", user);
        json.put("status", t.get_status());
        json.put("uptime", Uptime.pretty(t.get_uptime_secs()));
        json.put("uptimeSeconds", t.get_uptime_secs());
        json.put("tasksTotal", t.get_num_tasks());
        json.put("workersTotal", t.get_num_workers());
        json.put("executorsTotal", t.get_num_executors());
        json.put("replicationCount", t.get_replication_count());
        json.put("schedulerInfo", t.get_sched_status());
        json.put("schedulerDisplayResource", config.displayResource());
        json.put("topologyVersion", t.get_topology_version());
        json.put("stormVersion", t.get_storm_version());
        addResources(json, t);
        json.put("msgTimeout", conf.get("topology.message.timeout.secs"));
        json.put("window", window.key());
        json.put("windowHint", window.pretty());
        json.put("debug", t.is_set_debug_options() && t.get_debug_options().is_enable());
        json.put("samplingPct", t.is_set_debug_options() ? t.get_debug_options().get_samplingpct() : SAMPLING_PERCENT);
        json.put("topologyStats", statistics(t.get_topology_stats()));
        int now = (int) (System.currentTimeMillis() / 1000);
        json.put("spouts", components(t.get_id_to_spout_agg_stats(), true, now, config.links(), t.get_id()));
        json.put("bolts", components(t.get_id_to_bolt_agg_stats(), false, now, config.links(), t.get_id()));
        json.put("workers", t.is_set_workers() ? t.get_workers().stream().map(w -> worker(w, config.links())).toList() : List.of());
        json.put("configuration", conf);
        json.put("logviewerPort", config.links().port());
        json.put("logviewerScheme", config.links().scheme());
        json.put("bugtracker-url", config.bugTracker());
        json.put("central-log-url", config.centralLog());
        return json;
    }

    private static void addResources(Map<String, Object> json, TopologyPageInfo t) {
        json.put("requestedMemOnHeap", t.get_requested_memonheap());
        json.put("requestedMemOffHeap", t.get_requested_memoffheap());
        json.put("requestedTotalMem", t.get_requested_memonheap() + t.get_requested_memoffheap());
        json.put("requestedCpu", t.get_requested_cpu());
        json.put("requestedGenericResources", ClusterJson.pretty(t.get_requested_generic_resources()));
        json.put("assignedMemOnHeap", t.get_assigned_memonheap());
        json.put("assignedMemOffHeap", t.get_assigned_memoffheap());
        json.put("assignedTotalMem", t.get_assigned_memonheap() + t.get_assigned_memoffheap());
        json.put("assignedCpu", t.get_assigned_cpu());
        json.put("assignedGenericResources", ClusterJson.pretty(t.get_assigned_generic_resources()));
        json.put("requestedRegularOnHeapMem", t.get_requested_regular_on_heap_memory());
        json.put("requestedSharedOnHeapMem", t.get_requested_shared_on_heap_memory());
        json.put("requestedRegularOffHeapMem", t.get_requested_regular_off_heap_memory());
        json.put("requestedSharedOffHeapMem", t.get_requested_shared_off_heap_memory());
        json.put("assignedRegularOnHeapMem", t.get_assigned_regular_on_heap_memory());
        json.put("assignedSharedOnHeapMem", t.get_assigned_shared_on_heap_memory());
        json.put("assignedRegularOffHeapMem", t.get_assigned_regular_off_heap_memory());
        json.put("assignedSharedOffHeapMem", t.get_assigned_shared_off_heap_memory());
    }

    private static List<Map<String, Object>> statistics(TopologyStats stats) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (StatsWindow window : stats == null ? List.<StatsWindow>of() : StatsWindow.ALL) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("windowPretty", window.pretty());
            row.put("window", window.key());
            row.put("emitted", Numbers.of(stats.get_window_to_emitted(), window.key(), 0L));
            row.put("transferred", Numbers.of(stats.get_window_to_transferred(), window.key(), 0L));
            row.put("completeLatency", Numbers.three(Numbers.of(stats.get_window_to_complete_latencies_ms(), window.key(), 0.0)));
            row.put("acked", Numbers.of(stats.get_window_to_acked(), window.key(), 0L));
            row.put("failed", Numbers.of(stats.get_window_to_failed(), window.key(), 0L));
            rows.add(row);
        }
        return rows;
    }

    private static List<Map<String, Object>> components(Map<String, ComponentAggregateStats> components, boolean spouts, int now,
            LogLinks links, String topology) {
        List<Map<String, Object>> rows = new ArrayList<>();
        new TreeMap<>(components == null ? Map.<String, ComponentAggregateStats>of() : components).forEach((id, stats) -> {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put(spouts ? "spoutId" : "boltId", id);
            row.put(spouts ? "encodedSpoutId" : "encodedBoltId", LogLinks.encoded(id));
            CommonAggregateStats common = stats.is_set_common_stats() ? stats.get_common_stats() : new CommonAggregateStats();
            row.put("executors", common.get_num_executors());
            row.put("tasks", common.get_num_tasks());
            ComponentJson.addCounts(row, stats, spouts);
            ComponentJson.addRequests(row, common.get_resources_map());
            addError(row, stats.get_last_error(), now, links, topology);
            rows.add(row);
        });
        return rows;
    }

    private static void addError(Map<String, Object> row, ErrorInfo error, int now, LogLinks links, String topology) {
        row.put("lastError", error == null ? "" : error.get_error());
        row.put("errorHost", error == null ? "" : error.get_host());
        row.put("errorPort", error == null || !error.is_set_port() ? "" : error.get_port());
        row.put("errorTime", error == null ? null : error.get_error_time_secs());
        row.put("errorLapsedSecs", error == null ? null : Math.max(0, now - error.get_error_time_secs()));
        row.put("errorWorkerLogLink", error == null || error.get_host() == null ? "" : links.worker(error.get_host(), topology, error.get_port()));
    }

    static Map<String, Object> worker(WorkerSummary w, LogLinks links) {
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
        json.put("requestedMemOnHeap", w.get_requested_memonheap());
        json.put("requestedMemOffHeap", w.get_requested_memoffheap());
        json.put("requestedCpu", w.get_requested_cpu());
        json.put("assignedMemOnHeap", w.get_assigned_memonheap());
        json.put("assignedMemOffHeap", w.get_assigned_memoffheap());
        json.put("assignedCpu", w.get_assigned_cpu());
        json.put("workerLogLink", links.worker(w.get_host(), w.get_topology_id(), w.get_port()));
        json.put("owner", w.get_owner());
        return json;
    }
}
