// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui.v2;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.storm.generated.ClusterSummary;
import org.apache.storm.generated.NimbusSummary;
import org.apache.storm.generated.SupervisorSummary;
import org.apache.storm.generated.TopologySummary;
import org.apache.storm.generated.WorkerSummary;
import tempest.cluster.WorkerEndHistory;
import tempest.rpc.Series;
import tempest.rpc.WorkerEnds;
import tempest.ui.view.LogLinks;

/** The whole cluster as the page's first view wants it. Pure. */
final class ClusterView {
    private ClusterView() {}

    /**
     * Puts Nimbus's answers together.
     *
     * @param workers all workers of the cluster
     * @param series  the last minutes of each topology as a whole
     * @param ends    of each topology's workers, by its id
     */
    static Map<String, Object> of(ClusterSummary cluster, List<WorkerSummary> workers, List<Series> series, Map<String, WorkerEnds> ends, long nowMillis,
            LogLinks links) {
        Map<String, Series> byTopology = new HashMap<>();
        series.forEach(one -> byTopology.put(one.get_topology(), one));
        Map<String, List<WorkerSummary>> bySupervisor = new HashMap<>();
        workers.forEach(worker -> bySupervisor.computeIfAbsent(worker.get_supervisor_id(), id -> new ArrayList<>()).add(worker));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", cluster.get_nimbuses().stream().map(NimbusSummary::get_version).findFirst().orElse(""));
        json.put("topologies", cluster.get_topologies().stream().map(t -> topology(t, byTopology.get(t.get_id()),
            ends.getOrDefault(t.get_id(), WorkerEndsJson.NONE), nowMillis)).toList());
        json.put("supervisors", cluster.get_supervisors().stream()
            .map(s -> supervisor(s, bySupervisor.getOrDefault(s.get_supervisor_id(), List.of()))).toList());
        json.put("nimbuses", cluster.get_nimbuses().stream().map(n -> nimbus(n, links)).toList());
        return json;
    }

    private static Map<String, Object> topology(TopologySummary t, Series series, WorkerEnds ends, long nowMillis) {
        Map<String, Object> json = head(t);
        json.put("restarting", WorkerEndHistory.loop(ends, nowMillis).isPresent());
        json.put("workerEnds", WorkerEndHistory.unplanned(ends));
        Map<String, Object> figures = SeriesJson.metrics(SeriesJson.last(series));
        for (String figure : List.of("emittedPerSecond", "ackedPerSecond", "failedPerSecond", "timedOutPerSecond", "completeP50Ms", "completeP99Ms",
            "queueFill")) {
            json.put(figure, figures.get(figure));
        }
        Map<String, Object> spark = new LinkedHashMap<>();
        spark.put("t", series == null ? List.of() : SeriesJson.times(series));
        spark.put("acked", series == null ? List.of() : SeriesJson.list(series.get_values().get("acked")));
        spark.put("emitted", series == null ? List.of() : SeriesJson.list(series.get_values().get("emitted")));
        spark.put("failed", series == null ? List.of() : SeriesJson.list(series.get_values().get("failed")));
        spark.put("p99", series == null ? List.of() : SeriesJson.list(series.get_values().get("complete_p99_ms")));
        json.put("spark", spark);
        return json;
    }

    static Map<String, Object> head(TopologySummary t) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", t.get_id());
        json.put("encodedId", LogLinks.encoded(t.get_id()));
        json.put("name", t.get_name());
        json.put("owner", t.get_owner());
        json.put("status", t.get_status());
        json.put("uptimeSeconds", t.get_uptime_secs());
        json.put("workers", t.get_num_workers());
        json.put("executors", t.get_num_executors());
        json.put("tasks", t.get_num_tasks());
        json.put("replicationCount", t.get_replication_count());
        json.put("schedulerInfo", t.get_sched_status());
        return json;
    }

    private static Map<String, Object> supervisor(SupervisorSummary s, List<WorkerSummary> workers) {
        Map<String, Double> resources = s.is_set_total_resources() ? s.get_total_resources() : Map.of();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", s.get_supervisor_id());
        json.put("host", s.get_host());
        json.put("uptimeSeconds", s.get_uptime_secs());
        json.put("version", s.get_version());
        json.put("blacklisted", s.is_blacklisted());
        json.put("total", s.get_num_workers());
        json.put("used", s.get_num_used_workers());
        json.put("totalMemMb", resources.get("memory.mb"));
        json.put("usedMemMb", s.get_used_mem());
        json.put("totalCpu", resources.get("cpu.pcore.percent"));
        json.put("usedCpu", s.get_used_cpu());
        List<Map<String, Object>> slots = new ArrayList<>();
        workers.stream().sorted((a, b) -> Integer.compare(a.get_port(), b.get_port())).forEach(worker -> {
            Map<String, Object> slot = new LinkedHashMap<>();
            slot.put("port", worker.get_port());
            slot.put("topologyId", worker.get_topology_id());
            slot.put("topologyName", worker.get_topology_name());
            slot.put("executors", worker.get_num_executors());
            slot.put("memMb", worker.get_assigned_memonheap() + worker.get_assigned_memoffheap());
            slot.put("uptimeSeconds", worker.get_uptime_secs());
            slots.add(slot);
        });
        Set<Integer> taken = workers.stream().map(WorkerSummary::get_port).collect(Collectors.toSet());
        Iterator<Long> ports = (s.is_set_ports() ? s.get_ports() : List.<Long>of()).stream().filter(port -> !taken.contains(port.intValue())).sorted().iterator();
        for (int free = slots.size(); free < s.get_num_workers(); free++) {
            Map<String, Object> slot = new LinkedHashMap<>();
            Long port = ports.hasNext() ? ports.next() : null;
            for (String key : List.of("port", "topologyId", "topologyName", "executors", "memMb", "uptimeSeconds")) {
                slot.put(key, null);
            }
            slot.put("port", port);
            slots.add(slot);
        }
        json.put("slots", slots);
        return json;
    }

    private static Map<String, Object> nimbus(NimbusSummary n, LogLinks links) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("host", n.get_host());
        json.put("port", n.get_port());
        json.put("leader", n.is_isLeader());
        json.put("status", n.is_isLeader() ? "Leader" : "Not a Leader");
        json.put("uptimeSeconds", n.get_uptime_secs());
        json.put("version", n.get_version());
        json.put("logLink", links.daemon(n.get_host(), "nimbus.log"));
        return json;
    }
}
