// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.redis.bolt;

import java.util.List;
import org.apache.storm.redis.common.config.JedisClusterConfig;
import org.apache.storm.redis.common.config.JedisPoolConfig;
import org.apache.storm.redis.common.container.JedisCommandsContainer;
import org.apache.storm.redis.common.mapper.RedisDataTypeDescription;
import org.apache.storm.redis.common.mapper.RedisDataTypeDescription.RedisDataType;
import org.apache.storm.redis.common.mapper.RedisFilterMapper;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.tuple.Tuple;
import redis.clients.jedis.GeoCoordinate;

/** Emits a tuple as it came if Redis has its key, and drops it if not. */
public class RedisFilterBolt extends AbstractRedisBolt {
    private static final long serialVersionUID = 1L;

    private final RedisFilterMapper filterMapper;
    private final RedisDataTypeDescription.RedisDataType dataType;
    private final String additionalKey;

    /**
     * @throws IllegalArgumentException if the type is a list, or a set without an additional key
     */
    public RedisFilterBolt(JedisPoolConfig config, RedisFilterMapper filterMapper) {
        super(config);
        this.filterMapper = filterMapper;
        this.dataType = filterMapper.getDataTypeDescription().getDataType();
        this.additionalKey = filterMapper.getDataTypeDescription().getAdditionalKey();
        check();
    }

    /**
     * @throws IllegalArgumentException if the type is a list, or a set without an additional key
     */
    public RedisFilterBolt(JedisClusterConfig config, RedisFilterMapper filterMapper) {
        super(config);
        this.filterMapper = filterMapper;
        this.dataType = filterMapper.getDataTypeDescription().getDataType();
        this.additionalKey = filterMapper.getDataTypeDescription().getAdditionalKey();
        check();
    }

    private void check() {
        if (dataType == RedisDataType.SET && additionalKey == null) {
            throw new IllegalArgumentException("RedisFilterBolt needs an additional key for a SET: the set that tuples' keys are looked for in");
        }
        if (dataType == RedisDataType.LIST) {
            throw new IllegalArgumentException("RedisFilterBolt cannot look for keys in a LIST; a SET does that");
        }
    }

    @Override
    public void process(Tuple input) {
        String key = filterMapper.getKeyFromTuple(input);
        boolean found;
        try {
            found = has(getInstance(), key);
        } catch (RuntimeException e) {
            refuse(input, "look for key '" + key + "' as " + dataType, e);
            return;
        }
        if (found) {
            collector.emit(input, input.getValues());
        }
        collector.ack(input);
    }

    private boolean has(JedisCommandsContainer redis, String key) {
        return switch (dataType) {
            case STRING -> redis.exists(key);
            case HASH -> redis.hexists(additionalKey, key);
            case SET -> redis.sismember(additionalKey, key);
            case SORTED_SET -> redis.zrank(additionalKey, key) != null;
            case HYPER_LOG_LOG -> redis.pfcount(key) > 0;
            case GEO -> {
                List<GeoCoordinate> places = redis.geopos(additionalKey, key);
                yield places != null && places.stream().anyMatch(p -> p != null);
            }
            case LIST -> throw new IllegalArgumentException("a LIST cannot be looked into");
        };
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        filterMapper.declareOutputFields(declarer);
    }
}
