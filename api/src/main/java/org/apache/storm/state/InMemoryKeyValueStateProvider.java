// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.state;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.storm.task.TopologyContext;

/** Makes state in memory; what a task committed is found again by the next life of that task in the same process. */
public class InMemoryKeyValueStateProvider implements StateProvider {
    private final Map<String, State> states = new ConcurrentHashMap<>();

    /**
     * @param context null outside of a topology: the same state for the same namespace, for as long as this provider lives
     */
    @Override
    public State newState(String namespace, Map<String, Object> topoConf, TopologyContext context) {
        if (context == null || context.getStormId() == null) {
            return states.computeIfAbsent(namespace, name -> new InMemoryKeyValueState<>(new InMemoryStore<>(), new DefaultStateSerializer<>(topoConf, null)));
        }
        return new InMemoryKeyValueState<>(InMemoryStates.of(topoConf, context.getStormId(), namespace), new DefaultStateSerializer<>(topoConf, context));
    }
}
