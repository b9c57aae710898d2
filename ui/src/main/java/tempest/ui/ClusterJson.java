// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.storm.generated.ClusterSummary;
import org.apache.storm.generated.NimbusSummary;
import org.apache.storm.generated.SupervisorSummary;
import org.apache.storm.generated.TopologySummary;

/** The cluster's answers with the field names of Storm's REST API. Pure. */
final class ClusterJson {
    private static final String MEMORY = "memory.mb";
    private static final String CPU = "cpu.pcore.percent";

    private ClusterJson() {}

    static Map<String, Object> summary(ClusterSummary cluster, Map<String, Object> conf) {
        List<SupervisorSummary> supervisors = cluster.get_supervisors();
        List<TopologySummary> topologies = cluster.get_topologies();
        int slots = supervisors.stream().mapToInt(SupervisorSummary::get_num_workers).sum();
        int used = supervisors.stream().mapToInt(SupervisorSummary::get_num_used_workers).sum();
        double memory = supervisors.stream().mapToDouble(s -> total(s, MEMORY)).sum();
        double cpu = supervisors.stream().mapToDouble(s -> total(s, CPU)).sum();
        double usedMemory = supervisors.stream().mapToDouble(SupervisorSummary::get_used_mem).sum();
        double usedCpu = supervisors.stream().mapToDouble(SupervisorSummary::get_used_cpu).sum();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("user", null);
        json.put("stormVersion", cluster.get_nimbuses().stream().map(NimbusSummary::get_version).findFirst().orElse(""));
        json.put("supervisors", supervisors.size());
        json.put("topologies", topologies.size());
        json.put("slotsTotal", slots);
        json.put("slotsUsed", used);
        json.put("slotsFree", slots - used);
        json.put("executorsTotal", topologies.stream().mapToInt(TopologySummary::get_num_executors).sum());
        json.put("tasksTotal", topologies.stream().mapToInt(TopologySummary::get_num_tasks).sum());
        json.put("schedulerDisplayResource", Boolean.TRUE.equals(conf.get("scheduler.display.resource")));
        json.put("totalMem", memory);
        json.put("totalCpu", cpu);
        json.put("availMem", memory - usedMemory);
        json.put("availCpu", cpu - usedCpu);
        json.put("memAssignedPercentUtil", percent(usedMemory, memory));
        json.put("cpuAssignedPercentUtil", percent(usedCpu, cpu));
        json.put("bugtracker-url", conf.get("ui.project.bugtracker.url"));
        json.put("central-log-url", conf.get("ui.central.logging.url"));
        return json;
    }

    static Map<String, Object> nimbuses(List<NimbusSummary> nimbuses, int logviewerPort) {
        return Map.of("nimbuses", nimbuses.stream().map(n -> {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("host", n.get_host());
            json.put("port", n.get_port());
            json.put("nimbusLogLink", "http://" + n.get_host() + ":" + logviewerPort + "/api/v1/daemonlog?file=nimbus.log");
            json.put("status", n.is_isLeader() ? "Leader" : "Not a Leader");
            json.put("version", n.get_version());
            json.put("nimbusUpTime", Uptime.pretty(n.get_uptime_secs()));
            json.put("nimbusUpTimeSeconds", n.get_uptime_secs());
            return json;
        }).toList());
    }

    static Map<String, Object> supervisors(List<SupervisorSummary> supervisors, int logviewerPort) {
        return Map.of("schedulerDisplayResource", false, "logviewerPort", logviewerPort, "supervisors", supervisors.stream().map(s -> {
            double memory = total(s, MEMORY);
            double cpu = total(s, CPU);
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("id", s.get_supervisor_id());
            json.put("host", s.get_host());
            json.put("uptime", Uptime.pretty(s.get_uptime_secs()));
            json.put("uptimeSeconds", s.get_uptime_secs());
            json.put("slotsTotal", s.get_num_workers());
            json.put("slotsUsed", s.get_num_used_workers());
            json.put("slotsFree", s.get_num_workers() - s.get_num_used_workers());
            json.put("totalMem", memory);
            json.put("totalCpu", cpu);
            json.put("usedMem", s.get_used_mem());
            json.put("usedCpu", s.get_used_cpu());
            json.put("availMem", memory - s.get_used_mem());
            json.put("availCpu", cpu - s.get_used_cpu());
            json.put("logLink", "http://" + s.get_host() + ":" + logviewerPort + "/api/v1/daemonlog?file=supervisor.log");
            json.put("version", s.get_version());
            json.put("blacklisted", s.is_blacklisted());
            return json;
        }).toList());
    }

    private static double total(SupervisorSummary supervisor, String resource) {
        if (!supervisor.is_set_total_resources()) {
            return 0;
        }
        // Older names of the same two resources come from supervisors that were not restarted.
        Double value = supervisor.get_total_resources().get(resource);
        return value != null ? value
            : supervisor.get_total_resources().getOrDefault(resource.equals(MEMORY) ? "supervisor.memory.capacity.mb" : "supervisor.cpu.capacity", 0.0);
    }

    private static String percent(double part, double whole) {
        return whole == 0 ? "0.0" : String.format(Locale.ROOT, "%.1f", 100 * part / whole);
    }
}
