// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.redis.trident.state;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.storm.trident.state.OpaqueValue;
import org.apache.storm.trident.state.ValueUpdater;
import org.apache.storm.trident.state.map.MapState;

/**
 * An opaque map in Redis that stays exact when another attempt at a transaction has other keys than the one before: keys it lacks get back
 * their values from before the transaction. The cache in front of Redis is dropped with an attempt that failed. Called by the task's thread.
 */
final class RetriedOpaqueMap<T> implements MapState<T> {
    private final Supplier<MapState<T>> maps;
    private final AbstractRedisMapState<OpaqueValue<T>> stored;
    private final AttemptedKeys attempted;
    private MapState<T> map;

    /**
     * @param maps makes the map in front of what is stored, with nothing in its memory
     */
    RetriedOpaqueMap(Supplier<MapState<T>> maps, AbstractRedisMapState<OpaqueValue<T>> stored, AttemptedKeys attempted) {
        this.maps = maps;
        this.stored = stored;
        this.attempted = attempted;
        this.map = maps.get();
    }

    @Override
    public void beginCommit(Long txid) {
        if (attempted.begin(txid)) {
            map = maps.get();
        }
        map.beginCommit(txid);
    }

    @Override
    public void commit(Long txid) {
        takeBack(txid, attempted.left());
        map.commit(txid);
    }

    private void takeBack(Long txid, List<String> keys) {
        if (keys.isEmpty()) {
            return;
        }
        List<OpaqueValue<T>> values = stored.get(keys);
        Map<String, OpaqueValue<T>> before = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            OpaqueValue<T> value = values.get(i);
            if (value != null && txid.equals(value.getCurrTxid())) {
                before.put(keys.get(i), new OpaqueValue<>(txid, value.getPrev(), value.getPrev()));
            }
        }
        if (!before.isEmpty()) {
            stored.put(before);
        }
    }

    @Override
    public List<T> multiGet(List<List<Object>> keys) {
        return map.multiGet(keys);
    }

    @Override
    public List<T> multiUpdate(List<List<Object>> keys, List<ValueUpdater> updaters) {
        return map.multiUpdate(keys, updaters);
    }

    @Override
    public void multiPut(List<List<Object>> keys, List<T> values) {
        map.multiPut(keys, values);
    }
}
