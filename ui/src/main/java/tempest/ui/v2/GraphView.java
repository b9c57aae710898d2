// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui.v2;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.storm.generated.BoltStats;
import org.apache.storm.generated.CommonAggregateStats;
import org.apache.storm.generated.ComponentAggregateStats;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.ErrorInfo;
import org.apache.storm.generated.ExecutorSummary;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.generated.Grouping;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.generated.TopologyInfo;
import org.apache.storm.generated.TopologyPageInfo;
import tempest.cluster.metrics.Bottleneck;
import tempest.rpc.Series;

/**
 * A topology's components and the streams between them, now. Pure but for the age of errors.
 *
 * @param layout components and their groupings
 * @param page   totals since the start
 * @param info   executors with their metrics by input, and all errors
 * @param latest each component's metrics of the last minute
 * @param sys    whether system components are included
 */
record GraphView(StormTopology layout, TopologyPageInfo page, TopologyInfo info, List<Series> latest, boolean sys) {
    private static final String TEN_MINUTES = "600";

    Map<String, Object> json(long nowSecs) {
        Map<String, Map<String, Double>> metrics = metrics();
        List<Map<String, Object>> nodes = new ArrayList<>();
        List<Map<String, Object>> edges = new ArrayList<>();
        components().forEach((id, common) -> {
            nodes.add(node(id, common, metrics.getOrDefault(id, Map.of()), nowSecs));
            Map<GlobalStreamId, Double> rates = inputRates(id, metrics.getOrDefault(id, Map.of()).getOrDefault("executed", Double.NaN));
            common.get_inputs().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(input -> {
                if (shown(input.getKey().get_componentId()) && (sys || !input.getKey().get_streamId().startsWith("__"))) {
                    edges.add(edge(id, input.getKey(), input.getValue(), rates.get(input.getKey())));
                }
            });
        });
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("nodes", nodes);
        json.put("edges", edges);
        return json;
    }

    /** The input of {@link Bottleneck}. */
    List<Bottleneck.Part> parts() {
        Map<String, Map<String, Double>> metrics = metrics();
        List<Bottleneck.Part> parts = new ArrayList<>();
        components().forEach((id, common) -> {
            if (!id.startsWith("__")) {
                Map<String, Double> own = metrics.getOrDefault(id, Map.of());
                CommonAggregateStats counts = stats(id).is_set_common_stats() ? stats(id).get_common_stats() : new CommonAggregateStats();
                Set<String> inputs = new HashSet<>();
                common.get_inputs().keySet().forEach(input -> inputs.add(input.get_componentId()));
                parts.add(new Bottleneck.Part(id, isSpout(id), Math.max(1, counts.get_num_executors()), Math.max(1, counts.get_num_tasks()), value(own, "capacity"),
                    isSpout(id) ? Double.NaN : value(own, "busy"), value(own, "queue_fill"), value(own, "blocked"), value(own, "execute_p50_ms"), value(own, "executed"), value(own, "pending"), inputs));
            }
        });
        return parts;
    }

    /** The components whose tuples are all shuffled: with regard to load, unless the topology switches that off. */
    Set<String> evened() {
        Set<String> evened = new HashSet<>();
        components().forEach((id, common) -> {
            if (common.get_inputs().entrySet().stream().filter(input -> !input.getKey().get_streamId().startsWith("__"))
                .allMatch(input -> input.getValue().is_set_shuffle() || input.getValue().is_set_local_or_shuffle())) {
                evened.add(id);
            }
        });
        return evened;
    }

    /** By component, tuples per second from each component that it receives from; NaN if not known. */
    Map<String, Map<String, Double>> inputs() {
        Map<String, Map<String, Double>> metrics = metrics();
        Map<String, Map<String, Double>> inputs = new HashMap<>();
        components().forEach((id, common) -> {
            Map<GlobalStreamId, Double> rates = inputRates(id, metrics.getOrDefault(id, Map.of()).getOrDefault("executed", Double.NaN));
            common.get_inputs().keySet().stream().filter(input -> !input.get_streamId().startsWith("__")).forEach(input ->
                inputs.computeIfAbsent(id, any -> new HashMap<>()).merge(input.get_componentId(), rates.getOrDefault(input, 0.0), Double::sum));
        });
        return inputs;
    }

