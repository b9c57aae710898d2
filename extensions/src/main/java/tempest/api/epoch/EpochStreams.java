// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.epoch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.storm.Config;
import org.apache.storm.generated.Bolt;
import org.apache.storm.generated.ComponentCommon;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.generated.Grouping;
import org.apache.storm.generated.InvalidTopologyException;
import org.apache.storm.generated.NullStruct;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.generated.StreamInfo;
import org.apache.storm.grouping.CustomStreamGrouping;
import org.apache.storm.shade.net.minidev.json.JSONValue;
import org.apache.storm.spout.CheckpointSpout;
import org.apache.storm.utils.Utils;

/** The streams of a topology that becomes an exactly-once one: tuples get a tag, and barriers a stream of each component. Used once, where the topology is submitted. */
final class EpochStreams {
    private static final String TICKS = Config.TOPOLOGY_TICK_TUPLE_FREQ_SECS;

    private final StormTopology topology;
    private final Map<String, Object> conf;
    private final Set<String> subscribedTo = new HashSet<>();

    /** @param topology changed by what is called here; what Storm's checkpoints need is taken out of it at once */
    EpochStreams(StormTopology topology, Map<String, Object> conf) throws InvalidTopologyException {
        this.topology = topology;
        this.conf = conf;
        for (Map.Entry<String, Bolt> each : topology.get_bolts().entrySet()) {
            ComponentCommon common = each.getValue().get_common();
            common.get_streams().remove(CheckpointSpout.CHECKPOINT_STREAM_ID);
            common.get_inputs().keySet().removeIf(input -> input.get_streamId().equals(CheckpointSpout.CHECKPOINT_STREAM_ID));
            subscribedTo.addAll(sources(topology, each.getKey()));
        }
        for (String component : subscribedTo) {
            if (!topology.get_spouts().containsKey(component) && !topology.get_bolts().containsKey(component)) {
                throw ExactlyOnce.refused("A bolt subscribes to component '" + component + "', which the topology does not have");
            }
        }
    }

    /** The components that a component subscribes to. */
    static Set<String> sources(StormTopology topology, String component) {
        Bolt bolt = topology.get_bolts().get(component);
        Set<String> sources = new HashSet<>();
        if (bolt != null) {
            bolt.get_common().get_inputs().keySet().forEach(input -> sources.add(input.get_componentId()));
        }
        return sources;
    }

    boolean hasSubscriber(String component) {
        return subscribedTo.contains(component);
    }

    /** What a component without streams has. */
    ComponentCommon none() {
        ComponentCommon common = new ComponentCommon(new HashMap<>(), new HashMap<>());
        common.set_parallelism_hint(1);
        return common;
    }

    void tag(ComponentCommon common) {
        for (StreamInfo stream : common.get_streams().values()) {
            stream.add_to_output_fields(Tag.FIELD);
        }
        common.put_to_streams(EpochOutput.STREAM, new StreamInfo(new ArrayList<>(EpochOutput.FIELDS.toList()), true));
    }

    void subscribeToBarriers(String id, ComponentCommon common) throws InvalidTopologyException {
        for (Map.Entry<GlobalStreamId, Grouping> input : common.get_inputs().entrySet()) {
            if (input.getValue().is_set_custom_object()) {
                throw ExactlyOnce.refused("Bolt '" + id + "' has a grouping that is made by name, and would see more values than there are; let it be an object of Java");
            }
            if (input.getValue().is_set_custom_serialized()) {
                CustomStreamGrouping grouping = Utils.javaDeserialize(input.getValue().get_custom_serialized(), CustomStreamGrouping.class);
                input.setValue(Grouping.custom_serialized(Utils.javaSerialize(new UntaggedGrouping(grouping))));
            }
        }
        for (String source : sources(topology, id)) {
            common.put_to_inputs(new GlobalStreamId(source, EpochOutput.STREAM), Grouping.direct(new NullStruct()));
        }
    }

    /** Has a bolt's task wake up each second; which of these ticks the bolt itself asked for, 0 for none. */
    @SuppressWarnings("unchecked")
    long tickEachSecond(String id, ComponentCommon common) throws InvalidTopologyException {
        Map<String, Object> own = new HashMap<>();
        if (common.is_set_json_conf() && JSONValue.parse(common.get_json_conf()) instanceof Map<?, ?> set) {
            own.putAll((Map<String, Object>) set);
        }
        Object asked = own.containsKey(TICKS) ? own.get(TICKS) : conf.get(TICKS);
        own.put(TICKS, 1);
        common.set_json_conf(JSONValue.toJSONString(own));
        if (asked == null) {
            return 0;
        }
        if (!(asked instanceof Number number) || number.doubleValue() != number.longValue()) {
            throw ExactlyOnce.refused("Bolt '" + id + "': " + TICKS + " is " + asked + "; in an exactly-once topology it has to be a whole number of seconds");
        }
        return number.longValue();
    }
}
