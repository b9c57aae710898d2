// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.epoch;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.apache.storm.Config;
import org.apache.storm.generated.Bolt;
import org.apache.storm.generated.ComponentObject;
import org.apache.storm.generated.InvalidTopologyException;
import org.apache.storm.generated.SpoutSpec;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.spout.CheckpointSpout;
import org.apache.storm.task.ShellBolt;
import org.apache.storm.topology.CheckpointTupleForwarder;
import org.apache.storm.topology.IRichBolt;
import org.apache.storm.topology.IStatefulBolt;
import org.apache.storm.topology.StateGuarantee;
import org.apache.storm.topology.StatefulBoltExecutor;
import org.apache.storm.topology.WindowedBoltExecutor;
import org.apache.storm.utils.ObjectReader;
import org.apache.storm.utils.ReflectionUtils;
import org.apache.storm.utils.Utils;
import org.apache.storm.utils.WrappedInvalidTopologyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code topology.state.guarantee: exactly-once}: each tuple of a topology's spouts is in the state of its bolts, and in what its sinks committed, once, whatever fails. Its
 * spouts are {@link ICheckpointedSpout}s, its sinks {@link ITwoPhaseSink}s, and bolts with state what they are elsewhere. Called where the topology is submitted; keeps nothing,
 * so that a topology may be submitted as often as one likes. What cannot take part is refused by name.
 */
public final class ExactlyOnce implements StateGuarantee {
    private static final Logger LOG = LoggerFactory.getLogger(ExactlyOnce.class);
    /** Packages whose bolts without state hold tuples, or what became of them, all the same. */
    private static final Set<String> KEEPING = Set.of("tempest.api.window", "tempest.api.join", "tempest.api.pattern");
    private static final List<String> TRIDENT = List.of("org.apache.storm.trident.", "tempest.trident.");
    private static final int DEFAULT_TIMEOUT_SECS = 30;

    @Override
    public String name() {
        return "exactly-once";
    }

    @Override
    public StormTopology rewrite(StormTopology topology, Map<String, Object> conf) throws InvalidTopologyException {
        if (topology.get_spouts().containsKey(EpochCoordinator.COMPONENT)) {
            return topology; // rewritten before
        }
        checkConf(conf);
        StormTopology result = new StormTopology(topology);
        result.get_spouts().remove(CheckpointSpout.CHECKPOINT_COMPONENT_ID);
        EpochStreams streams = new EpochStreams(result, conf);
        List<String> saving = new ArrayList<>();
        for (Map.Entry<String, SpoutSpec> each : result.get_spouts().entrySet()) {
            ICheckpointedSpout spout = spout(each.getKey(), object(each.getKey(), each.getValue().get_spout_object()));
            each.getValue().set_spout_object(ComponentObject.serialized_java(Utils.javaSerialize(new EpochSpout(spout))));
            streams.tag(each.getValue().get_common());
            saving.add(each.getKey());
        }
        for (Map.Entry<String, Bolt> each : result.get_bolts().entrySet()) {
            String id = each.getKey();
            Object bolt = bolt(id, object(id, each.getValue().get_bolt_object()));
            boolean saves = bolt instanceof IStatefulBolt || BoltLife.sink(bolt) != null || !streams.hasSubscriber(id);
            if (saves) {
                saving.add(id);
            }
            long tickEvery = streams.tickEachSecond(id, each.getValue().get_common());
            EpochBolt.Wrapped wrapped = new EpochBolt.Wrapped(Utils.javaSerialize(bolt), saves, tickEvery);
            each.getValue().set_bolt_object(ComponentObject.serialized_java(Utils.javaSerialize(new EpochBolt(wrapped))));
            streams.tag(each.getValue().get_common());
            streams.subscribeToBarriers(id, each.getValue().get_common());
        }
        refuseCycles(result);
        result.put_to_spouts(EpochCoordinator.COMPONENT, new SpoutSpec(ComponentObject.serialized_java(Utils.javaSerialize(new EpochCoordinator(saving))), streams.none()));
        return result;
    }

    static InvalidTopologyException refused(String message) {
        return new WrappedInvalidTopologyException(message);
    }

    private static void checkConf(Map<String, Object> conf) throws InvalidTopologyException {
        Object folder = conf.get(EpochSettings.FOLDER);
        if (!(folder instanceof String path) || path.isBlank() || !Path.of(path).isAbsolute()) {
            throw refused("Configuration key " + EpochSettings.FOLDER + " is " + (folder == null ? "not set" : "'" + folder + "'")
                + "; with " + KEY + ": exactly-once it has to be the absolute path of a folder of the topology's own that all of its workers see");
        }
        long timeoutMs = 1000L * ObjectReader.getInt(conf.get(Config.TOPOLOGY_MESSAGE_TIMEOUT_SECS), DEFAULT_TIMEOUT_SECS);
        if (EpochSettings.intervalMs(conf) > timeoutMs) {
            throw refused("Configuration key " + EpochSettings.INTERVAL + " is " + EpochSettings.intervalMs(conf) + ", longer than " + Config.TOPOLOGY_MESSAGE_TIMEOUT_SECS + " ("
                + timeoutMs / 1000 + " s): an epoch has to end before a tuple counts as lost");
        }
        String provider = EpochSettings.provider(conf);
        if (provider != null) {
            checkProvider(provider, conf);
        }
    }

