// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.state.rocksdb;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.storm.Config;
import org.apache.storm.state.DefaultStateSerializer;
import tempest.state.snapshot.SnapshotStore;
import tempest.state.snapshot.SnapshotStores;
import tempest.state.snapshot.StateId;

/** States over one folder of snapshots, each with a local folder of its own, as on machines of their own. Used by a test's thread. */
final class StateFixture implements AutoCloseable {
    final Path snapshots;
    final SteppedClock clock = new SteppedClock();
    private final Path folder;
    private final List<RocksDbKeyValueState<?, ?>> opened = new ArrayList<>();
    private SnapshotStore store;

    StateFixture(Path folder) throws IOException {
        this.folder = folder;
        this.snapshots = folder.resolve("snapshots");
        this.store = SnapshotStores.open("folder", snapshots.toUri(), getClass().getClassLoader());
    }

    SnapshotStore store() {
        return store;
    }

    void store(SnapshotStore replaced) {
        store = replaced;
    }

    static StateId id(String topology, int taskIndex, int tasks) {
        return new StateId(topology, "count-" + (taskIndex + 3), "count", taskIndex, tasks);
    }

    RocksDbKeyValueState<String, Object> open() throws IOException {
        return open("");
    }

    /** The state of the one task of t-1, with further settings as JSON. */
    RocksDbKeyValueState<String, Object> open(String settings) throws IOException {
        return open(id("t-1", 0, 1), settings, getClass().getClassLoader());
    }

    RocksDbKeyValueState<String, Object> open(StateId id, String settings, ClassLoader loader) throws IOException {
        RocksDbConfig config = RocksDbConfig.of(Map.of(Config.TOPOLOGY_STATE_PROVIDER_CONFIG, ("{'folder':'" + snapshots.toUri() + "','localFolder':'"
            + folder.resolve("local" + opened.size()) + "','cacheMb':8" + (settings.isEmpty() ? "" : "," + settings) + "}").replace('\'', '"')));
        RocksDbKeyValueState<String, Object> state = new RocksDbKeyValueState<>(new RocksDbKeyValueState.Parts<>(id, config, store,
            "process " + (opened.size() + 1), new DefaultStateSerializer<>(), new DefaultStateSerializer<>(), new HashMap<>(config.serializers()), loader, clock));
        opened.add(state);
        return state;
    }

    static void commit(RocksDbKeyValueState<String, Object> state, long txid) {
        state.prepareCommit(txid);
        state.commit(txid);
    }

    /** All files below the folder of snapshots with this in their path, sorted by it. */
    List<Path> files(String part) throws IOException {
        try (Stream<Path> files = Files.walk(snapshots)) {
            return files.filter(Files::isRegularFile).filter(f -> snapshots.relativize(f).toString().contains(part)).sorted().toList();
        }
    }

    URI uri() {
        return snapshots.toUri();
    }

    @Override
    public void close() {
        opened.forEach(RocksDbKeyValueState::close);
    }

    /** Time that a test moves. */
    static final class SteppedClock extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        void step(Duration by) {
            now = now.plus(by);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
