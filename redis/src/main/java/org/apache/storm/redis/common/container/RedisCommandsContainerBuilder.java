// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.redis.common.container;

import org.apache.storm.redis.common.config.JedisClusterConfig;
import org.apache.storm.redis.common.config.JedisPoolConfig;
import tempest.redis.Connections;

/** Makes the container for what key-value state runs on. */
public class RedisCommandsContainerBuilder {
    public static RedisCommandsInstanceContainer build(JedisPoolConfig config) {
        return new RedisContainer(Connections.pool(Connections.serverPoolConfig(), config));
    }

    /** Connects to the cluster, in a few attempts. */
    public static RedisCommandsInstanceContainer build(JedisClusterConfig config) {
        return new RedisClusterContainer(Connections.cluster(Connections.nodePoolConfig(), config));
    }
}
