// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.redis.trident.state;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.storm.redis.common.config.JedisPoolConfig;
import org.apache.storm.redis.common.mapper.RedisDataTypeDescription;
import org.apache.storm.task.IMetricsContext;
import org.apache.storm.trident.state.OpaqueValue;
import org.apache.storm.trident.state.Serializer;
import org.apache.storm.trident.state.State;
import org.apache.storm.trident.state.StateFactory;
import org.apache.storm.trident.state.StateType;
import org.apache.storm.trident.state.TransactionalValue;
import org.apache.storm.trident.state.map.CachedMap;
import org.apache.storm.trident.state.map.IBackingMap;
import org.apache.storm.trident.state.map.MapState;
import org.apache.storm.trident.state.map.NonTransactionalMap;
import org.apache.storm.trident.state.map.OpaqueMap;
import org.apache.storm.trident.state.map.SnapshottableMap;
import org.apache.storm.trident.state.map.TransactionalMap;
import org.apache.storm.tuple.Values;
import redis.clients.jedis.JedisPool;
import tempest.redis.Connections;
import tempest.redis.Keyspace;
import tempest.redis.TypedCommands;
import tempest.trident.run.KindOfState;

/**
 * A Trident map on one Redis server: exact counts come of the opaque and transactional flavour. A batch's keys are read in one round trip and written in
 * one. When Redis is away, the batch fails after a few attempts and is replayed. Called by the task's thread.
 */
public class RedisMapState<T> extends AbstractRedisMapState<T> {
    private final Keyspace redis;
    private final Options<?> options;
    private final Serializer<T> serializer;
    private final KeyFactory keyFactory;
    private final AttemptedKeys attempted;

    /**
     * @throws IllegalArgumentException if the options cannot work
     */
    public RedisMapState(JedisPool jedisPool, Options options, Serializer<T> serializer, KeyFactory keyFactory) {
        this(Keyspace.ofServer(jedisPool, "Redis"), options, serializer, keyFactory, null);
    }

    private RedisMapState(Keyspace redis, Options<?> options, Serializer<T> serializer, KeyFactory keyFactory, AttemptedKeys attempted) {
        check("RedisMapState", options);
        this.redis = redis;
        this.options = options;
        this.serializer = serializer;
        this.keyFactory = keyFactory;
        this.attempted = attempted;
    }

    public static StateFactory opaque(JedisPoolConfig config) {
        return opaque(config, new Options<>());
    }

    public static StateFactory opaque(JedisPoolConfig config, RedisDataTypeDescription dataTypeDescription) {
        return opaque(config, options(dataTypeDescription));
    }

    public static StateFactory opaque(JedisPoolConfig config, KeyFactory factory) {
        return opaque(config, options(factory));
    }

    /**
     * @throws IllegalArgumentException if the options cannot work
     */
    public static StateFactory opaque(JedisPoolConfig config, Options<OpaqueValue> options) {
        return new Factory(config, StateType.OPAQUE, options);
    }

    public static StateFactory transactional(JedisPoolConfig config) {
        return transactional(config, new Options<>());
    }

    public static StateFactory transactional(JedisPoolConfig config, RedisDataTypeDescription dataTypeDescription) {
        return transactional(config, options(dataTypeDescription));
    }

    public static StateFactory transactional(JedisPoolConfig config, KeyFactory factory) {
        return transactional(config, options(factory));
    }

    /**
     * @throws IllegalArgumentException if the options cannot work
     */
    public static StateFactory transactional(JedisPoolConfig config, Options<TransactionalValue> options) {
        return new Factory(config, StateType.TRANSACTIONAL, options);
    }

    public static StateFactory nonTransactional(JedisPoolConfig config) {
        return nonTransactional(config, new Options<>());
    }

    public static StateFactory nonTransactional(JedisPoolConfig config, RedisDataTypeDescription dataTypeDescription) {
        return nonTransactional(config, options(dataTypeDescription));
    }

    public static StateFactory nonTransactional(JedisPoolConfig config, KeyFactory factory) {
        return nonTransactional(config, options(factory));
    }

    /**
     * @throws IllegalArgumentException if the options cannot work
     */
    public static StateFactory nonTransactional(JedisPoolConfig config, Options<Object> options) {
        return new Factory(config, StateType.NON_TRANSACTIONAL, options);
    }

    @Override
    protected Serializer getSerializer() {
        return serializer;
    }

    @Override
    protected KeyFactory getKeyFactory() {
        return keyFactory;
    }

    @Override
    protected List<String> retrieveValuesFromRedis(List<String> keys) {
        return redis.read(new TypedCommands(options.dataTypeDescription), keys);
    }

    @Override
    protected void updateStatesToRedis(Map<String, String> keyValues) {
        Map.Entry<String, String> first = attempted == null ? null : attempted.record(keyValues.keySet());
        redis.write(new TypedCommands(options.dataTypeDescription), first, keyValues, options.expireIntervalSec);
    }

    /** Makes the state of each partition, in the worker. */
    protected static class Factory implements StateFactory, KindOfState {
        public static final redis.clients.jedis.JedisPoolConfig DEFAULT_POOL_CONFIG = Connections.serverPoolConfig();
        private static final long serialVersionUID = 1L;

        JedisPoolConfig jedisPoolConfig;
        StateType type;
        Serializer serializer;
        KeyFactory keyFactory;
        Options options;
        private final String owner = UUID.randomUUID().toString();

        /**
         * @throws IllegalArgumentException if the options cannot work
         */
        public Factory(JedisPoolConfig config, StateType type, Options options) {
            if (config == null) {
                throw new IllegalArgumentException("RedisMapState has no JedisPoolConfig");
            }
            check("RedisMapState", options);
            this.jedisPoolConfig = config;
            this.type = type;
            this.options = options;
            this.keyFactory = options.keyFactory == null ? new KeyFactory.DefaultKeyFactory() : options.keyFactory;
            this.serializer = options.serializer == null ? DEFAULT_SERIALIZERS.get(type) : options.serializer;
        }

        @Override
        public StateType stateType() {
            return type;
        }

        @Override
        @SuppressWarnings({"unchecked", "rawtypes"})
        public State makeState(Map<String, Object> conf, IMetricsContext metrics, int partitionIndex, int numPartitions) {
            Keyspace redis = Keyspace.ofServer(Connections.pool(DEFAULT_POOL_CONFIG, jedisPoolConfig), Connections.name(jedisPoolConfig));
            AttemptedKeys attempted = type != StateType.OPAQUE ? null
                : new AttemptedKeys(redis, AttemptedKeys.name(conf, metrics, partitionIndex), owner);
            RedisMapState stored = new RedisMapState(redis, options, serializer, keyFactory, attempted);
            MapState state = switch (type) {
                case NON_TRANSACTIONAL -> NonTransactionalMap.build(cached(stored));
                case TRANSACTIONAL -> TransactionalMap.build(cached(stored));
                case OPAQUE -> new RetriedOpaqueMap(() -> OpaqueMap.build(cached(stored)), stored, attempted);
            };
            return new SnapshottableMap(state, new Values(options.globalKey));
        }

        @SuppressWarnings({"unchecked", "rawtypes"})
        private IBackingMap cached(IBackingMap stored) {
            return options.localCacheSize > 0 ? new CachedMap(stored, options.localCacheSize) : stored;
        }
    }
}
