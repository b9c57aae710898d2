// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.redis.common.container;

import java.io.Closeable;
import java.io.IOException;
import org.apache.storm.redis.common.adapter.RedisCommandsAdapterJedis;
import org.apache.storm.redis.common.commands.RedisCommands;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.JedisPool;

/** Lends commands on pooled connections to one server. */
public class RedisContainer implements RedisCommandsInstanceContainer {
    private static final Logger LOG = LoggerFactory.getLogger(RedisContainer.class);

    private final JedisPool jedisPool;

    public RedisContainer(JedisPool jedisPool) {
        this.jedisPool = jedisPool;
    }

    @Override
    public RedisCommands getInstance() {
        return new RedisCommandsAdapterJedis(jedisPool.getResource());
    }

    @Override
    public void returnInstance(RedisCommands redisCommands) {
        if (redisCommands == null) {
            return;
        }
        try {
            ((Closeable) redisCommands).close();
        } catch (IOException e) {
            LOG.warn("A connection to Redis could not be given back: {}", e.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        jedisPool.close();
    }
}
