// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.state.map;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.storm.trident.state.OpaqueValue;
import org.apache.storm.trident.state.ValueUpdater;
import org.apache.storm.trident.state.map.CachedBatchReadsMap.RetVal;

/**
 * Stores each value with its transaction and its former value, from which another try of the transaction starts. A key that an earlier try in this
 * task changed and the one that is committed does not have gets its former value back.
 */
@SuppressWarnings({"rawtypes", "unchecked"})
public class OpaqueMap<T> implements MapState<T> {
    CachedBatchReadsMap<OpaqueValue> backing;
    Long currTx;
    private Long lastTx;
    /** What any try of {@code lastTx} wrote. */
    private final Set<List<Object>> written = new HashSet<>();
    /** What earlier tries of it wrote and this one did not. */
    private final Set<List<Object>> leftOver = new HashSet<>();

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
        if (currTx != null) {
            if (!leftOver.isEmpty()) {
                keys.forEach(leftOver::remove);
            }
            // Before the write, which may be made and fail nevertheless.
            written.addAll(keys);
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
        leftOver.clear();
        if (txid != null && txid.equals(lastTx)) {
            leftOver.addAll(written);
        } else {
            written.clear();
            lastTx = txid;
        }
    }

    @Override
    public void commit(Long txid) {
        if (!leftOver.isEmpty()) {
            takeBack(new ArrayList<>(leftOver));
        }
        currTx = null;
        backing.reset();
    }

    private void takeBack(List<List<Object>> keys) {
        List<RetVal<OpaqueValue>> stored = backing.multiGet(keys);
        List<List<Object>> changedKeys = new ArrayList<>();
        List<OpaqueValue> former = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            OpaqueValue value = stored.get(i).val;
            if (value != null && currTx.equals(value.getCurrTxid())) {
                changedKeys.add(keys.get(i));
                former.add(new OpaqueValue<>(currTx, value.getPrev(), value.getPrev()));
            }
        }
        if (!changedKeys.isEmpty()) {
            backing.multiPut(changedKeys, former);
        }
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
