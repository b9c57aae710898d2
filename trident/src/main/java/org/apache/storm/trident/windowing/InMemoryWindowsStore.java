// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.windowing;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps everything in a map; or serves as a cache of so many entries in front of another store. Any thread. */
public class InMemoryWindowsStore implements WindowsStore, Serializable {
    private static final long serialVersionUID = 1L;

    private final ConcurrentHashMap<String, Object> store = new ConcurrentHashMap<>();
    private final int maxSize;
    private final WindowsStore backingStore;

    public InMemoryWindowsStore() {
        this(Integer.MAX_VALUE, null);
    }

    /**
     * A cache.
     *
     * @param maxSize      entries to keep here
     * @param backingStore keeps all of them; null for none
     */
    public InMemoryWindowsStore(int maxSize, WindowsStore backingStore) {
        this.maxSize = maxSize;
        this.backingStore = backingStore;
    }

    @Override
    public Object get(String key) {
        Object value = store.get(key);
        if (value == null && backingStore != null) {
            value = backingStore.get(key);
            if (value != null) {
                keep(key, value);
            }
        }
        return value;
    }

    @Override
    public Iterable<Object> get(List<String> keys) {
        List<Object> values = new ArrayList<>(keys.size());
        List<String> missing = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (String key : keys) {
            Object value = store.get(key);
            if (value == null) {
                missing.add(key);
                places.add(values.size());
            }
            values.add(value);
        }
        if (backingStore != null && !missing.isEmpty()) {
            int i = 0;
            for (Object fetched : backingStore.get(missing)) {
                if (fetched != null) {
                    keep(missing.get(i), fetched);
                }
                values.set(places.get(i++), fetched);
            }
        }
        return values;
    }

    @Override
    public Iterable<String> getAllKeys() {
        return backingStore != null ? backingStore.getAllKeys() : new ArrayList<>(store.keySet());
    }

    @Override
    public void put(String key, Object value) {
        Entry.nonNullCheckForKey(key);
        Entry.nonNullCheckForValue(value);
        if (backingStore != null) {
            backingStore.put(key, value);
        }
        keep(key, value);
    }

    @Override
    public void putAll(Collection<Entry> entries) {
        if (backingStore != null) {
            backingStore.putAll(entries);
        }
        for (Entry entry : entries) {
            keep(entry.key, entry.value);
        }
    }

    private void keep(String key, Object value) {
        if (backingStore == null || store.size() < maxSize || store.containsKey(key)) {
            store.put(key, value);
        }
    }

    @Override
    public void remove(String key) {
        store.remove(key);
        if (backingStore != null) {
            backingStore.remove(key);
        }
    }

    @Override
    public void removeAll(Collection<String> keys) {
        keys.forEach(store::remove);
        if (backingStore != null) {
            backingStore.removeAll(keys);
        }
    }

    @Override
    public void shutdown() {
        store.clear();
        if (backingStore != null) {
            backingStore.shutdown();
        }
    }

    @Override
    public String toString() {
        return "InMemoryWindowsStore of " + store.size() + " entries" + (backingStore == null ? "" : " before " + backingStore);
    }
}
