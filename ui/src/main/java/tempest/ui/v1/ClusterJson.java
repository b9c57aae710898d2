// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.ui.v1;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.storm.generated.ClusterSummary;
import org.apache.storm.generated.NimbusSummary;
import org.apache.storm.generated.OwnerResourceSummary;
import org.apache.storm.generated.SupervisorPageInfo;
import org.apache.storm.generated.SupervisorSummary;
import org.apache.storm.generated.TopologySummary;
import tempest.ui.view.LogLinks;
import tempest.ui.view.UiConfig;
import tempest.ui.view.Uptime;

/** The cluster's answers with the field names of Storm's REST API. Pure. */
final class ClusterJson {
    private static final String MEMORY = "memory.mb";
    private static final String CPU = "cpu.pcore.percent";
    private static final String NOT_SET = "N/A";

    private ClusterJson() {}

    static Map<String, Object> summary(ClusterSummary cluster, UiConfig config, String user) {
        List<SupervisorSummary> supervisors = cluster.get_supervisors();
        List<TopologySummary> topologies = cluster.get_topologies();
        int slots = supervisors.stream().mapToInt(SupervisorSummary::get_num_workers).sum();
        int used = supervisors.stream().mapToInt(SupervisorSummary::get_num_used_workers).sum();
        double memory = supervisors.stream().mapToDouble(s -> total(s, MEMORY)).sum();
        double cpu = supervisors.stream().mapToDouble(s -> total(s, CPU)).sum();
        double usedMemory = supervisors.stream().mapToDouble(SupervisorSummary::get_used_mem).sum();
        double usedCpu = supervisors.stream().mapToDouble(SupervisorSummary::get_used_cpu).sum();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("user", user);
        json.put("stormVersion", cluster.get_nimbuses().stream().map(NimbusSummary::get_version).findFirst().orElse(""));
        json.put("supervisors", supervisors.size());
        json.put("topologies", topologies.size());
        json.put("slotsTotal", slots);
        json.put("slotsUsed", used);
        json.put("slotsFree", slots - used);
        json.put("executorsTotal", topologies.stream().mapToInt(TopologySummary::get_num_executors).sum());
        json.put("tasksTotal", topologies.stream().mapToInt(TopologySummary::get_num_tasks).sum());
        json.put("schedulerDisplayResource", config.displayResource());
        json.put("totalMem", memory);
        json.put("totalCpu", cpu);
        json.put("availMem", memory - usedMemory);
        json.put("availCpu", cpu - usedCpu);
        json.put("memAssignedPercentUtil", percent(usedMemory, memory));
        json.put("cpuAssignedPercentUtil", percent(usedCpu, cpu));
        json.put("fragmentedMem", supervisors.stream().mapToDouble(SupervisorSummary::get_fragmented_mem).sum());
        json.put("fragmentedCpu", supervisors.stream().mapToDouble(SupervisorSummary::get_fragmented_cpu).sum());
        Map<String, Double> total = new TreeMap<>();
        Map<String, Double> granted = new TreeMap<>();
        for (SupervisorSummary one : supervisors) {
            generic(one).forEach((name, amount) -> total.merge(name, amount, Double::sum));
            usedGeneric(one).forEach((name, amount) -> granted.merge(name, amount, Double::sum));
        }
        json.put("totalGenericResources", pretty(total));
        json.put("availGenericResources", pretty(minus(total, granted)));
        json.put("bugtracker-url", config.bugTracker());
        json.put("central-log-url", config.centralLog());
        return json;
    }

    static Map<String, Object> nimbuses(List<NimbusSummary> nimbuses, LogLinks links) {
        return Map.of("nimbuses", nimbuses.stream().map(n -> {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("host", n.get_host());
            json.put("port", n.get_port());
            json.put("nimbusLogLink", links.daemon(n.get_host(), "nimbus.log"));
            json.put("status", n.is_isLeader() ? "Leader" : "Not a Leader");
            json.put("version", n.get_version());
            json.put("nimbusUpTime", Uptime.pretty(n.get_uptime_secs()));
            json.put("nimbusUpTimeSeconds", Integer.toString(n.get_uptime_secs()));
            return json;
        }).toList());
    }

