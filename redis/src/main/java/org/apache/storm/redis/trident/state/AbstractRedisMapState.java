// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.redis.trident.state;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.redis.common.mapper.RedisDataTypeDescription;
import org.apache.storm.redis.common.mapper.RedisDataTypeDescription.RedisDataType;
import org.apache.storm.trident.state.JSONNonTransactionalSerializer;
import org.apache.storm.trident.state.JSONOpaqueSerializer;
import org.apache.storm.trident.state.JSONTransactionalSerializer;
import org.apache.storm.trident.state.Serializer;
import org.apache.storm.trident.state.StateType;
import org.apache.storm.trident.state.map.IBackingMap;

/** A map of Trident as strings in Redis: turns keys and values into text, and reads all keys of a batch at once. Called by the task's thread. */
public abstract class AbstractRedisMapState<T> implements IBackingMap<T> {
    public static final EnumMap<StateType, Serializer> DEFAULT_SERIALIZERS = new EnumMap<>(Map.of(
        StateType.NON_TRANSACTIONAL, new JSONNonTransactionalSerializer(),
        StateType.TRANSACTIONAL, new JSONTransactionalSerializer(),
        StateType.OPAQUE, new JSONOpaqueSerializer()));

    @Override
    public List<T> multiGet(List<List<Object>> keys) {
        return get(keys.stream().map(getKeyFactory()::build).toList());
    }

    @Override
    public void multiPut(List<List<Object>> keys, List<T> vals) {
        Map<String, T> values = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            values.put(getKeyFactory().build(keys.get(i)), vals.get(i));
        }
        put(values);
    }

    @SuppressWarnings("unchecked")
    List<T> get(List<String> keys) {
        if (keys.isEmpty()) {
            return Collections.emptyList();
        }
        List<T> values = new ArrayList<>(keys.size());
        for (String value : retrieveValuesFromRedis(keys)) {
            values.add(value == null ? null : (T) getSerializer().deserialize(value.getBytes(StandardCharsets.UTF_8)));
        }
        return values;
    }

    @SuppressWarnings("unchecked")
    void put(Map<String, T> values) {
        if (values.isEmpty()) {
            return;
        }
        Map<String, String> texts = new LinkedHashMap<>();
        values.forEach((key, value) -> texts.put(key, new String(getSerializer().serialize(value), StandardCharsets.UTF_8)));
        updateStatesToRedis(texts);
    }

    protected abstract Serializer getSerializer();

    protected abstract KeyFactory getKeyFactory();

    /** The values of these Redis keys in their order; null where there is none. */
    protected abstract List<String> retrieveValuesFromRedis(List<String> keys);

    /** Writes values by Redis key. */
    protected abstract void updateStatesToRedis(Map<String, String> keyValues);

    /** Rejects invalid options while the topology is being built. */
    static void check(String state, Options<?> options) {
        RedisDataType type = options.dataTypeDescription == null ? null : options.dataTypeDescription.getDataType();
        if (type != RedisDataType.STRING && type != RedisDataType.HASH) {
            throw new IllegalArgumentException(state + " keeps a map as STRING or HASH, not as " + type);
        }
        if (options.expireIntervalSec < 0) {
            throw new IllegalArgumentException(
                state + " cannot expire keys after " + options.expireIntervalSec + " s: 1 or more is right, or 0 for never");
        }
    }

    static <T> Options<T> options(RedisDataTypeDescription description) {
        Options<T> options = new Options<>();
        options.dataTypeDescription = description;
        return options;
    }

    static <T> Options<T> options(KeyFactory keyFactory) {
        Options<T> options = new Options<>();
        options.keyFactory = keyFactory;
        return options;
    }
}