    private static double value(Map<String, Double> metrics, String name) {
        return metrics.getOrDefault(name, Double.NaN);
    }

    /** The metrics of each component; those of the topology under the empty name. */
    Map<String, Map<String, Double>> metrics() {
        Map<String, Map<String, Double>> metrics = new HashMap<>();
        latest.forEach(series -> metrics.put(series.get_component(), SeriesJson.last(series)));
        return metrics;
    }

    private boolean isSpout(String id) {
        return layout.get_spouts().containsKey(id);
    }

    private boolean shown(String id) {
        return sys || !id.startsWith("__");
    }

    private Map<String, ComponentCommon> components() {
        Map<String, ComponentCommon> components = new TreeMap<>();
        layout.get_spouts().forEach((id, spout) -> components.put(id, spout.get_common()));
        layout.get_bolts().forEach((id, bolt) -> components.put(id, bolt.get_common()));
        components.keySet().removeIf(id -> !shown(id));
        return components;
    }

    private ComponentAggregateStats stats(String id) {
        Map<String, ComponentAggregateStats> all = isSpout(id) ? page.get_id_to_spout_agg_stats() : page.get_id_to_bolt_agg_stats();
        return all == null ? new ComponentAggregateStats() : all.getOrDefault(id, new ComponentAggregateStats());
    }

    private Map<String, Object> node(String id, ComponentCommon common, Map<String, Double> metrics, long nowSecs) {
        ComponentAggregateStats stats = stats(id);
        CommonAggregateStats counts = stats.is_set_common_stats() ? stats.get_common_stats() : new CommonAggregateStats();
        List<ErrorInfo> errors = info.get_errors().getOrDefault(id, List.of());
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("id", id);
        node.put("type", id.startsWith("__") ? "system" : isSpout(id) ? "spout" : "bolt");
        node.put("executors", counts.get_num_executors());
        node.put("tasks", counts.get_num_tasks());
        node.put("parallelism", common.is_set_parallelism_hint() ? common.get_parallelism_hint() : 1);
        node.putAll(SeriesJson.metrics(metrics));
        node.put("emitted", counts.get_emitted());
        node.put("acked", counts.get_acked());
        node.put("failed", counts.get_failed());
        node.put("errors", errors.size());
        node.put("lastErrorAgeSeconds", errors.isEmpty() ? null : Math.max(0, nowSecs - errors.get(0).get_error_time_secs()));
        node.put("lastError", errors.isEmpty() ? null : errors.get(0).get_error().lines().findFirst().orElse(""));
        return node;
    }

    private static Map<String, Object> edge(String to, GlobalStreamId input, Grouping grouping, Double rate) {
        Map<String, Object> edge = new LinkedHashMap<>();
        edge.put("from", input.get_componentId());
        edge.put("to", to);
        edge.put("stream", input.get_streamId());
        edge.put("grouping", grouping.is_set_fields()
            ? grouping.get_fields().isEmpty() ? "global" : "fields (" + String.join(", ", grouping.get_fields()) + ")"
            : grouping.getSetField().getFieldName().replace("custom_serialized", "custom").replace("custom_object", "custom").replace('_', ' '));
        edge.put("tuplesPerSecond", SeriesJson.of(rate));
        return edge;
    }

    /** A bolt's executed tuples per second now, split among its inputs by their shares of the last ten minutes. */
    private Map<GlobalStreamId, Double> inputRates(String id, double executedPerSecond) {
        Map<GlobalStreamId, Long> counts = new HashMap<>();
        for (ExecutorSummary executor : info.get_executors()) {
            if (executor.get_component_id().equals(id) && executor.is_set_stats() && executor.get_stats().get_specific().is_set_bolt()) {
                BoltStats bolt = executor.get_stats().get_specific().get_bolt();
                bolt.get_executed().getOrDefault(TEN_MINUTES, Map.of()).forEach((input, count) -> counts.merge(input, count, Long::sum));
            }
        }
        long all = counts.entrySet().stream().filter(e -> !e.getKey().get_streamId().startsWith("__")).mapToLong(Map.Entry::getValue).sum();
        Map<GlobalStreamId, Double> rates = new HashMap<>();
        counts.forEach((input, count) -> rates.put(input, all == 0 ? 0 : executedPerSecond * count / all));
        return rates;
    }
}
