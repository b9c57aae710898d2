// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.redis.bolt;

import java.util.Map;
import org.apache.storm.redis.common.config.JedisClusterConfig;
import org.apache.storm.redis.common.config.JedisPoolConfig;
import org.apache.storm.redis.common.container.JedisCommandsContainer;
import org.apache.storm.redis.common.container.JedisCommandsContainerBuilder;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.base.BaseTickTupleAwareRichBolt;
import org.apache.storm.tuple.Tuple;
import redis.clients.jedis.exceptions.JedisException;
import tempest.redis.Attempts;

/** A bolt that works on one Redis server, or on a cluster: whichever it was given the configuration of. */
public abstract class AbstractRedisBolt extends BaseTickTupleAwareRichBolt {
    private static final long serialVersionUID = 1L;

    protected OutputCollector collector;

    private transient JedisCommandsContainer container;
    private JedisPoolConfig jedisPoolConfig;
    private JedisClusterConfig jedisClusterConfig;

    public AbstractRedisBolt(JedisPoolConfig config) {
        this.jedisPoolConfig = config;
    }

    public AbstractRedisBolt(JedisClusterConfig config) {
        this.jedisClusterConfig = config;
    }

    /**
     * @throws IllegalArgumentException if there is no configuration
     */
    @Override
    public void prepare(Map<String, Object> topoConf, TopologyContext topologyContext, OutputCollector collector) {
        this.collector = collector;
        if (jedisPoolConfig != null) {
            container = JedisCommandsContainerBuilder.build(jedisPoolConfig);
        } else if (jedisClusterConfig != null) {
            container = JedisCommandsContainerBuilder.build(jedisClusterConfig);
        } else {
            throw new IllegalArgumentException(getClass().getSimpleName() + " has neither a JedisPoolConfig nor a JedisClusterConfig");
        }
    }

    /** The commands of this bolt's server or cluster; a connection is taken and given back by each command. */
    protected JedisCommandsContainer getInstance() {
        return container;
    }

    /** Fails a tuple, and says in one line why. */
    void refuse(Tuple input, String what, RuntimeException failure) {
        String why = failure instanceof JedisException ? Attempts.reason(failure) : failure.getMessage();
        collector.reportError(new RuntimeException(getClass().getSimpleName() + " could not " + what + ": " + why, failure));
        collector.fail(input);
    }

    @Override
    public void cleanup() {
        if (container != null) {
            container.close();
        }
    }
}