    static Map<String, Object> supervisors(List<SupervisorSummary> supervisors, UiConfig config) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("supervisors", supervisors.stream().map(one -> supervisor(one, config)).toList());
        json.put("schedulerDisplayResource", config.displayResource());
        json.put("logviewerPort", config.links().port());
        json.put("logviewerScheme", config.links().scheme());
        return json;
    }

    static Map<String, Object> supervisorPage(SupervisorPageInfo page, UiConfig config) {
        Map<String, Object> json = supervisors(page.get_supervisor_summaries(), config);
        json.put("workers", page.get_worker_summaries().stream().map(worker -> TopologyJson.worker(worker, config.links())).toList());
        return json;
    }

    private static Map<String, Object> supervisor(SupervisorSummary s, UiConfig config) {
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
        json.put("schedulerDisplayResource", config.displayResource());
        json.put("totalMem", memory);
        json.put("totalCpu", cpu);
        json.put("usedMem", s.get_used_mem());
        json.put("usedCpu", s.get_used_cpu());
        json.put("availMem", memory - s.get_used_mem());
        json.put("availCpu", cpu - s.get_used_cpu());
        json.put("totalGenericResources", pretty(generic(s)));
        json.put("usedGenericResources", pretty(usedGeneric(s)));
        json.put("availGenericResources", pretty(minus(generic(s), usedGeneric(s))));
        json.put("logLink", config.links().daemon(s.get_host(), "supervisor.log"));
        json.put("version", s.get_version());
        json.put("blacklisted", s.is_blacklisted());
        return json;
    }

    static Map<String, Object> owners(List<OwnerResourceSummary> owners, UiConfig config) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("owners", owners.stream().map(ClusterJson::owner).toList());
        json.put("schedulerDisplayResource", config.displayResource());
        return json;
    }

    static Map<String, Object> owner(OwnerResourceSummary o) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("owner", o.get_owner());
        json.put("totalTopologies", o.get_total_topologies());
        json.put("totalExecutors", o.get_total_executors());
        json.put("totalWorkers", o.get_total_workers());
        json.put("totalTasks", o.get_total_tasks());
        json.put("totalMemoryUsage", o.get_memory_usage());
        json.put("totalCpuUsage", o.get_cpu_usage());
        json.put("totalReqOnHeapMem", o.get_requested_on_heap_memory());
        json.put("totalReqOffHeapMem", o.get_requested_off_heap_memory());
        json.put("totalReqMem", o.get_requested_total_memory());
        json.put("totalReqCpu", o.get_requested_cpu());
        json.put("totalAssignedOnHeapMem", o.get_assigned_on_heap_memory());
        json.put("totalAssignedOffHeapMem", o.get_assigned_off_heap_memory());
        json.put("memoryGuarantee", o.is_set_memory_guarantee() ? o.get_memory_guarantee() : NOT_SET);
        json.put("cpuGuarantee", o.is_set_cpu_guarantee() ? o.get_cpu_guarantee() : NOT_SET);
        json.put("isolatedNodes", o.is_set_isolated_node_guarantee() ? o.get_isolated_node_guarantee() : NOT_SET);
        json.put("memoryGuaranteeRemaining", o.is_set_memory_guarantee_remaining() ? o.get_memory_guarantee_remaining() : NOT_SET);
        json.put("cpuGuaranteeRemaining", o.is_set_cpu_guarantee_remaining() ? o.get_cpu_guarantee_remaining() : NOT_SET);
        return json;
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

    private static Map<String, Double> generic(SupervisorSummary supervisor) {
        Map<String, Double> generic = new TreeMap<>(supervisor.is_set_total_resources() ? supervisor.get_total_resources() : Map.of());
        generic.keySet().removeIf(name -> name.equals(MEMORY) || name.equals(CPU) || name.startsWith("supervisor."));
        return generic;
    }

    private static Map<String, Double> usedGeneric(SupervisorSummary supervisor) {
        return supervisor.is_set_used_generic_resources() ? new TreeMap<>(supervisor.get_used_generic_resources()) : Map.of();
    }

    private static Map<String, Double> minus(Map<String, Double> total, Map<String, Double> used) {
        Map<String, Double> left = new TreeMap<>(total);
        left.replaceAll((name, amount) -> amount - used.getOrDefault(name, 0.0));
        return left;
    }

    /** Resources beyond memory and processor as Storm writes them: one text. */
    static String pretty(Map<String, Double> resources) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(resources == null ? Map.<String, Double>of() : resources).forEach((name, amount) ->
            text.append(text.isEmpty() ? "" : ", ").append(name).append(": ").append(amount));
        return text.toString();
    }

    private static double percent(double part, double whole) {
        return whole == 0 ? 0 : Math.round(1000 * part / whole) / 10.0;
    }
}
