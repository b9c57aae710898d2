// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.stats;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.storm.daemon.nimbus.TopologyResources;
import org.apache.storm.generated.ComponentAggregateStats;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.DebugOptions;
import org.apache.storm.generated.ErrorInfo;
import org.apache.storm.generated.ExecutorSummary;
import org.apache.storm.generated.NumErrorsChoice;
import org.apache.storm.generated.TopologyInfo;
import org.apache.storm.generated.TopologyPageInfo;
import org.apache.storm.generated.TopologyStats;
import org.apache.storm.generated.TopologySummary;
import org.apache.storm.scheduler.resource.normalization.NormalizedResourceRequest;
import tempest.cluster.Json;
import tempest.cluster.Secrets;
import tempest.cluster.SystemTopology;
import tempest.nimbus.stats.TopologyView.Executor;

/** What clients read of one topology as a whole. Pure functions, for any thread; never asks a worker. */
public final class TopologyPages {
    private TopologyPages() {
    }

    /** The topology's line in the cluster's summary. */
    public static TopologySummary summary(TopologyView view) {
        List<Executor> executors = assigned(view);
        TopologySummary summary = new TopologySummary(view.id(), view.base().get_name(), tasks(executors), executors.size(),
                view.slots().size(), view.uptimeSecs(), view.status());
        summary.set_sched_status(view.schedulerInfo());
        summary.set_owner(view.owner());
        summary.set_replication_count(view.replicationCount());
        summary.set_storm_version(view.topology().get_storm_version());
        summary.set_topology_version(view.base().get_topology_version());
        TopologyResources resources = view.resources();
        if (resources != null) {
            summary.set_requested_memonheap(resources.getRequestedMemOnHeap());
            summary.set_requested_memoffheap(resources.getRequestedMemOffHeap());
            summary.set_requested_cpu(resources.getRequestedCpu());
            summary.set_assigned_memonheap(resources.getAssignedMemOnHeap());
            summary.set_assigned_memoffheap(resources.getAssignedMemOffHeap());
            summary.set_assigned_cpu(resources.getAssignedCpu());
            summary.set_requested_generic_resources(resources.getRequestedGenericResources());
            summary.set_assigned_generic_resources(resources.getAssignedGenericResources());
        }
        return summary;
    }

    private static List<Executor> assigned(TopologyView view) {
        List<Executor> executors = new ArrayList<>(view.executors());
        executors.removeIf(Executor::unassigned);
        return executors;
    }

    private static int tasks(List<Executor> executors) {
        return executors.stream().mapToInt(Executor::tasks).sum();
    }

    static ExecutorSummary summary(Executor executor) {
        return new ExecutorSummary(executor.info(), executor.component(), executor.host(), executor.slot().port(), executor.uptimeSecs());
    }

    /** Every executor with all its statistics, and as many of each component's errors as asked for. */
    public static TopologyInfo info(TopologyView view, NumErrorsChoice errors) {
        List<ExecutorSummary> executors = new ArrayList<>();
        for (Executor executor : assigned(view)) {
            ExecutorSummary summary = summary(executor);
            summary.set_stats(executor.stats());
            executors.add(summary);
        }
        Map<String, List<ErrorInfo>> shown = new TreeMap<>();
        Set<String> components = new TreeSet<>(view.components().values());
        if (!view.errorsOf(SystemTopology.SYSTEM).isEmpty()) {
            components.add(SystemTopology.SYSTEM);
        }
        for (String component : components) {
            List<ErrorInfo> all = view.errorsOf(component);
            shown.put(component, switch (errors) {
                case ALL -> all;
                case NONE -> List.of();
                case ONE -> all.subList(0, Math.min(1, all.size()));
            });
        }
        TopologyInfo info = new TopologyInfo(view.id(), view.base().get_name(), view.uptimeSecs(), executors,
                view.status(), shown);
        if (view.base().is_set_component_debug()) {
            info.set_component_debug(view.base().get_component_debug());
        }
        info.set_storm_version(view.topology().get_storm_version());
        info.set_sched_status(view.schedulerInfo());
        info.set_owner(view.owner());
        info.set_replication_count(view.replicationCount());
        TopologyResources resources = view.resources();
        if (resources != null) {
            info.set_requested_memonheap(resources.getRequestedMemOnHeap());
            info.set_requested_memoffheap(resources.getRequestedMemOffHeap());
            info.set_requested_cpu(resources.getRequestedCpu());
            info.set_assigned_memonheap(resources.getAssignedMemOnHeap());
            info.set_assigned_memoffheap(resources.getAssignedMemOffHeap());
            info.set_assigned_cpu(resources.getAssignedCpu());
        }
        return info;
    }

