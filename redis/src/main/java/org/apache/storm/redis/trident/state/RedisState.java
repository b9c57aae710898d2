// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.redis.trident.state;

import java.util.Map;
import org.apache.storm.redis.common.config.JedisPoolConfig;
import org.apache.storm.task.IMetricsContext;
import org.apache.storm.topology.ReportedFailedException;
import org.apache.storm.trident.state.State;
import org.apache.storm.trident.state.StateFactory;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPool;
import redis.clients.jedis.exceptions.JedisException;
import tempest.redis.Attempts;
import tempest.redis.Connections;
import tempest.redis.Keyspace;

/** One Redis server as a state of Trident, to be queried and updated freely: it knows nothing of transactions. Called by the task's thread. */
public class RedisState implements State {
    private final JedisPool jedisPool;
    private final String where;
    private final Keyspace keyspace;

    public RedisState(JedisPool jedisPool) {
        this(jedisPool, "Redis");
    }

    private RedisState(JedisPool jedisPool, String where) {
        this.jedisPool = jedisPool;
        this.where = where;
        this.keyspace = Keyspace.ofServer(jedisPool, where);
    }

    @Override
    public void beginCommit(Long txid) {
    }

    @Override
    public void commit(Long txid) {
    }

    /**
     * A connection, to be given back by {@link #returnJedis}.
     *
     * @throws org.apache.storm.topology.FailedException if there is none after a few attempts: the batch is to be replayed
     */
    public Jedis getJedis() {
        try {
            return new Attempts(where).run("connect", true, jedisPool::getResource);
        } catch (JedisException e) {
            throw new ReportedFailedException(e.getMessage(), e);
        }
    }

    public void returnJedis(Jedis jedis) {
        jedis.close();
    }

    Keyspace keyspace() {
        return keyspace;
    }

    /** Makes the state of each partition, in the worker. */
    public static class Factory implements StateFactory {
        public static final redis.clients.jedis.JedisPoolConfig DEFAULT_POOL_CONFIG = Connections.serverPoolConfig();
        private static final long serialVersionUID = 1L;

        private final JedisPoolConfig jedisPoolConfig;

        public Factory(JedisPoolConfig config) {
            this.jedisPoolConfig = config;
        }

        @Override
        public State makeState(Map<String, Object> conf, IMetricsContext metrics, int partitionIndex, int numPartitions) {
            return new RedisState(Connections.pool(DEFAULT_POOL_CONFIG, jedisPoolConfig), Connections.name(jedisPoolConfig));
        }
    }
}
