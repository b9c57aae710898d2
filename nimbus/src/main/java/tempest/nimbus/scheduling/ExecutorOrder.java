// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.scheduling;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.storm.Config;
import org.apache.storm.scheduler.Component;
import org.apache.storm.scheduler.ExecutorDetails;
import org.apache.storm.scheduler.TopologyDetails;
import tempest.cluster.ConfigReader;

/**
 * Puts executors in the order to place them, so that those who talk to each other come together: components are walked from the one with the
 * most connections to its neighbours, or along the streams where the topology asks for that, one executor of each in turn; the system's executors
 * come last.
 *
 * <p>A pure function, for any thread; never looks at a cluster.
 */
final class ExecutorOrder {
    private ExecutorOrder() {
    }

    /** The executors, which are the topology's, in the order to place them. */
    static List<ExecutorDetails> of(TopologyDetails topology, Set<ExecutorDetails> executors) {
        Map<String, Component> components = topology.getUserTopolgyComponents();
        List<List<ExecutorDetails>> byComponent = new ArrayList<>();
        Set<ExecutorDetails> left = new LinkedHashSet<>(executors);
        boolean alongStreams = new ConfigReader(topology.getConf()).flag(Config.TOPOLOGY_RAS_ORDER_EXECUTORS_BY_PROXIMITY_NEEDS, false);
        for (Component component : alongStreams ? alongStreams(components) : walk(components)) {
            List<ExecutorDetails> members = new ArrayList<>(component.getExecs());
            members.retainAll(left);
            members.sort(Comparator.comparingInt(ExecutorDetails::getStartTask));
            left.removeAll(new HashSet<>(members));
            byComponent.add(members);
        }
        List<ExecutorDetails> ordered = inTurn(byComponent);
        left.stream().sorted(Comparator.comparingInt(ExecutorDetails::getStartTask)).forEach(ordered::add);
        return ordered;
    }

    /** Takes from each component as many as keeps all of them equally far along, so that no component is left for the end. */
    private static List<ExecutorDetails> inTurn(List<List<ExecutorDetails>> byComponent) {
        int rounds = byComponent.stream().mapToInt(List::size).filter(size -> size > 0).min().orElse(0);
        List<ExecutorDetails> ordered = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            for (List<ExecutorDetails> members : byComponent) {
                int from = (int) ((long) members.size() * round / rounds);
                int to = (int) ((long) members.size() * (round + 1) / rounds);
                ordered.addAll(members.subList(from, to));
            }
        }
        return ordered;
    }

    private static int connections(Component component, Map<String, Component> components) {
        int executors = component.getExecs().size();
        int others = 0;
        Set<String> neighbours = new HashSet<>(component.getParents());
        neighbours.addAll(component.getChildren());
        for (String neighbour : neighbours) {
            others += components.get(neighbour).getExecs().size();
        }
        return executors * others;
    }

    /** Each component after all that it gets tuples from; of a cycle the first by id goes before. */
    private static List<Component> alongStreams(Map<String, Component> components) {
        List<Component> ordered = new ArrayList<>();
        Set<String> left = new TreeSet<>(components.keySet());
        while (!left.isEmpty()) {
            String next = left.stream().filter(id -> Collections.disjoint(components.get(id).getParents(), left)).findFirst()
                .orElse(left.iterator().next());
            left.remove(next);
            ordered.add(components.get(next));
        }
        return ordered;
    }

    private static List<Component> walk(Map<String, Component> components) {
        Comparator<Component> mostConnected = Comparator.comparingInt((Component each) -> connections(each, components)).reversed()
                .thenComparing(Component::getId);
        List<Component> starts = components.values().stream().sorted(mostConnected).toList();
        Set<Component> walked = new LinkedHashSet<>();
        for (Component start : starts) {
            Deque<Component> next = new ArrayDeque<>(List.of(start));
            while (!next.isEmpty()) {
                Component component = next.poll();
                if (walked.add(component)) {
                    Set<String> neighbours = new HashSet<>(component.getParents());
                    neighbours.addAll(component.getChildren());
                    neighbours.stream().map(components::get).sorted(mostConnected).forEach(next::add);
                }
            }
        }
        return new ArrayList<>(walked);
    }
}
