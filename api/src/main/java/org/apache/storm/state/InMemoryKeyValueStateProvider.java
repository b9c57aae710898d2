// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.state;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.storm.task.TopologyContext;

/** Makes state in memory; the same state for the same namespace. */
public class InMemoryKeyValueStateProvider implements StateProvider {
    private final Map<String, State> states = new ConcurrentHashMap<>();

    @Override
    public State newState(String namespace, Map<String, Object> topoConf, TopologyContext context) {
        return states.computeIfAbsent(namespace, name -> new InMemoryKeyValueState<>());
    }
}
