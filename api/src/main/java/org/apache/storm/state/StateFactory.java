// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.state;

import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.utils.ReflectionUtils;

/** Makes state by the provider that the topology names; in memory if it names none. */
public class StateFactory {
    /** The state of this namespace. */
    public static State getState(String namespace, Map<String, Object> topoConf, TopologyContext context) {
        Object provider = topoConf.get(Config.TOPOLOGY_STATE_PROVIDER);
        StateProvider made = provider == null ? new InMemoryKeyValueStateProvider() : ReflectionUtils.newInstance((String) provider);
        return made.newState(namespace, topoConf, context);
    }
}
