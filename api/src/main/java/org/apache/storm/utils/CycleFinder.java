// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.storm.generated.Bolt;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.generated.StormTopology;

/** Finds the cycles of a topology's graph, by depth-first search with a stack of its own. Used by one thread, once. */
final class CycleFinder {
    private final List<String> spouts;
    private final Map<String, List<String>> downstream = new TreeMap<>();
    private final Set<String> finished = new HashSet<>();
    private final List<List<String>> cycles = new ArrayList<>();
    private final Set<String> inCycles = new HashSet<>();

    /** A component that is being visited and how many of the components after it have been. */
    private static final class Visit {
        private final String component;
        private int next;

        Visit(String component) {
            this.component = component;
        }
    }

    CycleFinder(StormTopology topology) {
        spouts = topology.get_spouts() == null ? List.of() : topology.get_spouts().keySet().stream().sorted().toList();
        if (topology.get_bolts() == null) {
            return;
        }
        for (Map.Entry<String, Bolt> bolt : new TreeMap<>(topology.get_bolts()).entrySet()) {
            if (Utils.isSystemId(bolt.getKey())) {
                continue;
            }
            for (GlobalStreamId input : bolt.getValue().get_common().get_inputs().keySet()) {
                if (!Utils.isSystemId(input.get_componentId())) {
                    List<String> after = downstream.computeIfAbsent(input.get_componentId(), id -> new ArrayList<>());
                    if (!after.contains(bolt.getKey())) {
                        after.add(bolt.getKey());
                    }
                }
            }
        }
    }

    /**
     * Cycles that tuples can get into and that have no component in common, each as its components in the direction of flow. At least one if
     * there is any behind a spout.
     */
    List<List<String>> find() {
        for (String spout : spouts) {
            if (!finished.contains(spout)) {
                searchFrom(spout);
            }
        }
        return cycles;
    }

    private void searchFrom(String root) {
        List<Visit> path = new ArrayList<>();
        path.add(new Visit(root));
        while (!path.isEmpty()) {
            Visit top = path.get(path.size() - 1);
            List<String> after = downstream.getOrDefault(top.component, List.of());
            if (top.next == after.size()) {
                finished.add(top.component);
                path.remove(path.size() - 1);
                continue;
            }
            String next = after.get(top.next++);
            List<String> names = path.stream().map(visit -> visit.component).toList();
            int onPath = names.indexOf(next);
            if (onPath >= 0) {
                report(names.subList(onPath, names.size()));
            } else if (!finished.contains(next)) {
                path.add(new Visit(next));
            }
        }
    }

    /** Loops that share components are one knot to its author: the first of them stands for all. */
    private void report(List<String> cycle) {
        if (cycle.stream().noneMatch(inCycles::contains)) {
            cycles.add(new ArrayList<>(cycle));
            inCycles.addAll(cycle);
        }
    }
}
