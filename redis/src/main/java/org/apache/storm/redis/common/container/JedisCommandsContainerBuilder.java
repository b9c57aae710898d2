// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.redis.common.container;

import org.apache.storm.redis.common.config.JedisClusterConfig;
import org.apache.storm.redis.common.config.JedisPoolConfig;
import tempest.redis.Connections;

/** Makes the container for what bolts run on. */
public class JedisCommandsContainerBuilder {
    public static JedisCommandsContainer build(JedisPoolConfig config) {
        return new JedisContainer(Connections.pool(Connections.serverPoolConfig(), config));
    }

    /** Connects to the cluster, in a few attempts. */
    public static JedisCommandsContainer build(JedisClusterConfig config) {
        return new JedisClusterContainer(Connections.cluster(Connections.nodePoolConfig(), config));
    }
}
