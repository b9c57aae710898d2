// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.redis.trident.state;

import java.util.ArrayList;
import java.util.List;
import org.apache.storm.redis.common.mapper.RedisDataTypeDescription;
import org.apache.storm.redis.common.mapper.RedisLookupMapper;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.state.BaseQueryFunction;
import org.apache.storm.trident.state.State;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.tuple.Values;

/** Looks up the keys of a batch's tuples at once, and appends to each what the mapper makes of the answer. Called by the task's thread. */
public abstract class AbstractRedisStateQuerier<T extends State> extends BaseQueryFunction<T, List<Values>> {
    private static final long serialVersionUID = 1L;

    protected final RedisDataTypeDescription.RedisDataType dataType;
    protected final String additionalKey;

    private final RedisLookupMapper lookupMapper;

    public AbstractRedisStateQuerier(RedisLookupMapper lookupMapper) {
        this.lookupMapper = lookupMapper;
        this.dataType = lookupMapper.getDataTypeDescription().getDataType();
        this.additionalKey = lookupMapper.getDataTypeDescription().getAdditionalKey();
    }

    @Override
    public List<List<Values>> batchRetrieve(T state, List<TridentTuple> inputs) {
        List<List<Values>> results = new ArrayList<>(inputs.size());
        if (inputs.isEmpty()) {
            return results;
        }
        List<String> values = retrieveValuesFromRedis(state, inputs.stream().map(lookupMapper::getKeyFromTuple).toList());
        for (int i = 0; i < inputs.size(); i++) {
            results.add(lookupMapper.toTuple(inputs.get(i), values.get(i)));
        }
        return results;
    }

    @Override
    public void execute(TridentTuple tuple, List<Values> values, TridentCollector collector) {
        values.forEach(collector::emit);
    }

    /** The values of these keys in their order; null for what Redis has not. */
    protected abstract List<String> retrieveValuesFromRedis(T redisState, List<String> keys);
}
