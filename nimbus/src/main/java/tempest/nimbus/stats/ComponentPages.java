// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.stats;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.generated.ComponentAggregateStats;
import org.apache.storm.generated.ComponentPageInfo;
import org.apache.storm.generated.ComponentType;
import org.apache.storm.generated.DebugOptions;
import org.apache.storm.generated.ExecutorAggregateStats;
import org.apache.storm.generated.GlobalStreamId;
import tempest.nimbus.stats.TopologyView.Executor;

/** What clients read of one spout or bolt. Pure functions, for any thread; never asks a worker. */
public final class ComponentPages {
    /** The system component that writes down the tuples of components being watched. */
    private static final String EVENT_LOGGER = "__eventlogger";

    private ComponentPages() {
    }

    /**
     * A component with its sums in every window; its streams and executors in one.
     *
     * @throws IllegalArgumentException if the topology has no such component
     */
    public static ComponentPageInfo page(TopologyView view, String component, String window, boolean includeSys) {
        List<Executor> executors = new ArrayList<>(view.executors());
        executors.removeIf(executor -> !executor.component().equals(component));
        if (!view.exists(component) && executors.isEmpty()) {
            throw new IllegalArgumentException("topology " + view.id() + " has no component " + component);
        }
        boolean spout = view.isSpout(component);
        String asked = Windows.orAllTime(window);
        ComponentPageInfo page = new ComponentPageInfo(component, spout ? ComponentType.SPOUT : ComponentType.BOLT);
        page.set_topology_id(view.id());
        page.set_topology_name(view.base().get_name());
        page.set_topology_status(view.status());
        page.set_num_executors(executors.size());
        page.set_num_tasks(executors.stream().mapToInt(Executor::tasks).sum());
        page.set_errors(view.errorsOf(component));
        page.set_resources_map(TopologyPages.resources(view, component));
        page.set_window_to_stats(new HashMap<>());
        for (String each : Windows.NAMES) {
            page.get_window_to_stats().put(each, TopologyPages.component(view, component, executors, each, includeSys));
        }
        addStreams(page, executors, spout, asked, includeSys);
        page.set_exec_stats(new ArrayList<>());
        for (Executor executor : executors) {
            page.get_exec_stats().add(executor(executor, spout, asked, includeSys));
        }
        DebugOptions debug = view.debug(component);
        if (debug != null && debug.is_enable()) {
            page.set_debug_options(debug);
        }
        addEventLog(page, view, component);
        return page;
    }

    private static void addStreams(ComponentPageInfo page, List<Executor> executors, boolean spout, String window, boolean includeSys) {
        Map<String, StatsAggregator> outputs = new HashMap<>();
        Map<GlobalStreamId, StatsAggregator> inputs = new HashMap<>();
        for (Executor executor : executors) {
            if (executor.stats() != null) {
                merge(outputs, StatsAggregator.outputs(executor.stats(), window, includeSys));
                merge(inputs, StatsAggregator.inputs(executor.stats(), window));
            }
        }
        page.set_sid_to_output_stats(toThrift(outputs, spout));
        page.set_gsid_to_input_stats(toThrift(inputs, spout));
    }

    private static <K> void merge(Map<K, StatsAggregator> sums, Map<K, StatsAggregator> parts) {
        parts.forEach((key, part) -> sums.computeIfAbsent(key, k -> new StatsAggregator()).add(part));
    }

    private static <K> Map<K, ComponentAggregateStats> toThrift(Map<K, StatsAggregator> sums, boolean spout) {
        Map<K, ComponentAggregateStats> stats = new HashMap<>();
        sums.forEach((key, sum) -> stats.put(key, sum.toThrift(spout)));
        return stats;
    }

    private static ExecutorAggregateStats executor(Executor executor, boolean spout, String window, boolean includeSys) {
        ComponentAggregateStats stats = TopologyPages.total(List.of(executor), window, includeSys).toThrift(spout);
        stats.get_common_stats().set_num_executors(1);
        stats.get_common_stats().set_num_tasks(executor.tasks());
        ExecutorAggregateStats row = new ExecutorAggregateStats();
        row.set_exec_summary(TopologyPages.summary(executor));
        row.set_stats(stats);
        return row;
    }

    /** Tuples of a component being watched go to one event logger task: the one a fields grouping on the component's id picks. */
    private static void addEventLog(ComponentPageInfo page, TopologyView view, String component) {
        List<Executor> loggers = new ArrayList<>();
        for (Executor executor : view.executors()) {
            for (int task = 0; executor.component().equals(EVENT_LOGGER) && task < executor.tasks(); task++) {
                loggers.add(executor);
            }
        }
        if (!loggers.isEmpty()) {
            Executor logger = loggers.get(Math.floorMod(List.of(component).hashCode(), loggers.size()));
            page.set_eventlog_host(logger.host());
            page.set_eventlog_port(logger.slot().port());
        }
    }
}
