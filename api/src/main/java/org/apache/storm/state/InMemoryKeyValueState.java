// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.state;

import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * State in this process's memory: rolled back on failures, lost with the process. What is committed is a copy of what was put, so a value that
 * is changed afterwards has to be put again, as with state elsewhere. Used by its task's thread.
 */
public class InMemoryKeyValueState<K, V> implements KeyValueState<K, V> {
    private final InMemoryStore<K> store;
    private final ValueCopies copies;
    /** What was read or put since the last rollback. */
    private final Map<K, V> values = new HashMap<>();
    /** What was put or deleted and is not prepared yet. */
    private Set<K> changed = new HashSet<>();
    /** Deleted, and not committed so yet. */
    private final Set<K> deleted = new HashSet<>();
    /** Whether what is prepared was prepared here, not in a former life of the task. */
    private boolean prepared;

    public InMemoryKeyValueState() {
        this(new InMemoryStore<>(), new DefaultStateSerializer<>());
    }

    /** Continues with what was committed to this store. */
    InMemoryKeyValueState(InMemoryStore<K> store, Serializer<Object> serializer) {
        this.store = store;
        this.copies = new ValueCopies(serializer);
    }

    @Override
    public void put(K key, V value) {
        values.put(key, value);
        changed.add(key);
        deleted.remove(key);
    }

    @Override
    public V get(K key) {
        V value = values.get(key);
        return value != null || values.containsKey(key) ? value : fetch(key);
    }

    @SuppressWarnings("unchecked")
    private V fetch(K key) {
        if (deleted.contains(key) || !store.contains(key)) {
            return null;
        }
        V value = (V) copies.value(store.committed(key));
        values.put(key, value);
        return value;
    }

    @Override
    public V get(K key, V defaultValue) {
        V value = get(key);
        return value == null ? defaultValue : value;
    }

    @Override
    public V delete(K key) {
        V value = get(key);
        values.remove(key);
        changed.add(key);
        deleted.add(key);
        return value;
    }

    /** Over all entries, which cannot be set; {@code remove} deletes. */
    @Override
    public Iterator<Map.Entry<K, V>> iterator() {
        for (K key : store.keys()) {
            get(key);
        }
        Iterator<Map.Entry<K, V>> all = values.entrySet().iterator();
        return new Iterator<>() {
            private K last;

            @Override
            public boolean hasNext() {
                return all.hasNext();
            }

            @Override
            public Map.Entry<K, V> next() {
                Map.Entry<K, V> entry = all.next();
                last = entry.getKey();
                return new SimpleImmutableEntry<>(entry);
            }

            @Override
            public void remove() {
                all.remove();
                changed.add(last);
                deleted.add(last);
            }
        };
    }

    /**
     * @throws RuntimeException if another transaction is prepared, or a later one was committed
     */
    @Override
    public void prepareCommit(long txid) {
        store.requirePreparable(txid);
        store.prepare(txid, takeChanges());
        prepared = true;
    }

    private Map<K, Object> takeChanges() {
        Map<K, Object> changes = new HashMap<>();
        for (K key : changed) {
            changes.put(key, deleted.contains(key) ? InMemoryStore.DELETED : copies.copy(values.get(key)));
        }
        changed = new HashSet<>();
        return changes;
    }

    /**
     * Commits what was prepared; once more does no harm. A fresh state has nothing to commit: what was prepared went with another process.
     *
     * @throws RuntimeException if another transaction is prepared, or was committed last
     */
    @Override
    public void commit(long txid) {
        Set<K> committed = new HashSet<>(store.commit(txid));
        committed.removeAll(changed);
        deleted.removeAll(committed);
        if (!prepared) {
            values.keySet().removeAll(committed);
        }
    }

    @Override
    public void commit() {
        store.commit(takeChanges());
    }

    @Override
    public void rollback() {
        store.rollback();
        prepared = false;
        values.clear();
        changed.clear();
        deleted.clear();
    }

    @Override
    public String toString() {
        iterator();
        return values + ", committed " + store.committedTxid();
    }
}
