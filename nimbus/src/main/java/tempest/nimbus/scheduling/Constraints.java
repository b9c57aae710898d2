// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.scheduling;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.storm.Config;
import org.apache.storm.scheduler.TopologyDetails;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.ConfigReader;

/**
 * What {@code topology.ras.constraints} demands of a placement. Immutable, pure.
 *
 * @param apart   by component, those whose executors must not share a worker with its own; goes both ways
 * @param mostOnNode by component, how many of its executors one node may have
 */
public record Constraints(Map<String, Set<String>> apart, Map<String, Integer> mostOnNode) {
    private static final Logger LOG = LoggerFactory.getLogger(Constraints.class);
    private static final String FORM = "a list of pairs of components that must not share a worker, or a map from component to"
        + " {maxNodeCoLocationCnt: N, incompatibleComponents: [...]}";

    /** Reads a topology's constraints; fails if one is malformed. One about a component that does not exist has no effect, and is told in the log. */
    public static Constraints of(TopologyDetails topology) {
        Map<String, Set<String>> apart = new HashMap<>();
        Map<String, Integer> most = new HashMap<>();
        String key = Config.TOPOLOGY_RAS_CONSTRAINTS;
        Object configured = topology.getConf().get(key);
        if (configured instanceof Collection<?> pairs) {
            for (Object pair : pairs) {
                if (!(pair instanceof List<?> two) || two.size() != 2) {
                    throw ConfigReader.wrong(key, configured, FORM);
                }
                separate(apart, two.get(0).toString(), two.get(1).toString());
            }
        } else if (configured instanceof Map<?, ?> byComponent) {
            byComponent.forEach((component, wishes) -> read(component.toString(), wishes, apart, most, configured));
        } else if (configured != null) {
            throw ConfigReader.wrong(key, configured, FORM);
        }
        if (topology.getConf().get(Config.TOPOLOGY_SPREAD_COMPONENTS) instanceof Collection<?> spread) {
            spread.forEach(component -> most.putIfAbsent(component.toString(), 1));
        }
        Set<String> unknown = new TreeSet<>(apart.keySet());
        unknown.addAll(most.keySet());
        unknown.removeAll(topology.getComponentToExecutors().keySet());
        if (!unknown.isEmpty()) {
            // As on Storm: one configuration may serve several topologies.
            LOG.warn("{} of topology {} has no effect on {}: its components are {}", key, topology.getId(), unknown, topology.getComponentToExecutors().keySet());
        }
        return new Constraints(apart, most);
    }

    private static void read(String component, Object wishes, Map<String, Set<String>> apart, Map<String, Integer> most, Object configured) {
        if (!(wishes instanceof Map<?, ?> map)) {
            throw ConfigReader.wrong(Config.TOPOLOGY_RAS_CONSTRAINTS, configured, FORM);
        }
        Object count = map.get("maxNodeCoLocationCnt");
        if (count instanceof Number number && number.intValue() > 0) {
            most.put(component, number.intValue());
        } else if (count != null) {
            throw ConfigReader.wrong(Config.TOPOLOGY_RAS_CONSTRAINTS, configured, FORM);
        }
        Object others = map.get("incompatibleComponents");
        List<Object> all = new ArrayList<>();
        if (others instanceof Collection<?> many) {
            all.addAll(many);
        } else if (others != null) {
            all.add(others);
        }
        all.forEach(other -> separate(apart, component, other.toString()));
    }

    private static void separate(Map<String, Set<String>> apart, String one, String other) {
        apart.computeIfAbsent(one, c -> new HashSet<>()).add(other);
        apart.computeIfAbsent(other, c -> new HashSet<>()).add(one);
    }

    /** Whether executors of two components may be in one worker. */
    boolean mayShareWorker(String one, String other) {
        return !apart.getOrDefault(one, Set.of()).contains(other);
    }

    int mostOnNode(String component) {
        return mostOnNode.getOrDefault(component, Integer.MAX_VALUE);
    }

    /** How much a component is constrained; the most constrained are placed first. */
    int weight(String component) {
        return apart.getOrDefault(component, Set.of()).size() + (mostOnNode.containsKey(component) ? 1 : 0);
    }
}
