// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.state.rocksdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.apache.storm.state.State;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.utils.SteadyTime;
import tempest.api.epoch.IEpochState;
import tempest.api.epoch.IEpochStateProvider;
import tempest.state.snapshot.SnapshotStore;
import tempest.state.snapshot.SnapshotStores;
import tempest.state.snapshot.StateId;

/**
 * Keeps the state of stateful bolts in RocksDB: named by {@code topology.state.provider}, configured by the JSON of
 * {@code topology.state.provider.config}. Called while a task starts, on its thread.
 */
public final class RocksDbKeyValueStateProvider implements IEpochStateProvider {
    /** Of a state outside of any topology. */
    private static final String NO_TOPOLOGY = "no-topology";

    private final InstantSource clock;

    public RocksDbKeyValueStateProvider() {
        this(() -> Instant.ofEpochMilli(SteadyTime.currentTimeMillis())); // no time to live is over because somebody set the clock
    }

    RocksDbKeyValueStateProvider(InstantSource clock) {
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
        EntrySerializers serializers = EntrySerializers.of(config.serializers(), topoConf);
        StateId id = id(namespace, context);
        Path local = config.localFolder().resolve(id.folder());
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try {
            SnapshotStore store = SnapshotStores.open(RocksDbConfig.KEY + ": folder", config.folder(), loader);
            OpenStates.closeFormer(local);
            RocksDbKeyValueState<?, ?> state = new RocksDbKeyValueState<>(new RocksDbKeyValueState.Parts<>(id, config, store, owner(context),
                serializers.keys(), serializers.values(), serializers.named(), loader, clock));
            OpenStates.opened(local, state);
            return state;
        } catch (IOException e) {
            throw new UncheckedIOException(id + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void check(Map<String, Object> conf) {
        RocksDbConfig.ofEpochs(conf, null);
    }

    @Override
    public IEpochState newEpochState(Path folder, String task, Map<String, Object> conf, TopologyContext context) throws IOException {
        RocksDbConfig config = RocksDbConfig.ofEpochs(conf, folder);
        EntrySerializers serializers = EntrySerializers.of(config.serializers(), conf);
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        SnapshotStore store = SnapshotStores.open("topology.state.epoch.folder", config.folder(), loader);
        return new RocksDbEpochState(new RocksDbKeyValueState.Parts<>(id(task, context), config, store, owner(context), serializers.keys(), serializers.values(), serializers.named(),
            loader, clock), task);
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
}
