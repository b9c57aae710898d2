// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.engine;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.GlobalStreamId;

/** Which component can reach which. Built once, immutable; streams of the system carry no tuples of users and are left out. */
final class ComponentGraph {
    private final Map<String, Set<String>> reachable = new HashMap<>();

    ComponentGraph(Map<String, ComponentCommon> components) {
        Map<String, Set<String>> next = new HashMap<>();
        components.forEach((subscriber, common) -> {
            for (GlobalStreamId source : common.get_inputs().keySet()) {
                if (!source.get_streamId().startsWith("__")) {
                    next.computeIfAbsent(source.get_componentId(), c -> new HashSet<>()).add(subscriber);
                }
            }
        });
        for (String component : components.keySet()) {
            Set<String> seen = new HashSet<>();
            ArrayDeque<String> open = new ArrayDeque<>(next.getOrDefault(component, Set.of()));
            while (!open.isEmpty()) {
                String one = open.pop();
                if (seen.add(one)) {
                    open.addAll(next.getOrDefault(one, Set.of()));
                }
            }
            reachable.put(component, seen);
        }
    }

    /** Whether tuples that {@code from} emits to {@code to} can return to {@code from}. */
    boolean isCyclic(String from, String to) {
        return reachable.getOrDefault(to, Set.of()).contains(from);
    }
}
