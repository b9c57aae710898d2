// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui.v2;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tempest.cluster.WorkerEndHistory;
import tempest.rpc.WorkerEnd;
import tempest.rpc.WorkerEnds;

/** The ends of a topology's workers as JSON. Pure. */
final class WorkerEndsJson {
    static final WorkerEnds NONE = new WorkerEnds(Map.of(), List.of());

    private WorkerEndsJson() { }

    /** @param topology its id, for the addresses of logs */
    static Map<String, Object> of(WorkerEnds ends, String topology, long nowMillis) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("restarting", WorkerEndHistory.loop(ends, nowMillis).isPresent());
        json.put("unplanned", WorkerEndHistory.unplanned(ends));
        Map<String, Object> totals = new LinkedHashMap<>();
        ends.get_totals().entrySet().stream().sorted(Map.Entry.comparingByKey())
            .forEach(total -> totals.put(total.getKey().name().toLowerCase(Locale.ROOT), total.getValue()));
        json.put("totals", totals);
        List<Map<String, Object>> recent = new ArrayList<>();
        for (WorkerEnd end : ends.get_recent()) {
            recent.add(end(end, topology));
        }
        json.put("recent", recent);
        return json;
    }

    private static Map<String, Object> end(WorkerEnd end, String topology) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("timeMillis", end.get_time_millis());
        json.put("cause", end.get_cause().name().toLowerCase(Locale.ROOT));
        json.put("host", end.get_host());
        json.put("port", end.get_port());
        json.put("reason", end.get_reason());
        json.put("status", end.is_set_status() ? end.get_status() : null);
        json.put("signal", end.get_signal());
        json.put("ranSeconds", end.is_set_ran_secs() ? end.get_ran_secs() : null);
        json.put("lastLines", end.is_set_last_lines() ? end.get_last_lines() : List.of());
        json.put("logFile", topology + "/" + end.get_port() + "/worker.log");
        return json;
    }
}
