// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.redis.bolt;

import org.apache.storm.redis.common.config.JedisClusterConfig;
import org.apache.storm.redis.common.config.JedisPoolConfig;
import org.apache.storm.redis.common.container.JedisCommandsContainer;
import org.apache.storm.redis.common.mapper.RedisDataTypeDescription;
import org.apache.storm.redis.common.mapper.RedisStoreMapper;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.tuple.Tuple;
import redis.clients.jedis.GeoCoordinate;
import tempest.redis.TypedCommands;

/** Stores each tuple's key and value in Redis and acks it; fails it if that did not work. Emits nothing. */
public class RedisStoreBolt extends AbstractRedisBolt {
    private static final long serialVersionUID = 1L;

    private final RedisStoreMapper storeMapper;
    private final RedisDataTypeDescription.RedisDataType dataType;
    private final String additionalKey;

    public RedisStoreBolt(JedisPoolConfig config, RedisStoreMapper storeMapper) {
        super(config);
        this.storeMapper = storeMapper;
        this.dataType = storeMapper.getDataTypeDescription().getDataType();
        this.additionalKey = storeMapper.getDataTypeDescription().getAdditionalKey();
    }

    public RedisStoreBolt(JedisClusterConfig config, RedisStoreMapper storeMapper) {
        super(config);
        this.storeMapper = storeMapper;
        this.dataType = storeMapper.getDataTypeDescription().getDataType();
        this.additionalKey = storeMapper.getDataTypeDescription().getAdditionalKey();
    }

    @Override
    public void process(Tuple input) {
        String key = storeMapper.getKeyFromTuple(input);
        String value = storeMapper.getValueFromTuple(input);
        try {
            store(getInstance(), key, value);
        } catch (RuntimeException e) {
            refuse(input, "store key '" + key + "' as " + dataType, e);
            return;
        }
        collector.ack(input);
    }

    private void store(JedisCommandsContainer redis, String key, String value) {
        switch (dataType) {
            case STRING -> redis.set(key, value);
            case HASH -> redis.hset(additionalKey, key, value);
            case LIST -> redis.rpush(key, value);
            case SET -> redis.sadd(key, value);
            case SORTED_SET -> redis.zadd(additionalKey, TypedCommands.score(key, value), key);
            case HYPER_LOG_LOG -> redis.pfadd(key, value);
            case GEO -> {
                GeoCoordinate place = TypedCommands.place(key, value);
                redis.geoadd(additionalKey, place.getLongitude(), place.getLatitude(), key);
            }
        }
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
    }
}
