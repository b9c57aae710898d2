// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui.v1;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.storm.generated.BoltStats;
import org.apache.storm.generated.ExecutorStats;
import org.apache.storm.generated.ExecutorSummary;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.generated.SpoutStats;
import org.apache.storm.generated.TopologyInfo;
import tempest.ui.view.StatsWindow;

/** A topology's metrics by component and stream, with the field names of Storm's REST API. Pure. */
final class MetricsJson {
    private MetricsJson() {}

    /** @param includeSys whether system components are included */
    static Map<String, Object> of(TopologyInfo topology, StatsWindow window, boolean includeSys) {
        Map<String, List<ExecutorStats>> spouts = new TreeMap<>();
        Map<String, List<ExecutorStats>> bolts = new TreeMap<>();
        for (ExecutorSummary executor : topology.get_executors()) {
            if (executor.is_set_stats() && (includeSys || !executor.get_component_id().startsWith("__"))) {
                (executor.get_stats().get_specific().is_set_spout() ? spouts : bolts)
                    .computeIfAbsent(executor.get_component_id(), id -> new ArrayList<>()).add(executor.get_stats());
            }
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("window", window.key());
        json.put("window-hint", window.pretty());
        List<Map<String, Object>> rows = new ArrayList<>();
        spouts.forEach((id, stats) -> rows.add(spout(id, stats, window.key())));
        json.put("spouts", rows);
        List<Map<String, Object>> boltRows = new ArrayList<>();
        bolts.forEach((id, stats) -> boltRows.add(bolt(id, stats, window.key())));
        json.put("bolts", boltRows);
        return json;
    }

    private static Map<String, Object> spout(String id, List<ExecutorStats> executors, String window) {
        List<SpoutStats> spouts = executors.stream().map(e -> e.get_specific().get_spout()).toList();
        Map<String, Object> json = outputs(id, executors, window);
        json.put("acked", counts(spouts, SpoutStats::get_acked, window));
        json.put("failed", counts(spouts, SpoutStats::get_failed, window));
        json.put("complete_ms_avg", means(spouts, SpoutStats::get_complete_ms_avg, SpoutStats::get_acked, window));
        return json;
    }

    private static Map<String, Object> bolt(String id, List<ExecutorStats> executors, String window) {
        List<BoltStats> bolts = executors.stream().map(e -> e.get_specific().get_bolt()).toList();
        Map<String, Object> json = outputs(id, executors, window);
        json.put("acked", counts(bolts, BoltStats::get_acked, window));
        json.put("failed", counts(bolts, BoltStats::get_failed, window));
        json.put("process_ms_avg", means(bolts, BoltStats::get_process_ms_avg, BoltStats::get_acked, window));
        json.put("executed", counts(bolts, BoltStats::get_executed, window));
        json.put("executed_ms_avg", means(bolts, BoltStats::get_execute_ms_avg, BoltStats::get_executed, window));
        return json;
    }

    private static Map<String, Object> outputs(String id, List<ExecutorStats> executors, String window) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", id);
        json.put("emitted", counts(executors, ExecutorStats::get_emitted, window));
        json.put("transferred", counts(executors, ExecutorStats::get_transferred, window));
        return json;
    }

    private static <S, K extends Comparable<? super K>> List<Map<String, Object>> counts(List<S> all, Function<S, Map<String, Map<K, Long>>> read,
            String window) {
        TreeMap<K, Long> sums = new TreeMap<>();
        all.forEach(one -> read.apply(one).getOrDefault(window, Map.of()).forEach((key, count) -> sums.merge(key, count, Long::sum)));
        List<Map<String, Object>> rows = new ArrayList<>();
        sums.forEach((key, count) -> rows.add(row(key, count)));
        return rows;
    }

    private static <S, K extends Comparable<? super K>> List<Map<String, Object>> means(List<S> all, Function<S, Map<String, Map<K, Double>>> read,
            Function<S, Map<String, Map<K, Long>>> weight, String window) {
        TreeMap<K, double[]> sums = new TreeMap<>();
        for (S one : all) {
            Map<K, Long> weights = weight.apply(one).getOrDefault(window, Map.of());
            read.apply(one).getOrDefault(window, Map.of()).forEach((key, mean) -> {
                double[] sum = sums.computeIfAbsent(key, k -> new double[2]);
                sum[0] += mean * weights.getOrDefault(key, 0L);
                sum[1] += weights.getOrDefault(key, 0L);
            });
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        sums.forEach((key, sum) -> rows.add(row(key, Numbers.three(sum[1] == 0 ? 0 : sum[0] / sum[1]))));
        return rows;
    }

    private static Map<String, Object> row(Object key, Object value) {
        Map<String, Object> row = new LinkedHashMap<>();
        if (key instanceof GlobalStreamId input) {
            row.put("component_id", input.get_componentId());
            row.put("stream_id", input.get_streamId());
        } else {
            row.put("stream_id", key);
        }
        row.put("value", value);
        return row;
    }
}
