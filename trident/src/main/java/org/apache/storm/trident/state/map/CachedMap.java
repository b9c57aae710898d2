// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.state.map;

import java.util.ArrayList;
import java.util.List;
import org.apache.storm.trident.util.LRUMap;

/** An LRU cache in front of a slower map that has no other writer. One thread. */
public class CachedMap<T> implements IBackingMap<T> {
    LRUMap<List<Object>, T> cache;
    IBackingMap<T> delegate;

    public CachedMap(IBackingMap<T> delegate, int cacheSize) {
        this.cache = new LRUMap<>(cacheSize);
        this.delegate = delegate;
    }

    @Override
    public List<T> multiGet(List<List<Object>> keys) {
        List<T> all = new ArrayList<>(keys.size());
        List<List<Object>> missing = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (List<Object> key : keys) {
            boolean known = cache.containsKey(key);
            if (!known) {
                missing.add(key);
                places.add(all.size());
            }
            all.add(known ? cache.get(key) : null);
        }
        if (!missing.isEmpty()) {
            List<T> fetched = delegate.multiGet(missing);
            for (int i = 0; i < missing.size(); i++) {
                all.set(places.get(i), fetched.get(i));
            }
            remember(missing, fetched);
        }
        return all;
    }

    @Override
    public void multiPut(List<List<Object>> keys, List<T> values) {
        try {
            delegate.multiPut(keys, values);
        } catch (RuntimeException e) {
            // Whether it was stored is not known, so what is remembered of these keys is not either.
            keys.forEach(cache::remove);
            throw e;
        }
        remember(keys, values);
    }

    private void remember(List<List<Object>> keys, List<T> values) {
        for (int i = 0; i < keys.size(); i++) {
            cache.put(keys.get(i), values.get(i));
        }
    }
}
