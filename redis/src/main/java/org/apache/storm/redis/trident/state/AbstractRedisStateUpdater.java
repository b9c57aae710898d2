// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.redis.trident.state;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.redis.common.mapper.RedisDataTypeDescription;
import org.apache.storm.redis.common.mapper.RedisStoreMapper;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.state.BaseStateUpdater;
import org.apache.storm.trident.state.State;
import org.apache.storm.trident.tuple.TridentTuple;
import tempest.redis.TypedCommands;

/** Stores the keys and values of a batch's tuples at once. Called by the task's thread. */
public abstract class AbstractRedisStateUpdater<T extends State> extends BaseStateUpdater<T> {
    private static final long serialVersionUID = 1L;

    protected final RedisDataTypeDescription.RedisDataType dataType;
    protected final String additionalKey;
    protected int expireIntervalSec = 0;

    private final RedisStoreMapper storeMapper;

    public AbstractRedisStateUpdater(RedisStoreMapper storeMapper) {
        this.storeMapper = storeMapper;
        this.dataType = storeMapper.getDataTypeDescription().getDataType();
        this.additionalKey = storeMapper.getDataTypeDescription().getAdditionalKey();
    }

    /**
     * After how many seconds without a write Redis forgets a key (of a type with an additional key: that key).
     *
     * @param expireIntervalSec 0 for never
     * @throws IllegalArgumentException if it is negative
     */
    public void setExpireInterval(int expireIntervalSec) {
        if (expireIntervalSec < 0) {
            throw new IllegalArgumentException("Keys cannot expire after " + expireIntervalSec + " s: 1 or more is right, or 0 for never");
        }
        this.expireIntervalSec = expireIntervalSec;
    }

    @Override
    public void updateState(T state, List<TridentTuple> inputs, TridentCollector collector) {
        List<Map.Entry<String, String>> entries = new ArrayList<>(inputs.size());
        Map<String, String> last = new LinkedHashMap<>();
        for (TridentTuple input : inputs) {
            String key = storeMapper.getKeyFromTuple(input);
            String value = storeMapper.getValueFromTuple(input);
            entries.add(new AbstractMap.SimpleImmutableEntry<>(key, value));
            last.put(key, value);
        }
        if (entries.isEmpty()) {
            return;
        }
        if (last.size() < entries.size() && new TypedCommands(dataType, additionalKey).collects()) {
            storeAll(state, entries);
        } else {
            updateStatesToRedis(state, last);
        }
    }

    /** Stores each value of a key that comes several times, for types to which each counts. */
    void storeAll(T state, List<Map.Entry<String, String>> entries) {
        entries.forEach(e -> updateStatesToRedis(state, Map.of(e.getKey(), e.getValue())));
    }

    /** Stores values by key. */
    protected abstract void updateStatesToRedis(T redisState, Map<String, String> keyToValue);
}
