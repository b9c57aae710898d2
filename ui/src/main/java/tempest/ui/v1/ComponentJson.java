// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui.v1;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.generated.BoltAggregateStats;
import org.apache.storm.generated.CommonAggregateStats;
import org.apache.storm.generated.ComponentAggregateStats;
import org.apache.storm.generated.ComponentPageInfo;
import org.apache.storm.generated.ComponentType;
import org.apache.storm.generated.ErrorInfo;
import org.apache.storm.generated.ExecutorAggregateStats;
import org.apache.storm.generated.ExecutorSummary;
import org.apache.storm.generated.NodeInfo;
import org.apache.storm.generated.ProfileRequest;
import tempest.ui.view.LogLinks;
import tempest.ui.view.StatsWindow;
import tempest.ui.view.UiConfig;
import tempest.ui.view.Uptime;

/** A component's answer with the field names of Storm's REST API. Pure but for the age of errors. */
final class ComponentJson {
    private static final double SAMPLING_PERCENT = 10;

    private ComponentJson() {}

    /** @param profiled recordings of its workers that are running */
    static Map<String, Object> page(ComponentPageInfo c, List<ProfileRequest> profiled, StatsWindow window, UiConfig config, String user) {
        boolean spout = c.get_component_type() == ComponentType.SPOUT;
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("user", user);
        json.put("id", c.get_component_id());
        json.put("encodedId", LogLinks.encoded(c.get_component_id()));
        json.put("name", c.get_topology_name());
        json.put("executors", c.get_num_executors());
        json.put("tasks", c.get_num_tasks());
        addRequests(json, c.get_resources_map());
        json.put("schedulerDisplayResource", config.displayResource());
        json.put("topologyId", c.get_topology_id());
        json.put("topologyStatus", c.get_topology_status());
        json.put("encodedTopologyId", LogLinks.encoded(c.get_topology_id()));
        json.put("window", window.key());
        json.put("componentType", spout ? "spout" : "bolt");
        json.put("windowHint", window.pretty());
        json.put("debug", c.is_set_debug_options() && c.get_debug_options().is_enable());
        json.put("samplingPct", c.is_set_debug_options() ? c.get_debug_options().get_samplingpct() : SAMPLING_PERCENT);
        json.put("eventLogLink", c.is_set_eventlog_host()
            ? config.links().file(c.get_eventlog_host(), c.get_topology_id() + "/" + c.get_eventlog_port() + "/events.log") : "");
        json.put("profilingAndDebuggingCapable", true);
        json.put("profileActionEnabled", config.actions());
        json.put("profilerActive", profiled.stream().map(request -> active(request, c.get_topology_id(), config.links())).toList());
        json.put(spout ? "spoutSummary" : "boltStats", windows(c.get_window_to_stats(), spout));
        if (!spout) {
            json.put("inputStats", inputs(c));
        }
        json.put("outputStats", outputs(c, spout));
        json.put("executorStats", executors(c, spout, config.links()));
        int now = (int) (System.currentTimeMillis() / 1000);
        json.put("componentErrors", c.is_set_errors() ? c.get_errors().stream().map(e -> error(e, now, c.get_topology_id(), config.links())).toList()
            : List.of());
        json.put("bugtracker-url", config.bugTracker());
        json.put("central-log-url", config.centralLog());
        return json;
    }

    private static Map<String, Object> active(ProfileRequest request, String topology, LogLinks links) {
        NodeInfo node = request.get_nodeInfo();
        int port = node.get_port().stream().findFirst().orElse(0L).intValue();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("host", node.get_node());
        json.put("port", Integer.toString(port));
        json.put("dumplink", links.dumps(node.get_node(), topology, port));
        json.put("timestamp", Long.toString(Math.max(0, request.get_time_stamp() - System.currentTimeMillis())));
        return json;
    }

    /** Counts and latencies, which every row has. */
    static void addCounts(Map<String, Object> row, ComponentAggregateStats stats, boolean spout) {
        CommonAggregateStats common = stats.is_set_common_stats() ? stats.get_common_stats() : new CommonAggregateStats();
        row.put("emitted", common.get_emitted());
        row.put("transferred", common.get_transferred());
        row.put("acked", common.get_acked());
        row.put("failed", common.get_failed());
        boolean known = stats.is_set_specific_stats();
        if (spout) {
            row.put("completeLatency", Numbers.three(known && stats.get_specific_stats().is_set_spout()
                ? stats.get_specific_stats().get_spout().get_complete_latency_ms() : 0));
            return;
        }
        BoltAggregateStats bolt = known && stats.get_specific_stats().is_set_bolt() ? stats.get_specific_stats().get_bolt() : new BoltAggregateStats();
        row.put("executed", bolt.get_executed());
        row.put("executeLatency", Numbers.three(bolt.get_execute_latency_ms()));
        row.put("processLatency", Numbers.three(bolt.get_process_latency_ms()));
        row.put("capacity", Numbers.three(bolt.get_capacity()));
    }

