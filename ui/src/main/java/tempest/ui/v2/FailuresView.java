// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui.v2;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.generated.ExecutorSummary;
import org.apache.storm.generated.TopologyInfo;
import tempest.rpc.FailureGroup;
import tempest.rpc.FailureReason;
import tempest.rpc.TracedHop;
import tempest.rpc.TracedRoot;
import tempest.rpc.TracedTree;
import tempest.rpc.Traces;
import tempest.rpc.TupleFailure;

/** Failed tuples and traced tuple trees as JSON for the page. Pure. */
final class FailuresView {
    private static final double MICROS_A_MILLI = 1000;

    private FailuresView() {}

    static Map<String, Object> failures(List<FailureGroup> groups, TopologyInfo info, TimeoutPlaces places, Object timeoutSecs) {
        Map<String, Object> failures = new LinkedHashMap<>();
        failures.put("topologyName", info.get_name());
        failures.put("messageTimeoutSeconds", timeoutSecs);
        failures.put("groups", groups.stream().map(group -> {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("spout", group.get_spout());
            json.put("component", group.get_component());
            json.put("reason", group.get_reason().name());
            json.put("count", group.get_count());
            json.put("firstMillis", group.get_first_millis() == 0 ? null : group.get_first_millis());
            json.put("lastMillis", group.get_last_millis() == 0 ? null : group.get_last_millis());
            json.put("medianAfterMs", SeriesJson.of(group.get_median_after_millis()));
            json.put("maxAfterMs", group.get_samples().isEmpty() ? null : group.get_max_after_millis());
            json.put("where", group.get_reason() == FailureReason.TIMED_OUT && !group.is_set_component()
                ? places.of(group.get_spout(), group.get_first_millis(), group.get_last_millis()) : List.of());
            json.put("samples", group.get_samples().stream().map(sample -> failure(sample, info)).toList());
            return json;
        }).toList());
        return failures;
    }

    private static Map<String, Object> failure(TupleFailure failure, TopologyInfo info) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("messageId", failure.get_message_id());
        json.put("timeMillis", failure.get_time_millis());
        json.put("afterMs", failure.get_after_millis());
        // Where it went wrong, as far as that is known: of a tree that timed out it is not.
        int place = failure.is_set_task() ? failure.get_task() : failure.get_spout_task();
        json.put("task", failure.is_set_task() ? failure.get_task() : null);
        json.put("spoutTask", failure.get_spout_task());
        ExecutorSummary executor = executor(info, place);
        json.put("host", executor == null ? null : executor.get_host());
        json.put("port", executor == null ? null : executor.get_port());
        json.put("logFile", executor == null ? null : info.get_id() + "/" + executor.get_port() + "/worker.log");
        json.put("stream", failure.get_stream());
        json.put("component", failure.get_component());
        json.put("error", failure.get_error());
        json.put("values", failure.get_values());
        return json;
    }

    static Map<String, Object> traces(Traces traces, TopologyInfo info) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("topologyName", info.get_name());
        json.put("percent", traces.get_percent());
        json.put("recent", traces.get_recent().stream().map(tree -> tree(tree, info)).toList());
        json.put("slowest", traces.get_slowest().stream().map(tree -> tree(tree, info)).toList());
        return json;
    }

    private static Map<String, Object> tree(TracedTree tree, TopologyInfo info) {
        TracedRoot root = tree.get_root();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("root", Long.toHexString(root.get_root()));
        json.put("spout", root.get_spout());
        json.put("task", root.get_task());
        json.put("stream", root.get_stream());
        json.put("messageId", root.get_message_id());
        json.put("emittedMillis", root.get_emitted_micros() / 1000);
        json.put("totalMs", Math.max(0, root.get_ended_micros() - root.get_emitted_micros()) / MICROS_A_MILLI);
        json.put("outcome", root.get_outcome().name());
        List<Map<String, Object>> hops = new ArrayList<>();
        for (TracedHop hop : tree.get_hops()) {
            hops.add(hop(hop, tree, info));
        }
        json.put("hops", hops);
        return json;
    }

    private static Map<String, Object> hop(TracedHop hop, TracedTree tree, TopologyInfo info) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("component", hop.get_component());
        json.put("task", hop.get_task());
        ExecutorSummary place = executor(info, hop.get_task());
        json.put("host", place == null ? null : place.get_host());
        json.put("port", place == null ? null : place.get_port());
        json.put("source", hop.get_source());
        json.put("sourceTask", hop.get_source_task());
        json.put("stream", hop.get_stream());
        json.put("parent", parent(hop, tree.get_hops()));
        json.put("startMs", (hop.get_begun_micros() - tree.get_root().get_emitted_micros()) / MICROS_A_MILLI);
        json.put("queuedMs", hop.get_queued_micros() == 0 ? null : Math.max(0, hop.get_begun_micros() - hop.get_queued_micros()) / MICROS_A_MILLI);
        json.put("executeMs", Math.max(0, hop.get_ended_micros() - hop.get_begun_micros()) / MICROS_A_MILLI);
        json.put("ackMs", hop.get_acked_micros() == 0 ? null : Math.max(0, hop.get_acked_micros() - hop.get_ended_micros()) / MICROS_A_MILLI);
        json.put("outcome", hop.get_outcome().name());
        return json;
    }

    /** The executor that runs a task; null if none does now. */
    private static ExecutorSummary executor(TopologyInfo info, int task) {
        return info.get_executors().stream().filter(e -> e.get_executor_info().get_task_start() <= task && task <= e.get_executor_info().get_task_end())
            .findFirst().orElse(null);
    }

    /** The hop that sent this one its tuple: the latest at the source that had begun before; -1 for the spout. */
    private static int parent(TracedHop hop, List<TracedHop> hops) {
        int parent = -1;
        for (int i = 0; i < hops.size(); i++) {
            TracedHop one = hops.get(i);
            if (one != hop && one.get_task() == hop.get_source_task() && one.get_component().equals(hop.get_source())
                && one.get_begun_micros() <= hop.get_begun_micros()) {
                parent = i;
            }
        }
        return parent;
    }
}
