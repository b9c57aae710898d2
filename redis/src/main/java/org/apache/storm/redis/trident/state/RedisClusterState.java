// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.redis.trident.state;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.apache.storm.redis.common.config.JedisClusterConfig;
import org.apache.storm.task.IMetricsContext;
import org.apache.storm.topology.ReportedFailedException;
import org.apache.storm.trident.state.State;
import org.apache.storm.trident.state.StateFactory;
import redis.clients.jedis.Connection;
import redis.clients.jedis.JedisCluster;
import redis.clients.jedis.exceptions.JedisException;
import tempest.redis.ClusterLink;
import tempest.redis.Connections;
import tempest.redis.Keyspace;

/** A Redis cluster as a state of Trident, to be queried and updated freely: it knows nothing of transactions. Called by the task's thread. */
public class RedisClusterState implements State {
    private final Supplier<JedisCluster> jedisCluster;
    private final Keyspace keyspace;

    public RedisClusterState(JedisCluster jedisCluster) {
        this(() -> jedisCluster, "Redis cluster");
    }

    private RedisClusterState(Supplier<JedisCluster> jedisCluster, String where) {
        this.jedisCluster = jedisCluster;
        this.keyspace = Keyspace.ofCluster(jedisCluster, where);
    }

    @Override
    public void beginCommit(Long txid) {
    }

    @Override
    public void commit(Long txid) {
    }

    /**
     * The cluster's client, connected lazily.
     *
     * @throws org.apache.storm.topology.FailedException if it cannot connect in a few attempts: the batch is to be replayed
     */
    public JedisCluster getJedisCluster() {
        try {
            return jedisCluster.get();
        } catch (JedisException e) {
            throw new ReportedFailedException(e.getMessage(), e);
        }
    }

    /** There is nothing to give back: the client pools its connections itself. */
    public void returnJedisCluster(JedisCluster jedisCluster) {
    }

    Keyspace keyspace() {
        return keyspace;
    }

    /** Makes the state of each partition, in the worker. */
    public static class Factory implements StateFactory {
        public static final GenericObjectPoolConfig<Connection> DEFAULT_POOL_CONFIG = Connections.nodePoolConfig();
        private static final long serialVersionUID = 1L;

        private final JedisClusterConfig jedisClusterConfig;

        public Factory(JedisClusterConfig config) {
            this.jedisClusterConfig = config;
        }

        @Override
        public State makeState(Map<String, Object> conf, IMetricsContext metrics, int partitionIndex, int numPartitions) {
            return new RedisClusterState(new ClusterLink(DEFAULT_POOL_CONFIG, jedisClusterConfig), Connections.name(jedisClusterConfig));
        }
    }
}
