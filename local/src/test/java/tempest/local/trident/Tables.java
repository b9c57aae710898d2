// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.local.trident;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.storm.task.IMetricsContext;
import org.apache.storm.topology.FailedException;
import org.apache.storm.trident.state.OpaqueValue;
import org.apache.storm.trident.state.State;
import org.apache.storm.trident.state.StateFactory;
import org.apache.storm.trident.state.TransactionalValue;
import org.apache.storm.trident.state.map.IBackingMap;
import org.apache.storm.trident.state.map.NonTransactionalMap;
import org.apache.storm.trident.state.map.OpaqueMap;
import org.apache.storm.trident.state.map.TransactionalMap;

/** Tables in this JVM, by name, that outlive tasks; every so many writes are made and fail nevertheless. Any thread. */
final class Tables {
    private static final Map<String, Table> ALL = new ConcurrentHashMap<>();

    private Tables() {
    }

    enum Kind {
        PLAIN,
        TRANSACTIONAL,
        OPAQUE
    }

    /** States over the table of that name. @param failEvery how often a write that was made fails; 0 for never */
    static StateFactory factory(String name, Kind kind, int failEvery) {
        return new Factory(name, kind, failEvery);
    }

    /** What was counted under each key's first value. */
    static Map<Object, Object> counts(String name) {
        Map<Object, Object> counts = new HashMap<>();
        table(name).values.forEach((key, stored) -> {
            Object value = stored instanceof TransactionalValue<?> t ? t.getVal() : stored instanceof OpaqueValue<?> o ? o.getCurr() : stored;
            // A value that was taken back is null.
            if (value != null) {
                counts.put(key.get(0), value);
            }
        });
        return counts;
    }

    static long total(String name) {
        return counts(name).values().stream().mapToLong(count -> ((Number) count).longValue()).sum();
    }

    private static Table table(String name) {
        return ALL.computeIfAbsent(name, n -> new Table());
    }

    private static final class Table {
        final Map<List<Object>, Object> values = new ConcurrentHashMap<>();
        final AtomicInteger writes = new AtomicInteger();
    }

    private record Factory(String name, Kind kind, int failEvery) implements StateFactory {
        @Override
        @SuppressWarnings({"unchecked", "rawtypes"})
        public State makeState(Map<String, Object> conf, IMetricsContext metrics, int partitionIndex, int numPartitions) {
            IBackingMap map = new Failing(name, failEvery);
            return switch (kind) {
                case PLAIN -> NonTransactionalMap.build(map);
                case TRANSACTIONAL -> TransactionalMap.build(map);
                case OPAQUE -> OpaqueMap.build(map);
            };
        }
    }

    private record Failing(String name, int failEvery) implements IBackingMap<Object> {
        @Override
        public List<Object> multiGet(List<List<Object>> keys) {
            List<Object> all = new ArrayList<>();
            keys.forEach(key -> all.add(table(name).values.get(key)));
            return all;
        }

        @Override
        public void multiPut(List<List<Object>> keys, List<Object> values) {
            Table table = table(name);
            for (int i = 0; i < keys.size(); i++) {
                table.values.put(new ArrayList<>(keys.get(i)), values.get(i));
            }
            if (failEvery > 0 && table.writes.incrementAndGet() % failEvery == 0) {
                throw new FailedException("the write was made, but its answer is lost");
            }
        }
    }
}
