// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.storm.DaemonConfig;
import org.apache.storm.daemon.nimbus.TopologyResources;
import org.apache.storm.generated.OwnerResourceSummary;
import org.apache.storm.generated.TopologySummary;

/** Sums up what each user's topologies requested and got, next to what is guaranteed to the user. Pure functions, for any thread. */
public final class OwnerSummaries {
    private OwnerSummaries() {
    }

    /**
     * A summary for each user who has a topology or a guarantee, by name.
     *
     * @param topologies all topologies
     * @param conf the daemon's configuration, which names the guarantees
     * @param owner the one user to look at, with or without topologies; null or empty for all
     */
    public static List<OwnerResourceSummary> of(List<TopologyView> topologies, Map<String, Object> conf, String owner) {
        Map<?, ?> pools = map(conf.get(DaemonConfig.RESOURCE_AWARE_SCHEDULER_USER_POOLS));
        Map<?, ?> nodes = map(conf.get(DaemonConfig.MULTITENANT_SCHEDULER_USER_POOLS));
        Map<String, List<TopologyView>> byOwner = new TreeMap<>();
        if (owner == null || owner.isEmpty()) {
            pools.keySet().forEach(user -> byOwner.put(String.valueOf(user), new ArrayList<>()));
            nodes.keySet().forEach(user -> byOwner.put(String.valueOf(user), new ArrayList<>()));
            topologies.forEach(view -> byOwner.computeIfAbsent(view.owner(), user -> new ArrayList<>()).add(view));
        } else {
            byOwner.put(owner, topologies.stream().filter(view -> view.owner().equals(owner)).toList());
        }
        List<OwnerResourceSummary> summaries = new ArrayList<>();
        byOwner.forEach((user, owned) -> {
            OwnerResourceSummary summary = summary(user, owned);
            addGuarantees(summary, map(pools.get(user)), nodes.get(user));
            summaries.add(summary);
        });
        return summaries;
    }

    private static Map<?, ?> map(Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static OwnerResourceSummary summary(String user, List<TopologyView> owned) {
        TopologyResources resources = new TopologyResources();
        int executors = 0;
        int workers = 0;
        int tasks = 0;
        for (TopologyView view : owned) {
            TopologySummary topology = TopologyPages.summary(view);
            executors += topology.get_num_executors();
            workers += topology.get_num_workers();
            tasks += topology.get_num_tasks();
            resources = view.resources() == null ? resources : resources.add(view.resources());
        }
        OwnerResourceSummary summary = new OwnerResourceSummary(user);
        summary.set_total_topologies(owned.size());
        summary.set_total_executors(executors);
        summary.set_total_workers(workers);
        summary.set_total_tasks(tasks);
        summary.set_memory_usage(resources.getAssignedMemOnHeap() + resources.getAssignedMemOffHeap());
        summary.set_cpu_usage(resources.getAssignedCpu());
        summary.set_requested_on_heap_memory(resources.getRequestedMemOnHeap());
        summary.set_requested_off_heap_memory(resources.getRequestedMemOffHeap());
        summary.set_requested_total_memory(resources.getRequestedMemOnHeap() + resources.getRequestedMemOffHeap());
        summary.set_requested_cpu(resources.getRequestedCpu());
        summary.set_assigned_on_heap_memory(resources.getAssignedMemOnHeap());
        summary.set_assigned_off_heap_memory(resources.getAssignedMemOffHeap());
        return summary;
    }

    private static void addGuarantees(OwnerResourceSummary summary, Map<?, ?> pool, Object nodes) {
        if (pool.get("cpu") instanceof Number cpu) {
            summary.set_cpu_guarantee(cpu.doubleValue());
            summary.set_cpu_guarantee_remaining(cpu.doubleValue() - summary.get_cpu_usage());
        }
        if (pool.get("memory") instanceof Number memory) {
            summary.set_memory_guarantee(memory.doubleValue());
            summary.set_memory_guarantee_remaining(memory.doubleValue() - summary.get_memory_usage());
        }
        if (nodes instanceof Number count) {
            summary.set_isolated_node_guarantee(count.intValue());
        }
    }
}
