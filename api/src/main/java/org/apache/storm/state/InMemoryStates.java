// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.state;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.storm.Config;

/**
 * What the topologies of this process have committed to state in memory, so that a task which starts again in the process finds its own. Two
 * clusters in one JVM may give two topologies the same id; the port of their ZooKeeper tells them apart. Any thread.
 */
public final class InMemoryStates {
    private static final Map<String, Map<String, InMemoryStore<?>>> BY_TOPOLOGY = new ConcurrentHashMap<>();

    private InMemoryStates() {
    }

    /** Frees what this topology has committed, as it has ended or its cluster has. */
    public static void forget(Map<String, Object> conf, String topologyId) {
        BY_TOPOLOGY.remove(name(conf, topologyId));
    }

    @SuppressWarnings("unchecked")
    static <K> InMemoryStore<K> of(Map<String, Object> conf, String topologyId, String namespace) {
        return (InMemoryStore<K>) BY_TOPOLOGY.computeIfAbsent(name(conf, topologyId), id -> new ConcurrentHashMap<>())
            .computeIfAbsent(namespace, name -> new InMemoryStore<>());
    }

    private static String name(Map<String, Object> conf, String topologyId) {
        return conf.get(Config.STORM_ZOOKEEPER_PORT) + "/" + topologyId;
    }
}