    /** The topology with sums over its components in one window, and over the whole in every window. */
    public static TopologyPageInfo page(TopologyView view, Secrets secrets, String window, boolean includeSys) {
        List<Executor> executors = assigned(view);
        TopologyPageInfo page = new TopologyPageInfo(view.id());
        page.set_name(view.base().get_name());
        page.set_uptime_secs(view.uptimeSecs());
        page.set_status(view.status());
        page.set_num_tasks(tasks(executors));
        page.set_num_workers(view.slots().size());
        page.set_num_executors(executors.size());
        page.set_topology_conf(Json.write(secrets.mask(view.conf())));
        page.set_sched_status(view.schedulerInfo());
        page.set_owner(view.owner());
        page.set_replication_count(view.replicationCount());
        page.set_storm_version(view.topology().get_storm_version());
        page.set_topology_version(view.base().get_topology_version());
        page.set_workers(WorkerSummaries.of(view, includeSys));
        page.set_topology_stats(stats(view, includeSys));
        DebugOptions debug = view.debug(view.id());
        if (debug != null && debug.is_enable()) {
            page.set_debug_options(debug);
        }
        page.set_id_to_spout_agg_stats(new TreeMap<>());
        page.set_id_to_bolt_agg_stats(new TreeMap<>());
        byComponent(view, includeSys).forEach((component, members) -> {
            boolean spout = view.isSpout(component);
            ComponentAggregateStats stats = component(view, component, members, Windows.orAllTime(window), includeSys);
            (spout ? page.get_id_to_spout_agg_stats() : page.get_id_to_bolt_agg_stats()).put(component, stats);
        });
        if (!view.errorsOf(SystemTopology.SYSTEM).isEmpty()) {
            // Its errors are the ends of workers: they are shown even if system components are not.
            page.get_id_to_bolt_agg_stats().computeIfAbsent(SystemTopology.SYSTEM,
                system -> component(view, system, List.of(), Windows.orAllTime(window), includeSys));
        }
        if (view.resources() != null) {
            addResources(page, view.resources());
        }
        return page;
    }

    private static Map<String, List<Executor>> byComponent(TopologyView view, boolean includeSys) {
        Map<String, List<Executor>> byComponent = new TreeMap<>();
        for (Executor executor : view.executors()) {
            if (includeSys || !TopologyView.isSystem(executor.component())) {
                byComponent.computeIfAbsent(executor.component(), component -> new ArrayList<>()).add(executor);
            }
        }
        return byComponent;
    }

    static StatsAggregator total(List<Executor> executors, String window, boolean includeSys) {
        StatsAggregator total = new StatsAggregator();
        for (Executor executor : executors) {
            if (executor.stats() != null) {
                total.add(StatsAggregator.of(executor.stats(), window, includeSys, executor.uptimeSecs()));
            }
        }
        return total;
    }

    /** A component's executors summed up in one window. */
    static ComponentAggregateStats component(TopologyView view, String component, List<Executor> executors, String window,
            boolean includeSys) {
        ComponentAggregateStats stats = total(executors, window, includeSys).toThrift(view.isSpout(component));
        stats.get_common_stats().set_num_executors(executors.size());
        stats.get_common_stats().set_num_tasks(tasks(executors));
        stats.get_common_stats().set_resources_map(resources(view, component));
        List<ErrorInfo> errors = view.errorsOf(component);
        if (!errors.isEmpty()) {
            stats.set_last_error(errors.get(0));
        }
        return stats;
    }

    /** What one executor of a component requests. */
    static Map<String, Double> resources(TopologyView view, String component) {
        if (!view.exists(component)) {
            return new HashMap<>();
        }
        ComponentCommon common = view.isSpout(component) ? view.topology().get_spouts().get(component).get_common()
                : view.topology().get_bolts().get(component).get_common();
        return new NormalizedResourceRequest(common, view.conf(), component).toNormalizedMap();
    }

    /** All components emit and transfer; what is acknowledged, fails and completes is counted at the spouts. */
    private static TopologyStats stats(TopologyView view, boolean includeSys) {
        TopologyStats stats = new TopologyStats();
        stats.set_window_to_emitted(new HashMap<>());
        stats.set_window_to_transferred(new HashMap<>());
        stats.set_window_to_acked(new HashMap<>());
        stats.set_window_to_failed(new HashMap<>());
        stats.set_window_to_complete_latencies_ms(new HashMap<>());
        for (String window : Windows.NAMES) {
            StatsAggregator all = new StatsAggregator();
            StatsAggregator spouts = new StatsAggregator();
            byComponent(view, includeSys).forEach((component, executors) -> {
                StatsAggregator total = total(executors, window, includeSys);
                all.add(total);
                if (view.isSpout(component)) {
                    spouts.add(total);
                }
            });
            stats.get_window_to_emitted().put(window, all.emitted);
            stats.get_window_to_transferred().put(window, all.transferred);
            stats.get_window_to_acked().put(window, spouts.acked);
            stats.get_window_to_failed().put(window, spouts.failed);
            stats.get_window_to_complete_latencies_ms().put(window, spouts.completeLatency());
        }
        return stats;
    }

    private static void addResources(TopologyPageInfo page, TopologyResources resources) {
        page.set_requested_memonheap(resources.getRequestedMemOnHeap());
        page.set_requested_memoffheap(resources.getRequestedMemOffHeap());
        page.set_requested_cpu(resources.getRequestedCpu());
        page.set_assigned_memonheap(resources.getAssignedMemOnHeap());
        page.set_assigned_memoffheap(resources.getAssignedMemOffHeap());
        page.set_assigned_cpu(resources.getAssignedCpu());
        page.set_requested_regular_on_heap_memory(resources.getRequestedNonSharedMemOnHeap());
        page.set_requested_shared_on_heap_memory(resources.getRequestedSharedMemOnHeap());
        page.set_requested_regular_off_heap_memory(resources.getRequestedNonSharedMemOffHeap());
        page.set_requested_shared_off_heap_memory(resources.getRequestedSharedMemOffHeap());
        page.set_assigned_regular_on_heap_memory(resources.getAssignedNonSharedMemOnHeap());
        page.set_assigned_shared_on_heap_memory(resources.getAssignedSharedMemOnHeap());
        page.set_assigned_regular_off_heap_memory(resources.getAssignedNonSharedMemOffHeap());
        page.set_assigned_shared_off_heap_memory(resources.getAssignedSharedMemOffHeap());
        page.set_requested_generic_resources(resources.getRequestedGenericResources());
        page.set_assigned_generic_resources(resources.getAssignedGenericResources());
    }
}
