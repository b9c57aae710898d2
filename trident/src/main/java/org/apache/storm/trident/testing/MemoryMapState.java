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
import org.apache.storm.trident.state.StateType;
import org.apache.storm.trident.state.ValueUpdater;
import org.apache.storm.trident.state.map.IBackingMap;
import org.apache.storm.trident.state.map.MapState;
import org.apache.storm.trident.state.map.OpaqueMap;
import org.apache.storm.trident.state.map.RemovableMapState;
import org.apache.storm.trident.state.map.SnapshottableMap;
import org.apache.storm.trident.state.snapshot.Snapshottable;
import org.apache.storm.tuple.Values;
import tempest.trident.run.KindOfState;

/** A map in the memory of the JVM, which survives the restart of a task but not of its worker. One thread updates it. */
@SuppressWarnings("rawtypes")
public class MemoryMapState<T> implements Snapshottable<T>, ITupleCollection, MapState<T>, RemovableMapState<T> {
    private final MemoryMapStateBacking<OpaqueValue> backing;
    private final SnapshottableMap<T> delegate;
    /** Removed by the transaction that was committed last; another try of it may need the former values again. */
    private List<List<Object>> removed = new ArrayList<>();
    private Long currTx = null;

    public MemoryMapState(String id) {
        backing = new MemoryMapStateBacking<>(id);
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
        if (txid == null || !txid.equals(currTx)) {
            backing.multiRemove(removed);
        }
        removed = new ArrayList<>();
        currTx = txid;
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
        removed.removeAll(keys);
        return delegate.multiUpdate(keys, updaters);
    }

    @Override
    public void multiPut(List<List<Object>> keys, List<T> vals) {
        removed.removeAll(keys);
        delegate.multiPut(keys, vals);
    }

    @Override
    public List<T> multiGet(List<List<Object>> keys) {
        return delegate.multiGet(keys);
    }

    @Override
    public void multiRemove(List<List<Object>> keys) {
        delegate.multiPut(keys, Collections.nCopies(keys.size(), null));
        removed.addAll(keys);
    }

    /** Makes a map for each partition, under a name of its own. */
    public static class Factory implements StateFactory, KindOfState {
        private static final long serialVersionUID = 1L;

        String id = UUID.randomUUID().toString();

        @Override
        public State makeState(Map<String, Object> conf, IMetricsContext metrics, int partitionIndex, int numPartitions) {
            return new MemoryMapState<>(id + partitionIndex);
        }

        @Override
        public StateType stateType() {
            return StateType.OPAQUE;
        }
    }

    static class MemoryMapStateBacking<T> implements IBackingMap<T>, ITupleCollection {
        private static final Map<String, Map<List<Object>, Object>> ALL = new ConcurrentHashMap<>();

        private final Map<List<Object>, T> db;

        @SuppressWarnings("unchecked")
        MemoryMapStateBacking(String id) {
            db = (Map<List<Object>, T>) (Map) ALL.computeIfAbsent(id, name -> new ConcurrentHashMap<>());
        }

        public static void clearAll() {
            ALL.clear();
        }

        public void multiRemove(List<List<Object>> keys) {
            keys.forEach(db::remove);
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
            return Entries.list(db);
        }
    }
}
