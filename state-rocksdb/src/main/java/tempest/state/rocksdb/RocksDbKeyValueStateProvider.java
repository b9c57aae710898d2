// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.state.rocksdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.storm.Config;
import org.apache.storm.state.DefaultStateSerializer;
import org.apache.storm.state.Serializer;
import org.apache.storm.state.State;
import org.apache.storm.state.StateProvider;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.utils.ReflectionUtils;
import tempest.state.snapshot.SnapshotStore;
import tempest.state.snapshot.SnapshotStores;
import tempest.state.snapshot.StateId;

/**
 * Keeps the state of stateful bolts in RocksDB: named by {@code topology.state.provider}, configured by the JSON of
 * {@code topology.state.provider.config}. Called while a task starts, on its thread.
 */
public final class RocksDbKeyValueStateProvider implements StateProvider {
    /** Of a state outside of any topology. */
    private static final String NO_TOPOLOGY = "no-topology";

    private final Clock clock;

    public RocksDbKeyValueStateProvider() {
        this(Clock.systemUTC());
    }

    RocksDbKeyValueStateProvider(Clock clock) {
        this.clock = clock;
    }

    /**
     * @throws IllegalArgumentException if the configuration cannot be right
     * @throws IllegalStateException if what is stored does not fit
     * @throws UncheckedIOException if a folder cannot be used
     */
    @Override
    public State newState(String namespace, Map<String, Object> topoConf, TopologyContext context) {
        RocksDbConfig config = RocksDbConfig.of(topoConf);
        StateId id = id(namespace, context);
        Path local = config.localFolder().resolve(id.folder());
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try {
            SnapshotStore store = SnapshotStores.open(RocksDbConfig.KEY + ": folder", config.folder(), loader);
            OpenStates.closeFormer(local);
            RocksDbKeyValueState<?, ?> state = new RocksDbKeyValueState<>(new RocksDbKeyValueState.Parts<>(id, config, store, owner(context),
                serializer(topoConf, config, "key"), serializer(topoConf, config, "value"), serializers(topoConf, config), loader, clock));
            OpenStates.opened(local, state);
            return state;
        } catch (IOException e) {
            throw new UncheckedIOException(id + ": " + e.getMessage(), e);
        }
    }

    private static StateId id(String namespace, TopologyContext context) {
        if (context == null || context.getStormId() == null) {
            return new StateId(NO_TOPOLOGY, namespace, namespace, 0, 1);
        }
        String component = context.getThisComponentId();
        return new StateId(context.getStormId(), namespace, component, context.getThisTaskIndex(), context.getComponentTasks(component).size());
    }

    private static String owner(TopologyContext context) {
        String process = "process " + ProcessHandle.current().pid();
        return context == null || context.getThisWorkerPort() == null ? process : process + ", worker at port " + context.getThisWorkerPort();
    }

    private static Serializer<Object> serializer(Map<String, Object> topoConf, RocksDbConfig config, String of) {
        String serializer = config.serializers().get(of + "SerializerClass");
        if (serializer != null) {
            return ReflectionUtils.newInstance(serializer);
        }
        // Without the context: what is stored can be read by who has none.
        String type = config.serializers().get(of + "Class");
        return new DefaultStateSerializer<>(topoConf, null, type == null ? List.of() : List.of(loaded(of + "Class", type)));
    }

    private static Class<?> loaded(String key, String name) {
        try {
            return Class.forName(name, true, Thread.currentThread().getContextClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(RocksDbConfig.KEY + ": " + key + " is " + name + ", which is not there", e);
        }
    }

    private static Map<String, String> serializers(Map<String, Object> topoConf, RocksDbConfig config) {
        Map<String, String> all = new TreeMap<>(config.serializers());
        Object registered = topoConf.get(Config.TOPOLOGY_STATE_KRYO_REGISTER);
        if (registered instanceof Iterable<?> names && names.iterator().hasNext()) {
            all.put(Config.TOPOLOGY_STATE_KRYO_REGISTER, registered.toString());
        }
        return all;
    }
}
