// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui.v2;

import java.util.ArrayList;
import java.util.HashMap;
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
import org.apache.storm.generated.ExecutorInfo;
import org.apache.storm.generated.ExecutorSummary;
import tempest.rpc.ExecutorSight;
import tempest.rpc.Series;
import tempest.ui.view.LogLinks;

/** One component with its executors, streams and errors. Pure. */
final class ComponentView {
    private ComponentView() {}

    static Map<String, Object> of(ComponentPageInfo c, List<ExecutorSight> sights, List<Series> latest, LogLinks links) {
        boolean spout = c.get_component_type() == ComponentType.SPOUT;
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", c.get_component_id());
        json.put("type", c.get_component_id().startsWith("__") ? "system" : spout ? "spout" : "bolt");
        json.put("topologyId", c.get_topology_id());
        json.put("topologyName", c.get_topology_name());
        json.put("topologyStatus", c.get_topology_status());
        json.put("now", SeriesJson.metrics(latest.stream().filter(s -> s.get_component().equals(c.get_component_id())).findFirst().map(SeriesJson::last).orElse(Map.of())));
        json.put("executors", executors(c, sights, spout, links));
        json.put("inputs", inputs(c));
        json.put("outputs", outputs(c));
        json.put("errors", errors(c.is_set_errors() ? c.get_errors() : List.of(), c.get_topology_id(), links));
        json.put("debug", debug(c.is_set_debug_options() && c.get_debug_options().is_enable(),
            c.is_set_debug_options() ? c.get_debug_options().get_samplingpct() : 10));
        json.put("eventLogLink", c.is_set_eventlog_host()
            ? links.file(c.get_eventlog_host(), c.get_topology_id() + "/" + c.get_eventlog_port() + "/events.log") : null);
        return json;
    }

    static Map<String, Object> debug(boolean enabled, double percent) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("enabled", enabled);
        json.put("samplingPercent", percent);
        return json;
    }

    private static List<Map<String, Object>> executors(ComponentPageInfo c, List<ExecutorSight> sights, boolean spout, LogLinks links) {
        Map<ExecutorInfo, ExecutorSight> byExecutor = new HashMap<>();
        sights.forEach(sight -> byExecutor.put(sight.get_executor(), sight));
        List<Map<String, Object>> rows = new ArrayList<>();
        for (ExecutorAggregateStats executor : c.is_set_exec_stats() ? c.get_exec_stats() : List.<ExecutorAggregateStats>of()) {
            ExecutorSummary summary = executor.get_exec_summary();
            ExecutorSight sight = byExecutor.get(summary.get_executor_info());
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("id", "[" + summary.get_executor_info().get_task_start() + "-" + summary.get_executor_info().get_task_end() + "]");
            row.put("host", summary.get_host());
            row.put("port", summary.get_port());
            row.put("uptimeSeconds", summary.get_uptime_secs());
            row.put("workerLogLink", links.worker(summary.get_host(), c.get_topology_id(), summary.get_port()));
            row.putAll(SeriesJson.metrics(sight == null ? Map.of() : sight.get_values()));
            addCounts(row, executor.get_stats(), spout);
            rows.add(row);
        }
        return rows;
    }

    private static void addCounts(Map<String, Object> row, ComponentAggregateStats stats, boolean spout) {
        CommonAggregateStats common = stats != null && stats.is_set_common_stats() ? stats.get_common_stats() : new CommonAggregateStats();
        row.put("emitted", common.get_emitted());
        row.put("transferred", common.get_transferred());
        row.put("acked", common.get_acked());
        row.put("failed", common.get_failed());
        boolean known = stats != null && stats.is_set_specific_stats();
        if (spout) {
            row.put("completeLatencyMs", SeriesJson.of(known && stats.get_specific_stats().is_set_spout()
                ? stats.get_specific_stats().get_spout().get_complete_latency_ms() : Double.NaN));
        } else {
            BoltAggregateStats bolt = known && stats.get_specific_stats().is_set_bolt() ? stats.get_specific_stats().get_bolt() : new BoltAggregateStats();
            row.put("executed", bolt.get_executed());
            row.put("executeLatencyMs", SeriesJson.of(bolt.get_execute_latency_ms()));
            row.put("processLatencyMs", SeriesJson.of(bolt.get_process_latency_ms()));
        }
    }

    private static List<Map<String, Object>> inputs(ComponentPageInfo c) {
        List<Map<String, Object>> rows = new ArrayList<>();
        if (c.is_set_gsid_to_input_stats()) {
            c.get_gsid_to_input_stats().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(input -> {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("component", input.getKey().get_componentId());
                row.put("stream", input.getKey().get_streamId());
                addCounts(row, input.getValue(), false);
                row.keySet().removeAll(List.of("emitted", "transferred"));
                rows.add(row);
            });
        }
        return rows;
    }

    private static List<Map<String, Object>> outputs(ComponentPageInfo c) {
        boolean spout = c.get_component_type() == ComponentType.SPOUT;
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

    /** Errors with the same stack are one row, with how often they were reported. */
    static List<Map<String, Object>> errors(List<ErrorInfo> errors, String topology, LogLinks links) {
        Map<String, List<ErrorInfo>> byStack = new LinkedHashMap<>();
        for (ErrorInfo error : errors) {
            byStack.computeIfAbsent(error.get_error(), stack -> new ArrayList<>()).add(error);
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        byStack.forEach((stack, same) -> {
            ErrorInfo latest = same.get(0);
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("timeSeconds", latest.get_error_time_secs());
            row.put("firstSeconds", same.get(same.size() - 1).get_error_time_secs());
            row.put("host", latest.get_host());
            row.put("port", latest.is_set_port() ? latest.get_port() : null);
            row.put("count", same.size());
            row.put("stack", stack);
            row.put("logLink", latest.get_host() == null ? null : links.worker(latest.get_host(), topology, latest.get_port()));
            row.put("logFile", latest.get_host() == null ? null : topology + "/" + latest.get_port() + "/worker.log");
            rows.add(row);
        });
        return rows;
    }
}
