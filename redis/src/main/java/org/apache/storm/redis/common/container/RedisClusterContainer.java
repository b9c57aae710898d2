// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.redis.common.container;

import org.apache.storm.redis.common.adapter.RedisCommandsAdapterJedisCluster;
import org.apache.storm.redis.common.commands.RedisCommands;
import redis.clients.jedis.JedisCluster;

/** Lends commands on a cluster, whose connections are pooled by the client itself: there is nothing to give back. */
public class RedisClusterContainer implements RedisCommandsInstanceContainer {
    private final JedisCluster jedisCluster;

    public RedisClusterContainer(JedisCluster jedisCluster) {
        this.jedisCluster = jedisCluster;
    }

    @Override
    public RedisCommands getInstance() {
        return new RedisCommandsAdapterJedisCluster(jedisCluster);
    }

    @Override
    public void returnInstance(RedisCommands redisCommands) {
    }

    @Override
    public void close() {
        jedisCluster.close();
    }
}