    /** What each executor requests. */
    static void addRequests(Map<String, Object> row, Map<String, Double> resources) {
        row.put("requestedMemOnHeap", Numbers.of(resources, "onheap.memory.mb", 0.0));
        row.put("requestedMemOffHeap", Numbers.of(resources, "offheap.memory.mb", 0.0));
        row.put("requestedCpu", Numbers.of(resources, "cpu.pcore.percent", 0.0));
        Map<String, Double> generic = new LinkedHashMap<>(resources == null ? Map.of() : resources);
        generic.keySet().removeIf(name -> name.endsWith("memory.mb") || name.equals("cpu.pcore.percent"));
        row.put("requestedGenericResourcesComp", ClusterJson.pretty(generic));
    }

    private static List<Map<String, Object>> windows(Map<String, ComponentAggregateStats> windows, boolean spout) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (StatsWindow window : windows == null ? List.<StatsWindow>of() : StatsWindow.ALL) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("windowPretty", window.pretty());
            row.put("window", window.key());
            addCounts(row, windows.getOrDefault(window.key(), new ComponentAggregateStats()), spout);
            rows.add(row);
        }
        return rows;
    }

    private static List<Map<String, Object>> inputs(ComponentPageInfo c) {
        List<Map<String, Object>> rows = new ArrayList<>();
        if (c.is_set_gsid_to_input_stats()) {
            c.get_gsid_to_input_stats().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(input -> {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("component", input.getKey().get_componentId());
                row.put("encodedComponentId", LogLinks.encoded(input.getKey().get_componentId()));
                row.put("stream", input.getKey().get_streamId());
                addCounts(row, input.getValue(), false);
                row.keySet().removeAll(List.of("emitted", "transferred", "capacity"));
                rows.add(row);
            });
        }
        return rows;
    }

    private static List<Map<String, Object>> outputs(ComponentPageInfo c, boolean spout) {
        List<Map<String, Object>> rows = new ArrayList<>();
        if (c.is_set_sid_to_output_stats()) {
            c.get_sid_to_output_stats().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(output -> {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("stream", output.getKey());
                addCounts(row, output.getValue(), spout);
                if (!spout) {
                    row.keySet().retainAll(List.of("stream", "emitted", "transferred"));
                }
                rows.add(row);
            });
        }
        return rows;
    }

    private static List<Map<String, Object>> executors(ComponentPageInfo c, boolean spout, LogLinks links) {
        List<Map<String, Object>> rows = new ArrayList<>();
        List<ExecutorAggregateStats> executors = new ArrayList<>(c.is_set_exec_stats() ? c.get_exec_stats() : List.of());
        executors.sort(Comparator.comparingInt(e -> e.get_exec_summary().get_executor_info().get_task_start()));
        for (ExecutorAggregateStats executor : executors) {
            ExecutorSummary summary = executor.get_exec_summary();
            String id = "[" + summary.get_executor_info().get_task_start() + "-" + summary.get_executor_info().get_task_end() + "]";
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("id", id);
            row.put("encodedId", LogLinks.encoded(id));
            row.put("host", summary.get_host());
            row.put("port", summary.get_port());
            row.put("uptime", Uptime.pretty(summary.get_uptime_secs()));
            row.put("uptimeSeconds", summary.get_uptime_secs());
            row.put("workerLogLink", links.worker(summary.get_host(), c.get_topology_id(), summary.get_port()));
            addCounts(row, executor.is_set_stats() ? executor.get_stats() : new ComponentAggregateStats(), spout);
            rows.add(row);
        }
        return rows;
    }

    private static Map<String, Object> error(ErrorInfo error, int now, String topology, LogLinks links) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("errorTime", error.get_error_time_secs());
        json.put("errorHost", error.get_host());
        json.put("errorPort", error.is_set_port() ? error.get_port() : null);
        json.put("errorWorkerLogLink", error.get_host() == null ? "" : links.worker(error.get_host(), topology, error.get_port()));
        json.put("errorLapsedSecs", Math.max(0, now - error.get_error_time_secs()));
        json.put("error", error.get_error());
        return json;
    }
}
