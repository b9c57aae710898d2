// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.generated.Grouping;
import org.apache.storm.generated.InvalidTopologyException;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.generated.StreamInfo;
import org.apache.storm.validation.ConfigValidation;
import tempest.cluster.Json;
import tempest.cluster.SystemTopology;

/**
 * Whether a user's topology hangs together. Pure functions; any thread. Cycles are allowed, as in Storm's Nimbus: the
 * client refuses those.
 */
final class TopologyCheck {
    private static final String LAG = "topology.bolts.tuple.timestamp.max.lag.ms";

    private TopologyCheck() {
    }

    /** Throws one line that says what is wrong and what would be right. */
    static void check(StormTopology topology) throws InvalidTopologyException {
        if (topology == null || topology.get_spouts() == null || topology.get_spouts().isEmpty()) {
            throw new InvalidTopologyException("the topology has no spout; it needs at least one");
        }
        if (topology.is_set_state_spouts() && !topology.get_state_spouts().isEmpty()) {
            throw new InvalidTopologyException("the topology has state spouts, which no engine runs; use spouts and bolts");
        }
        Set<String> twice = new HashSet<>(topology.get_spouts().keySet());
        twice.retainAll(topology.get_bolts().keySet());
        if (!twice.isEmpty()) {
            throw new InvalidTopologyException("component id '" + twice.iterator().next() + "' is used twice; ids must be unique");
        }
        Map<String, ComponentCommon> components = new TreeMap<>(SystemTopology.components(topology));
        for (Map.Entry<String, ComponentCommon> component : components.entrySet()) {
            checkIds(component.getKey(), component.getValue());
            checkParallelism(component.getKey(), component.getValue());
        }
        for (String spout : topology.get_spouts().keySet()) {
            if (components.get(spout).is_set_inputs() && !components.get(spout).get_inputs().isEmpty()) {
                throw new InvalidTopologyException("spout '" + spout + "' subscribes to a stream; only bolts can");
            }
        }
        for (Map.Entry<String, ComponentCommon> component : components.entrySet()) {
            for (Map.Entry<GlobalStreamId, Grouping> input : component.getValue().get_inputs().entrySet()) {
                checkInput(component.getKey(), input.getKey(), input.getValue(), components);
            }
        }
    }

    private static void checkIds(String id, ComponentCommon common) throws InvalidTopologyException {
        if (id.isEmpty() || id.startsWith("__")) {
            throw new InvalidTopologyException("component id '" + id + "' is not allowed: it must not be empty nor start with '__',"
                + " which is the system's");
        }
        for (String stream : common.get_streams().keySet()) {
            if (stream.isEmpty() || stream.startsWith("__")) {
                throw new InvalidTopologyException("component '" + id + "' declares stream '" + stream
                    + "': a stream's id must not be empty nor start with '__', which is the system's");
            }
        }
    }

    private static void checkParallelism(String id, ComponentCommon common) throws InvalidTopologyException {
        int tasks;
        try {
            Map<String, Object> own = Json.parse(common.get_json_conf());
            if (own.get(LAG) instanceof Number lag && lag.longValue() == 0) {
                own.remove(LAG); // withLag(Duration.of(0)), which Storm's validator would refuse; it does not look at components
            }
            ConfigValidation.validateFields(own);
            tasks = SystemTopology.tasks(common);
        } catch (IllegalArgumentException e) {
            throw new InvalidTopologyException("component '" + id + "': " + e.getMessage());
        }
        if (SystemTopology.parallelism(common) <= 0 && (tasks > 0 || common.is_set_parallelism_hint())) {
            throw new InvalidTopologyException("component '" + id + "' has parallelism " + SystemTopology.parallelism(common)
                + "; it must be at least 1");
        }
    }

    private static void checkInput(String id, GlobalStreamId input, Grouping grouping, Map<String, ComponentCommon> components)
            throws InvalidTopologyException {
        ComponentCommon source = components.get(input.get_componentId());
        String subscription = "component '" + id + "' subscribes to stream '" + input.get_streamId() + "' of component '"
            + input.get_componentId() + "'";
        if (source == null) {
            if (input.get_componentId().startsWith("__")) {
                return;
            }
            throw new InvalidTopologyException(subscription + ", which does not exist; there are " + components.keySet());
        }
        StreamInfo stream = source.get_streams().get(input.get_streamId());
        if (stream == null) {
            if (input.get_streamId().startsWith("__")) {
                return;
            }
            throw new InvalidTopologyException(subscription + ", which declares only " + new TreeSet<>(source.get_streams().keySet()));
        }
        if (grouping == null || !grouping.isSet()) {
            throw new InvalidTopologyException(subscription + " without a grouping");
        }
        if (grouping.is_set_fields() && !stream.get_output_fields().containsAll(grouping.get_fields())) {
            throw new InvalidTopologyException(subscription + " grouped by fields " + grouping.get_fields()
                + ", but that stream has only " + stream.get_output_fields());
        }
    }
}
