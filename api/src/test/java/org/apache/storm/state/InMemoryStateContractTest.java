// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.state;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.storm.Config;
import org.apache.storm.task.TopologyContext;
import org.junit.jupiter.api.AfterEach;

class InMemoryStateContractTest extends KeyValueStateContract {
    private static final AtomicInteger TESTS = new AtomicInteger();

    private final Map<String, Object> conf = Map.of(Config.STORM_ZOOKEEPER_PORT, 2184);
    private final String topologyId = "contract-" + TESTS.incrementAndGet();

    @Override
    @SuppressWarnings("unchecked")
    protected KeyValueState<String, Object> open(String namespace) {
        TopologyContext context = new TopologyContext(null, conf, Map.of(), Map.of(), Map.of(), Map.of(), topologyId, null, null, 1, 6700, List.of(1),
            Map.of(), Map.of(), Map.of(), Map.of(), new AtomicBoolean(), null);
        return (KeyValueState<String, Object>) new InMemoryKeyValueStateProvider().newState(namespace, conf, context);
    }

    @AfterEach
    void forget() {
        InMemoryStates.forget(conf, topologyId);
    }
}
