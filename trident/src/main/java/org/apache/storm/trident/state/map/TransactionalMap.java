// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.state.map;

import java.util.ArrayList;
import java.util.List;
import org.apache.storm.trident.state.TransactionalValue;
import org.apache.storm.trident.state.ValueUpdater;
import org.apache.storm.trident.state.map.CachedBatchReadsMap.RetVal;

/** Stores each value with its transaction, and leaves alone what the transaction already changed in an earlier try. */
@SuppressWarnings({"rawtypes", "unchecked"})
public class TransactionalMap<T> implements MapState<T> {
    CachedBatchReadsMap<TransactionalValue> backing;
    Long currTx;

    protected TransactionalMap(IBackingMap<TransactionalValue> backing) {
        this.backing = new CachedBatchReadsMap<>(backing);
    }

    public static <T> MapState<T> build(IBackingMap<TransactionalValue> backing) {
        return new TransactionalMap<>(backing);
    }

    @Override
    public List<T> multiGet(List<List<Object>> keys) {
        List<RetVal<TransactionalValue>> stored = backing.multiGet(keys);
        List<T> all = new ArrayList<>(keys.size());
        for (RetVal<TransactionalValue> one : stored) {
            all.add(one.val == null ? null : (T) one.val.getVal());
        }
        return all;
    }

    @Override
    public List<T> multiUpdate(List<List<Object>> keys, List<ValueUpdater> updaters) {
        List<RetVal<TransactionalValue>> stored = backing.multiGet(keys);
        List<T> all = new ArrayList<>(keys.size());
        List<List<Object>> changedKeys = new ArrayList<>(keys.size());
        List<TransactionalValue> changed = new ArrayList<>(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            TransactionalValue old = stored.get(i).val;
            // Written by this very batch a moment ago: a second update of the same key, not a second try.
            boolean ours = stored.get(i).cached;
            if (old != null && !ours && currTx != null && currTx.equals(old.getTxid())) {
                all.add((T) old.getVal());
                continue;
            }
            T value = (T) updaters.get(i).update(old == null ? null : old.getVal());
            changedKeys.add(keys.get(i));
            changed.add(new TransactionalValue<>(currTx, value));
            all.add(value);
        }
        if (!changedKeys.isEmpty()) {
            backing.multiPut(changedKeys, changed);
        }
        return all;
    }

    @Override
    public void multiPut(List<List<Object>> keys, List<T> vals) {
        List<TransactionalValue> wrapped = new ArrayList<>(vals.size());
        for (T value : vals) {
            wrapped.add(new TransactionalValue<>(currTx, value));
        }
        backing.multiPut(keys, wrapped);
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
}
