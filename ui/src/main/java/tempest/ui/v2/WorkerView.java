// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui.v2;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.storm.generated.WorkerSummary;
import tempest.rpc.ExecutorSight;
import tempest.rpc.WorkerEnd;
import tempest.rpc.WorkerEnds;
import tempest.rpc.WorkerSight;
import tempest.ui.view.LogLinks;

/** A worker of a topology: its process, its executors, how it ended before. Pure. */
final class WorkerView {
    private WorkerView() {}

    /**
     * One row of a topology's workers.
     *
     * @param sight          what its process does lately; null if nothing is heard of it
     * @param recordingUntil milliseconds since the epoch; null if its flight recorder does not run
     */
    static Map<String, Object> row(WorkerSummary worker, WorkerSight sight, Long recordingUntil, String topology, LogLinks links) {
        WorkerSight seen = sight == null ? new WorkerSight() : sight;
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("host", worker.get_host());
        row.put("port", worker.get_port());
        row.put("supervisorId", worker.get_supervisor_id());
        row.put("executors", worker.get_num_executors());
        row.put("uptimeSeconds", worker.get_uptime_secs());
        row.put("memMb", worker.get_assigned_memonheap() + worker.get_assigned_memoffheap());
        row.put("silentSeconds", seen.is_set_silent_secs() ? seen.get_silent_secs() : null);
        row.put("heapBytes", seen.is_set_heap_bytes() ? seen.get_heap_bytes() : null);
        row.put("heapMaxBytes", seen.is_set_heap_max_bytes() ? seen.get_heap_max_bytes() : null);
        row.put("gc", seen.is_set_gc() ? SeriesJson.of(seen.get_gc()) : null);
        row.put("cpu", seen.is_set_cpu() ? SeriesJson.of(seen.get_cpu()) : null);
        row.put("threads", seen.is_set_threads() ? seen.get_threads() : null);
        row.put("pid", seen.is_set_pid() ? seen.get_pid() : null);
        row.put("recordingUntilMillis", recordingUntil);
        row.put("logLink", links.worker(worker.get_host(), topology, worker.get_port()));
        row.put("dumpsLink", links.dumps(worker.get_host(), topology, worker.get_port()));
        return row;
    }

    /** What runs in it: every executor of the topology on this host and port. */
    static List<Map<String, Object>> executors(List<ExecutorSight> all, String host, int port) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (ExecutorSight sight : all) {
            if (sight.get_host().equals(host) && sight.get_port() == port) {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("id", "[" + sight.get_executor().get_task_start() + "-" + sight.get_executor().get_task_end() + "]");
                row.put("component", sight.get_component());
                row.putAll(SeriesJson.metrics(sight.get_values()));
                rows.add(row);
            }
        }
        return rows;
    }

    /** The ends of workers on this host and port. */
    static WorkerEnds ends(WorkerEnds all, String host, int port) {
        List<WorkerEnd> here = all.get_recent().stream().filter(end -> end.get_host().equals(host) && end.get_port() == port).toList();
        return new WorkerEnds(here.stream().collect(Collectors.groupingBy(WorkerEnd::get_cause, Collectors.counting())), here);
    }
}
