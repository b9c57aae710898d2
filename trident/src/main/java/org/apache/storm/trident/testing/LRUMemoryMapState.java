// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.storm.task.IMetricsContext;
import org.apache.storm.trident.state.ITupleCollection;
import org.apache.storm.trident.state.OpaqueValue;
import org.apache.storm.trident.state.State;
import org.apache.storm.trident.state.StateFactory;
import org.apache.storm.trident.state.ValueUpdater;
import org.apache.storm.trident.state.map.IBackingMap;
import org.apache.storm.trident.state.map.MapState;
import org.apache.storm.trident.state.map.OpaqueMap;
import org.apache.storm.trident.state.map.SnapshottableMap;
import org.apache.storm.trident.state.snapshot.Snapshottable;
import org.apache.storm.trident.util.LRUMap;
import org.apache.storm.tuple.Values;

/** A map in the memory of the JVM that forgets the keys used longest ago. One thread updates it. */
@SuppressWarnings("rawtypes")
public class LRUMemoryMapState<T> implements Snapshottable<T>, ITupleCollection, MapState<T> {
    private final LRUMemoryMapStateBacking<OpaqueValue> backing;
    private final SnapshottableMap<T> delegate;

    public LRUMemoryMapState(int cacheSize, String id) {
        backing = new LRUMemoryMapStateBacking<>(cacheSize, id);
        delegate = new SnapshottableMap<>(OpaqueMap.build(backing), new Values("$MEMORY-MAP-STATE-GLOBAL$"));
    }

    @Override
    public T update(ValueUpdater updater) {
        return delegate.update(updater);
    }

    @Override
    public void set(T o) {
        delegate.set(o);
    }

    @Override
    public T get() {
        return delegate.get();
    }

    @Override
    public void beginCommit(Long txid) {
        delegate.beginCommit(txid);
    }

    @Override
    public void commit(Long txid) {
        delegate.commit(txid);
    }

    @Override
    public Iterator<List<Object>> getTuples() {
        return backing.getTuples();
    }

    @Override
    public List<T> multiUpdate(List<List<Object>> keys, List<ValueUpdater> updaters) {
        return delegate.multiUpdate(keys, updaters);
    }

    @Override
    public void multiPut(List<List<Object>> keys, List<T> vals) {
        delegate.multiPut(keys, vals);
    }

    @Override
    public List<T> multiGet(List<List<Object>> keys) {
        return delegate.multiGet(keys);
    }

    /** Makes a map for each partition, under a name of its own. */
    public static class Factory implements StateFactory {
        private static final long serialVersionUID = 1L;

        String id = UUID.randomUUID().toString();
        int maxSize;

        /** @param maxSize keys to keep in each partition */
        public Factory(int maxSize) {
            this.maxSize = maxSize;
        }

        @Override
        public State makeState(Map<String, Object> conf, IMetricsContext metrics, int partitionIndex, int numPartitions) {
            return new LRUMemoryMapState<>(maxSize, id + partitionIndex);
        }
    }

    static class LRUMemoryMapStateBacking<T> implements IBackingMap<T>, ITupleCollection {
        private static final Map<String, Map<List<Object>, Object>> ALL = new ConcurrentHashMap<>();

        private final Map<List<Object>, T> db;

        @SuppressWarnings("unchecked")
        LRUMemoryMapStateBacking(int cacheSize, String id) {
            db = (Map<List<Object>, T>) (Map) ALL.computeIfAbsent(id, name -> Collections.synchronizedMap(new LRUMap<>(cacheSize)));
        }

        public static void clearAll() {
            ALL.clear();
        }

        @Override
        public List<T> multiGet(List<List<Object>> keys) {
            List<T> all = new ArrayList<>(keys.size());
            for (List<Object> key : keys) {
                all.add(db.get(key));
            }
            return all;
        }

        @Override
        public void multiPut(List<List<Object>> keys, List<T> vals) {
            for (int i = 0; i < keys.size(); i++) {
                db.put(keys.get(i), vals.get(i));
            }
        }

        @Override
        public Iterator<List<Object>> getTuples() {
            synchronized (db) {
                return Entries.list(db);
            }
        }
    }
}
