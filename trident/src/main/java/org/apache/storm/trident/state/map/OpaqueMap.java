// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.state.map;

import java.util.ArrayList;
import java.util.List;
import org.apache.storm.trident.state.OpaqueValue;
import org.apache.storm.trident.state.ValueUpdater;
import org.apache.storm.trident.state.map.CachedBatchReadsMap.RetVal;

/** Stores each value with its transaction and its former value, from which another try of the transaction starts. */
@SuppressWarnings({"rawtypes", "unchecked"})
public class OpaqueMap<T> implements MapState<T> {
    CachedBatchReadsMap<OpaqueValue> backing;
    Long currTx;

    protected OpaqueMap(IBackingMap<OpaqueValue> backing) {
        this.backing = new CachedBatchReadsMap<>(backing);
    }

    public static <T> MapState<T> build(IBackingMap<OpaqueValue> backing) {
        return new OpaqueMap<>(backing);
    }

    @Override
    public List<T> multiGet(List<List<Object>> keys) {
        List<RetVal<OpaqueValue>> stored = backing.multiGet(keys);
        List<T> all = new ArrayList<>(keys.size());
        for (RetVal<OpaqueValue> one : stored) {
            all.add(before(one));
        }
        return all;
    }

    /** What an update starts from: what this batch wrote, or what was there before the first try of its transaction. */
    private T before(RetVal<OpaqueValue> stored) {
        if (stored.val == null) {
            return null;
        }
        return (T) (stored.cached ? stored.val.getCurr() : stored.val.get(currTx));
    }

    @Override
    public List<T> multiUpdate(List<List<Object>> keys, List<ValueUpdater> updaters) {
        List<RetVal<OpaqueValue>> stored = backing.multiGet(keys);
        List<T> all = new ArrayList<>(keys.size());
        List<OpaqueValue> changed = new ArrayList<>(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            OpaqueValue old = stored.get(i).val;
            T value = (T) updaters.get(i).update(before(stored.get(i)));
            changed.add(old == null ? new OpaqueValue<>(currTx, value) : old.update(currTx, value));
            all.add(value);
        }
        backing.multiPut(keys, changed);
        return all;
    }

    @Override
    public void multiPut(List<List<Object>> keys, List<T> vals) {
        List<ValueUpdater> replacing = new ArrayList<>(vals.size());
        for (T value : vals) {
            replacing.add(new ReplaceUpdater<>(value));
        }
        multiUpdate(keys, replacing);
    }

    @Override
    public void beginCommit(Long txid) {
        currTx = txid;
        backing.reset();
    }

    @Override
    public void commit(Long txid) {
        currTx = null;
        backing.reset();
    }

    static class ReplaceUpdater<T> implements ValueUpdater<T> {
        T value;

        ReplaceUpdater(T value) {
            this.value = value;
        }

        @Override
        public T update(Object stored) {
            return value;
        }
    }
}
