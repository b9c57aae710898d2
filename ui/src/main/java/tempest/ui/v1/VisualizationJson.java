// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui.v1;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.storm.generated.ComponentAggregateStats;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.ExecutorSummary;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.generated.TopologyInfo;
import org.apache.storm.generated.TopologyPageInfo;
import tempest.ui.view.LogLinks;
import tempest.ui.view.StatsWindow;

/** A topology's graph with the field names of Storm's REST API. Pure. */
final class VisualizationJson {
    private static final int STREAMS_A_ROW = 4;

    private VisualizationJson() {}

    /** The streams to choose from. */
    static Map<String, Object> streams(StormTopology topology, boolean includeSys) {
        TreeSet<String> streams = new TreeSet<>();
        components(topology, includeSys).values().forEach(common -> common.get_inputs().keySet().forEach(input -> streams.add(input.get_streamId())));
        List<List<Map<String, Object>>> rows = new ArrayList<>();
        for (String stream : streams) {
            if (rows.isEmpty() || rows.get(rows.size() - 1).size() == STREAMS_A_ROW) {
                rows.add(new ArrayList<>());
            }
            Map<String, Object> cell = new LinkedHashMap<>();
            cell.put(":stream", stream);
            cell.put(":sani-stream", plain(stream));
            cell.put(":checked", !stream.startsWith("__"));
            rows.get(rows.size() - 1).add(cell);
        }
        return Map.of("visualizationTable", rows);
    }

    static Map<String, Object> graph(StormTopology topology, TopologyPageInfo page, TopologyInfo info, StatsWindow window, boolean includeSys) {
        Map<String, Object> json = new TreeMap<>();
        components(topology, includeSys).forEach((id, common) -> {
            boolean spout = topology.get_spouts().containsKey(id);
            ComponentAggregateStats stats = Numbers.of(spout ? page.get_id_to_spout_agg_stats() : page.get_id_to_bolt_agg_stats(), id,
                new ComponentAggregateStats());
            Map<String, Object> counts = new LinkedHashMap<>();
            ComponentJson.addCounts(counts, stats, spout);
            Map<String, Object> node = new LinkedHashMap<>();
            node.put(":type", spout ? "spout" : "bolt");
            node.put(":capacity", spout ? "0.000" : counts.get("capacity"));
            node.put(":latency", counts.get(spout ? "completeLatency" : "processLatency"));
            node.put(":transferred", counts.get("transferred"));
            node.put(":stats", executors(id, info, window));
            node.put(":link", "/component.html?id=" + LogLinks.encoded(id) + "&topology_id=" + LogLinks.encoded(page.get_id()));
            node.put(":inputs", inputs(common));
            json.put(id, node);
        });
        return json;
    }

    private static List<Map<String, Object>> executors(String component, TopologyInfo info, StatsWindow window) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (ExecutorSummary executor : info.get_executors()) {
            if (executor.get_component_id().equals(component)) {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put(":host", executor.get_host());
                row.put(":port", executor.get_port());
                row.put(":uptime_secs", executor.get_uptime_secs());
                row.put(":transferred", executor.is_set_stats() ? Numbers.of(executor.get_stats().get_transferred(), window.key(), Map.of()) : Map.of());
                rows.add(row);
            }
        }
        return rows;
    }

    private static List<Map<String, Object>> inputs(ComponentCommon common) {
        List<Map<String, Object>> rows = new ArrayList<>();
        common.get_inputs().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(input -> {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put(":component", input.getKey().get_componentId());
            row.put(":stream", input.getKey().get_streamId());
            row.put(":sani-stream", plain(input.getKey().get_streamId()));
            row.put(":grouping", input.getValue().getSetField().getFieldName());
            rows.add(row);
        });
        return rows;
    }

    private static Map<String, ComponentCommon> components(StormTopology topology, boolean includeSys) {
        Map<String, ComponentCommon> components = new TreeMap<>();
        topology.get_spouts().forEach((id, spout) -> components.put(id, spout.get_common()));
        topology.get_bolts().forEach((id, bolt) -> components.put(id, bolt.get_common()));
        components.keySet().removeIf(id -> !includeSys && id.startsWith("__"));
        return components;
    }

    /** A stream's name as part of an element's id. */
    private static String plain(String stream) {
        return stream.replaceAll("[^\\w-]", "_") + (stream.matches("[\\w-]*") ? "" : Integer.toHexString(stream.hashCode()));
    }
}
