// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.redis.bolt;

import java.util.List;
import org.apache.storm.redis.common.config.JedisClusterConfig;
import org.apache.storm.redis.common.config.JedisPoolConfig;
import org.apache.storm.redis.common.container.JedisCommandsContainer;
import org.apache.storm.redis.common.mapper.RedisDataTypeDescription;
import org.apache.storm.redis.common.mapper.RedisLookupMapper;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;

/**
 * Looks each tuple's key up in Redis and emits what the mapper makes of it. What is looked up is the value of a string or of a hash's field, the
 * first entry of a list (which is taken out of it), the size of a set, a score, the estimate of a HyperLogLog, or the places in a geo index.
 */
public class RedisLookupBolt extends AbstractRedisBolt {
    private static final long serialVersionUID = 1L;

    private final RedisLookupMapper lookupMapper;
    private final RedisDataTypeDescription.RedisDataType dataType;
    private final String additionalKey;

    public RedisLookupBolt(JedisPoolConfig config, RedisLookupMapper lookupMapper) {
        super(config);
        this.lookupMapper = lookupMapper;
        this.dataType = lookupMapper.getDataTypeDescription().getDataType();
        this.additionalKey = lookupMapper.getDataTypeDescription().getAdditionalKey();
    }

    public RedisLookupBolt(JedisClusterConfig config, RedisLookupMapper lookupMapper) {
        super(config);
        this.lookupMapper = lookupMapper;
        this.dataType = lookupMapper.getDataTypeDescription().getDataType();
        this.additionalKey = lookupMapper.getDataTypeDescription().getAdditionalKey();
    }

    @Override
    public void process(Tuple input) {
        String key = lookupMapper.getKeyFromTuple(input);
        List<Values> results;
        try {
            results = lookupMapper.toTuple(input, lookUp(getInstance(), key));
        } catch (RuntimeException e) {
            refuse(input, "look up key '" + key + "' as " + dataType, e);
            return;
        }
        for (Values result : results) {
            collector.emit(input, result);
        }
        collector.ack(input);
    }

    private Object lookUp(JedisCommandsContainer redis, String key) {
        return switch (dataType) {
            case STRING -> redis.get(key);
            case HASH -> redis.hget(additionalKey, key);
            case LIST -> redis.lpop(key);
            case SET -> redis.scard(key);
            case SORTED_SET -> redis.zscore(additionalKey, key);
            case HYPER_LOG_LOG -> redis.pfcount(key);
            case GEO -> redis.geopos(additionalKey, key);
        };
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        lookupMapper.declareOutputFields(declarer);
    }
}