    private static void checkProvider(String provider, Map<String, Object> conf) throws InvalidTopologyException {
        Object made;
        try {
            made = ReflectionUtils.newInstance(provider);
        } catch (RuntimeException e) {
            throw refused("Configuration key " + Config.TOPOLOGY_STATE_PROVIDER + " is " + provider + ", of which no object can be made: " + e.getMessage());
        }
        if (!(made instanceof IEpochStateProvider keeper)) {
            throw refused("Configuration key " + Config.TOPOLOGY_STATE_PROVIDER + " is " + provider + "; with " + KEY + ": exactly-once state is kept in memory or by a provider that implements "
                + IEpochStateProvider.class.getName() + ", such as tempest.state.rocksdb.RocksDbKeyValueStateProvider");
        }
        try {
            keeper.check(conf);
        } catch (IllegalArgumentException e) {
            throw refused(e.getMessage());
        }
    }

    private static Object object(String id, ComponentObject object) throws InvalidTopologyException {
        if (!object.is_set_serialized_java()) {
            throw refused("Component '" + id + "' cannot be in an exactly-once topology: it is not an object of Java, but " + object.getSetField());
        }
        return Utils.javaDeserialize(object.get_serialized_java(), Object.class);
    }

    private static ICheckpointedSpout spout(String id, Object spout) throws InvalidTopologyException {
        if (isTrident(spout)) {
            throw trident(id);
        }
        if (!(spout instanceof ICheckpointedSpout checkpointed)) {
            throw refused("Spout '" + id + "' cannot be in an exactly-once topology: " + spout.getClass().getName() + " cannot go back; it would have to implement "
                + ICheckpointedSpout.class.getName());
        }
        return checkpointed;
    }

    private static boolean isTrident(Object component) {
        return TRIDENT.stream().anyMatch(component.getClass().getName()::startsWith);
    }

    private static InvalidTopologyException trident(String id) {
        return refused("Component '" + id + "' is of Trident, whose states are exact by its own transactions: leave " + KEY + " out");
    }

    /** The user's bolt: one that is or runs a sink, or an IStatefulBolt. */
    private static Object bolt(String id, Object submitted) throws InvalidTopologyException {
        Object bolt = submitted instanceof CheckpointTupleForwarder forwarder ? forwarder.wrappedBolt() : submitted;
        if (bolt instanceof StatefulBoltExecutor<?> executor) {
            bolt = executor.wrappedBolt();
            if (bolt instanceof ITwoPhaseSink) {
                throw refused("Bolt '" + id + "' has state and is a sink; an exactly-once topology needs a bolt for each");
            }
        }
        String type = bolt.getClass().getName();
        if (isTrident(bolt)) {
            throw trident(id);
        }
        if (bolt instanceof WindowedBoltExecutor) {
            throw refused("Bolt '" + id + "' cannot be in an exactly-once topology: a timer fires its windows, between which no epoch can be cut; "
                + "use tempest.api.window.KeyedWindowBolt with stateful()");
        }
        if (bolt instanceof ShellBolt) {
            throw refused("Bolt '" + id + "' cannot be in an exactly-once topology: a process of another language runs it, which does not go back");
        }
        if (bolt instanceof IStatefulBolt) {
            return bolt;
        }
        if (KEEPING.contains(bolt.getClass().getPackageName())) {
            throw refused("Bolt '" + id + "' cannot be in an exactly-once topology: a " + type + " keeps what it has of its input outside of the topology's state");
        }
        if (!(bolt instanceof IRichBolt)) {
            throw refused("Bolt '" + id + "' cannot be in an exactly-once topology: " + type + " is no " + IRichBolt.class.getName());
        }
        if (BoltLife.sink(bolt) == null) {
            requireNoHiddenSink(id, bolt);
            warnOfFields(id, bolt);
        }
        return bolt;
    }

    private static List<Field> fields(Object bolt) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> type = bolt.getClass(); type != null && type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    fields.add(field);
                }
            }
        }
        return fields;
    }

    /** A sink that a bolt only has in a field would never be committed. */
    private static void requireNoHiddenSink(String id, Object bolt) throws InvalidTopologyException {
        for (Field field : fields(bolt)) {
            if (ITwoPhaseSink.class.isAssignableFrom(field.getType()) || field.trySetAccessible() && value(field, bolt) instanceof ITwoPhaseSink) {
                throw refused("Bolt '" + id + "' runs a sink, in the field " + field.getName() + ", and is none itself, so nobody would commit it: let "
                    + bolt.getClass().getName() + " implement " + ITwoPhaseSink.class.getName());
            }
        }
    }

    private static Object value(Field field, Object of) {
        try {
            return field.get(of);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field + " is accessible", e);
        }
    }

    /** What looks as if it changed with each tuple is not saved. */
    private static void warnOfFields(String id, Object bolt) {
        List<String> suspects = new ArrayList<>();
        for (Field field : fields(bolt)) {
            boolean holds = Collection.class.isAssignableFrom(field.getType()) || Map.class.isAssignableFrom(field.getType());
            boolean counts = field.getType().isPrimitive();
            if ((holds || counts) && !Modifier.isFinal(field.getModifiers())) {
                suspects.add(field.getName());
            }
        }
        if (!suspects.isEmpty()) {
            LOG.warn("Bolt '{}' has no state, and fields that may change with its input: {}. No epoch saves them, and they begin anew when the topology goes back; what counts "
                + "belongs into the state of an IStatefulBolt", id, suspects);
        }
    }

    private static void refuseCycles(StormTopology topology) throws InvalidTopologyException {
        for (String bolt : topology.get_bolts().keySet()) {
            Set<String> before = new HashSet<>();
            Queue<String> next = new ArrayDeque<>(EpochStreams.sources(topology, bolt));
            for (String component = next.poll(); component != null; component = next.poll()) {
                if (component.equals(bolt)) {
                    throw refused("Bolt '" + bolt + "' is part of a cycle, in which no epoch can be cut: an exactly-once topology cannot have one");
                }
                if (before.add(component)) {
                    next.addAll(EpochStreams.sources(topology, component));
                }
            }
        }
    }
}
