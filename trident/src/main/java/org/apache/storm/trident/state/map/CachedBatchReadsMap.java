// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.state.map;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Remembers what was written during one batch, so that a key that is updated twice in it is not read twice. One thread. */
public class CachedBatchReadsMap<T> {
    public IBackingMap<T> delegate;
    Map<List<Object>, T> cached = new HashMap<>();

    public CachedBatchReadsMap(IBackingMap<T> delegate) {
        this.delegate = delegate;
    }

    /** Forgets everything: another batch begins. */
    public void reset() {
        cached.clear();
    }

    /** The values of keys, each with whether this batch wrote it. */
    public List<RetVal<T>> multiGet(List<List<Object>> keys) {
        List<List<Object>> unknown = keys;
        if (!cached.isEmpty()) {
            unknown = new ArrayList<>(keys.size());
            for (List<Object> key : keys) {
                if (!cached.containsKey(key)) {
                    unknown.add(key);
                }
            }
        }
        List<T> stored = unknown.isEmpty() ? List.of() : delegate.multiGet(unknown);
        List<RetVal<T>> all = new ArrayList<>(keys.size());
        int next = 0;
        for (List<Object> key : keys) {
            boolean known = !cached.isEmpty() && cached.containsKey(key);
            all.add(known ? new RetVal<>(cached.get(key), true) : new RetVal<>(stored.get(next++), false));
        }
        return all;
    }

    /** Stores values, and remembers them until the batch ends. */
    public void multiPut(List<List<Object>> keys, List<T> vals) {
        delegate.multiPut(keys, vals);
        for (int i = 0; i < keys.size(); i++) {
            cached.put(keys.get(i), vals.get(i));
        }
    }

    /** A value, and whether it was written by the batch that reads it. */
    public static class RetVal<T> {
        public boolean cached;
        public T val;

        public RetVal(T val, boolean cached) {
            this.val = val;
            this.cached = cached;
        }
    }
}
