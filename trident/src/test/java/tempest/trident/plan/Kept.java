// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.storm.task.IMetricsContext;
import org.apache.storm.topology.FailedException;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.state.BaseStateUpdater;
import org.apache.storm.trident.state.State;
import org.apache.storm.trident.state.StateFactory;
import org.apache.storm.trident.state.map.IBackingMap;
import org.apache.storm.trident.state.map.NonTransactionalMap;
import org.apache.storm.trident.state.map.OpaqueMap;
import org.apache.storm.trident.state.map.SnapshottableMap;
import org.apache.storm.trident.state.map.TransactionalMap;
import org.apache.storm.trident.tuple.TridentTuple;

/** States that outlive the tasks of a test, by name. */
public final class Kept {
    private static final Map<String, Map<List<Object>, Object>> STORES = new ConcurrentHashMap<>();
    private static final Map<String, Map<Long, Map<Integer, List<List<Object>>>>> ROWS = new ConcurrentHashMap<>();

    private Kept() {
    }

    public enum Kind { NON_TRANSACTIONAL, TRANSACTIONAL, OPAQUE }

    /**
     * Makes map states over one store.
     *
     * @param failEvery how often a write fails though it was made; 0 for never
     */
    public record Factory(String name, Kind kind, int failEvery) implements StateFactory {
        public Factory(String name, Kind kind) {
            this(name, kind, 0);
        }

        @Override
        public State makeState(Map<String, Object> conf, IMetricsContext metrics, int partitionIndex, int numPartitions) {
            return state(name, kind, failEvery);
        }
    }

    @SuppressWarnings({"rawtypes", "unchecked"})
    private static SnapshottableMap<Object> state(String name, Kind kind, int failEvery) {
        IBackingMap backing = new Store(name, failEvery, new AtomicInteger());
        return new SnapshottableMap<Object>(switch (kind) {
            case NON_TRANSACTIONAL -> NonTransactionalMap.build(backing);
            case TRANSACTIONAL -> TransactionalMap.build(backing);
            case OPAQUE -> OpaqueMap.build(backing);
        }, List.of("$all"));
    }

    /** What a state has, by key. */
    public static Map<List<Object>, Object> contents(String name, Kind kind) {
        Map<List<Object>, Object> all = new ConcurrentHashMap<>();
        for (List<Object> key : STORES.getOrDefault(name, Map.of()).keySet()) {
            Object value = state(name, kind, 0).multiGet(List.of(key)).get(0);
            if (value != null) {
                all.put(key, value);
            }
        }
        return all;
    }

    private record Store(String name, int failEvery, AtomicInteger writes) implements IBackingMap<Object> {
        @Override
        public List<Object> multiGet(List<List<Object>> keys) {
            Map<List<Object>, Object> store = STORES.computeIfAbsent(name, n -> new ConcurrentHashMap<>());
            List<Object> values = new ArrayList<>();
            keys.forEach(k -> values.add(store.get(k)));
            return values;
        }

        @Override
        public void multiPut(List<List<Object>> keys, List<Object> vals) {
            Map<List<Object>, Object> store = STORES.computeIfAbsent(name, n -> new ConcurrentHashMap<>());
            for (int i = 0; i < keys.size(); i++) {
                store.put(new ArrayList<>(keys.get(i)), vals.get(i));
            }
            if (failEvery > 0 && writes.incrementAndGet() % failEvery == 0) {
                throw new FailedException("the write was made, but its answer is lost");
            }
        }
    }

    /** Makes states that keep the rows of each transaction, of its last attempt. */
    public record Rows(String name) implements StateFactory {
        @Override
        public State makeState(Map<String, Object> conf, IMetricsContext metrics, int partitionIndex, int numPartitions) {
            return new RowState(name, partitionIndex);
        }
    }

    private static final class RowState implements State {
        final String name;
        final int partition;
        Long transaction;

        RowState(String name, int partition) {
            this.name = name;
            this.partition = partition;
        }

        @Override
        public void beginCommit(Long txid) {
            transaction = txid;
        }

        @Override
        public void commit(Long txid) {
            transaction = null;
        }
    }

    /** Puts the rows of a batch into a {@link Rows} state. */
    public static final class KeepRows extends BaseStateUpdater<State> {
        @Override
        public void updateState(State state, List<TridentTuple> tuples, TridentCollector collector) {
            RowState rows = (RowState) state;
            List<List<Object>> copies = new ArrayList<>();
            tuples.forEach(t -> copies.add(new ArrayList<>(t)));
            ROWS.computeIfAbsent(rows.name, n -> new ConcurrentHashMap<>())
                .computeIfAbsent(rows.transaction, t -> new ConcurrentHashMap<>()).put(rows.partition, copies);
        }
    }

    /** The rows of one transaction, of all partitions. */
    public static List<List<Object>> rows(String name, long transaction) {
        List<List<Object>> all = new ArrayList<>();
        ROWS.getOrDefault(name, Map.of()).getOrDefault(transaction, Map.of()).values().forEach(all::addAll);
        return all;
    }
}
