// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui.v2;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.storm.generated.ErrorInfo;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.generated.TopologyEvent;
import org.apache.storm.generated.TopologyEventKind;
import org.apache.storm.generated.TopologyInfo;
import tempest.cluster.Json;
import tempest.cluster.WorkerEndHistory;
import tempest.rpc.EndedTopology;
import tempest.rpc.Series;
import tempest.ui.view.LogLinks;

/** What was done to topologies, and what is left of those that were killed, as JSON for the page. Pure. */
final class EndedView {
    private EndedView() {}

    /** The oldest first. */
    static List<Map<String, Object>> events(List<TopologyEvent> events) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (TopologyEvent event : events) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("timeMillis", event.get_time_millis());
            row.put("kind", event.get_kind().name().toLowerCase(Locale.ROOT));
            row.put("text", event.get_text());
            row.put("user", event.get_user());
            rows.add(row);
        }
        return rows;
    }

    /** One of a list. */
    static Map<String, Object> head(EndedTopology ended) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", ended.get_id());
        json.put("name", ended.get_name());
        json.put("owner", ended.get_owner());
        json.put("submittedMillis", ended.get_submitted_millis());
        json.put("endedMillis", ended.get_ended_millis());
        json.put("endedBy", ended.get_events().stream().filter(event -> event.get_kind() == TopologyEventKind.KILLED && event.is_set_user())
            .reduce((first, second) -> second).map(TopologyEvent::get_user).orElse(null));
        json.put("workers", ended.get_workers());
        json.put("executors", ended.get_executors());
        json.put("workerEndCount", WorkerEndHistory.unplanned(ended.get_worker_ends()));
        return json;
    }

    /**
     * All that is kept.
     *
     * @param cluster Nimbus's configuration, to tell the topology's own keys from
     */
    static Map<String, Object> of(EndedTopology ended, ConfigOrigins origins, Map<String, Object> cluster, LogLinks links) {
        Map<String, Object> json = head(ended);
        Map<String, Map<String, Double>> last = last(ended);
        json.put("events", events(ended.get_events()));
        json.put("workerEnds", WorkerEndsJson.of(ended.get_worker_ends(), ended.get_id(), ended.get_ended_millis()));
        json.put("now", SeriesJson.metrics(last.getOrDefault("", Map.of())));
        json.put("components", components(last));
        json.put("series", ended.is_set_hour() ? SeriesJson.series(ended.get_hour()) : null);
        Map<String, Object> conf = ended.get_conf().isEmpty() ? Map.of() : Json.parse(ended.get_conf());
        TimeoutPlaces places = new TimeoutPlaces(new StormTopology(new HashMap<>(), new HashMap<>(), new HashMap<>()), last, ended.get_worker_ends(), 0);
        json.put("failures", !ended.is_set_failures() ? null : FailuresView.failures(ended.get_failures(),
            new TopologyInfo(ended.get_id(), ended.get_name(), 0, List.of(), "KILLED", Map.of()), places, conf.get("topology.message.timeout.secs")));
        json.put("errors", errors(ended, links));
        json.put("configuration", conf.isEmpty() ? null : origins.topology(conf, cluster).get("entries"));
        return json;
    }

    private static Map<String, Map<String, Double>> last(EndedTopology ended) {
        Map<String, Map<String, Double>> last = new TreeMap<>();
        for (Series one : ended.is_set_last() ? ended.get_last() : List.<Series>of()) {
            last.put(one.get_component(), SeriesJson.last(one));
        }
        return last;
    }

    private static List<Map<String, Object>> components(Map<String, Map<String, Double>> last) {
        List<Map<String, Object>> rows = new ArrayList<>();
        last.forEach((component, metrics) -> {
            if (!component.isEmpty()) {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("id", component);
                row.putAll(SeriesJson.metrics(metrics));
                rows.add(row);
            }
        });
        return rows;
    }

    private static List<Map<String, Object>> errors(EndedTopology ended, LogLinks links) {
        List<Map<String, Object>> rows = new ArrayList<>();
        Map<String, List<ErrorInfo>> errors = ended.is_set_errors() ? ended.get_errors() : Map.of();
        errors.forEach((component, of) -> ComponentView.errors(of, ended.get_id(), links).forEach(error -> {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("component", component);
            row.putAll(error);
            rows.add(row);
        }));
        rows.sort((a, b) -> Integer.compare((int) b.get("timeSeconds"), (int) a.get("timeSeconds")));
        return rows;
    }
}
