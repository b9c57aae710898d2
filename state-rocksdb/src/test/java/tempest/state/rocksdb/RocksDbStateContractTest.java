// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.state.rocksdb;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.state.KeyValueState;
import org.apache.storm.state.KeyValueStateContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class RocksDbStateContractTest extends KeyValueStateContract {
    @TempDir
    Path folder;
    private final Map<String, RocksDbKeyValueState<String, Object>> opened = new HashMap<>();

    @Override
    @SuppressWarnings("unchecked")
    protected KeyValueState<String, Object> open(String namespace) {
        Map<String, Object> conf = Map.of(Config.TOPOLOGY_STATE_PROVIDER_CONFIG,
            "{\"folder\":\"" + folder.resolve("snapshots").toUri() + "\",\"localFolder\":\"" + folder.resolve("local") + "\",\"cacheMb\":8}");
        RocksDbKeyValueState<String, Object> state =
            (RocksDbKeyValueState<String, Object>) new RocksDbKeyValueStateProvider().newState(namespace, conf, null);
        opened.put(namespace, state);
        return state;
    }

    @AfterEach
    void close() {
        opened.values().forEach(RocksDbKeyValueState::close);
    }
}
