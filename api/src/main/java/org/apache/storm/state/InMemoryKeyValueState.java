// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.state;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/** State in this process's memory: rolled back on failures, lost with the process. */
public class InMemoryKeyValueState<K, V> implements KeyValueState<K, V> {
    private static final long NEVER = -1;

    private Map<K, V> state = new HashMap<>();
    private Map<K, V> prepared;
    private long preparedTxid = NEVER;
    private Map<K, V> committed = new HashMap<>();
    private long committedTxid = NEVER;

    @Override
    public void put(K key, V value) {
        state.put(key, value);
    }

    @Override
    public V get(K key) {
        return state.get(key);
    }

    @Override
    public V get(K key, V defaultValue) {
        V value = state.get(key);
        return value == null ? defaultValue : value;
    }

    @Override
    public V delete(K key) {
        return state.remove(key);
    }

    @Override
    public Iterator<Map.Entry<K, V>> iterator() {
        return state.entrySet().iterator();
    }

    /**
     * @throws RuntimeException if another transaction is prepared, or a later one was committed
     */
    @Override
    public void prepareCommit(long txid) {
        if (prepared != null && txid > preparedTxid) {
            throw new RuntimeException("Cannot prepare transaction " + txid + " while " + preparedTxid + " is prepared");
        }
        if (txid <= committedTxid) {
            throw new RuntimeException("Cannot prepare transaction " + txid + ": " + committedTxid + " is committed already");
        }
        prepared = new HashMap<>(state);
        preparedTxid = txid;
    }

    /**
     * Commits what was prepared; once more does no harm. A fresh state has nothing to commit: what was prepared went with another process.
     *
     * @throws RuntimeException if another transaction is prepared, or was committed last
     */
    @Override
    public void commit(long txid) {
        if (prepared != null && txid == preparedTxid) {
            committed = prepared;
            committedTxid = txid;
            prepared = null;
        } else if (prepared != null || committedTxid != NEVER && committedTxid != txid) {
            throw new RuntimeException("Cannot commit transaction " + txid + ": it was not prepared");
        }
    }

    @Override
    public void commit() {
        committed = new HashMap<>(state);
    }

    @Override
    public void rollback() {
        prepared = null;
        state = new HashMap<>(committed);
    }

    @Override
    public String toString() {
        return state + ", committed " + committedTxid;
    }
}
