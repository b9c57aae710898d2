// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.state.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.storm.trident.operation.builtin.Sum;
import org.apache.storm.trident.state.CombinerValueUpdater;
import org.apache.storm.trident.state.JSONOpaqueSerializer;
import org.apache.storm.trident.state.JSONTransactionalSerializer;
import org.apache.storm.trident.state.OpaqueValue;
import org.apache.storm.trident.state.TransactionalValue;
import org.apache.storm.trident.state.ValueUpdater;
import org.apache.storm.trident.testing.MemoryBackingMap;
import org.apache.storm.trident.testing.MemoryMapState;
import org.junit.jupiter.api.Test;

/** Map states under transactions that are tried again. */
class ReplayedStatesTest {
    /** Some writes are made and fail nevertheless, some are not made. */
    private static final class Troubled<T> implements IBackingMap<T> {
        private final MemoryBackingMap<T> map = new MemoryBackingMap<>();
        private final Random random;

        Troubled(long seed) {
            random = new Random(seed);
        }

        @Override
        public List<T> multiGet(List<List<Object>> keys) {
            return map.multiGet(keys);
        }

        @Override
        public void multiPut(List<List<Object>> keys, List<T> vals) {
            int outcome = random.nextInt(6);
            if (outcome > 0) {
                map.multiPut(keys, vals);
            }
            if (outcome < 2) {
                throw new IllegalStateException("troubled");
            }
        }
    }

    private static List<Object> key(Object value) {
        return Collections.singletonList(value);
    }

    private static void count(MapState<Number> state, long transaction, Map<String, Long> batch) {
        state.beginCommit(transaction);
        if (!batch.isEmpty()) {
            List<List<Object>> keys = new ArrayList<>();
            List<ValueUpdater> updaters = new ArrayList<>();
            batch.forEach((word, count) -> {
                keys.add(key(word));
                updaters.add(new CombinerValueUpdater(new Sum(), count));
            });
            state.multiUpdate(keys, updaters);
        }
        state.commit(transaction);
    }

    private static Map<String, Long> batch(Random random) {
        Map<String, Long> batch = new HashMap<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            batch.merge("w" + random.nextInt(10), 1L, Long::sum);
        }
        return batch;
    }

    /** Tries each transaction until it succeeds, sometimes once more; {@code same}: with the same contents. */
    private static Map<String, Long> run(MapState<Number> state, Random random, boolean same) {
        Map<String, Long> expected = new HashMap<>();
        for (long transaction = 1; transaction <= 200; transaction++) {
            Map<String, Long> batch = batch(random);
            boolean again = true;
            while (again) {
                try {
                    count(state, transaction, batch);
                    again = random.nextInt(4) == 0;
                } catch (IllegalStateException e) {
                    again = true;
                }
                if (again && !same) {
                    batch = batch(random);
                }
            }
            batch.forEach((word, count) -> expected.merge(word, count, Long::sum));
        }
        return expected;
    }

    private static Map<String, Long> held(MapState<Number> state) {
        Map<String, Long> held = new HashMap<>();
        for (int i = 0; i < 10; i++) {
            Number count = state.multiGet(List.of(key("w" + i))).get(0);
            if (count != null && count.longValue() > 0) {
                held.put("w" + i, count.longValue());
            }
        }
        return held;
    }

    @Test
    void aTransactionalStateIsExactWhenBatchesAreReplayedUnchanged() {
        for (int seed = 0; seed < 50; seed++) {
            MapState<Number> state = TransactionalMap.build(new Troubled<TransactionalValue>(seed));
            assertEquals(run(state, new Random(seed), true), held(state), "seed " + seed);
        }
    }

    @Test
    void anOpaqueStateIsExactWhateverIsReplayed() {
        for (int seed = 0; seed < 50; seed++) {
            MapState<Number> state = OpaqueMap.build(new Troubled<OpaqueValue>(seed));
            assertEquals(run(state, new Random(seed), false), held(state), "seed " + seed);
        }
    }

    @Test
    void aStateWithoutTransactionsCountsAgain() {
        MapState<Number> state = NonTransactionalMap.build(new MemoryBackingMap<>());
        count(state, 1, Map.of("w1", 1L));
        count(state, 1, Map.of("w1", 1L));
        assertEquals(Map.of("w1", 2L), held(state));
    }

    @Test
    void anOlderTransactionIsRefusedByAnOpaqueState() {
        MapState<Number> state = OpaqueMap.build(new MemoryBackingMap<>());
        count(state, 5, Map.of("w1", 1L));
        assertThrows(IllegalStateException.class, () -> count(state, 4, Map.of("w1", 1L)));
    }

    @Test
    void aKeyThatIsUpdatedTwiceInABatchCountsTwice() {
        for (MapState<Number> state : List.<MapState<Number>>of(TransactionalMap.build(new MemoryBackingMap<>()), OpaqueMap.build(new MemoryBackingMap<>()))) {
            for (int attempt = 0; attempt < 2; attempt++) {
                state.beginCommit(1L);
                for (int i = 0; i < 2; i++) {
                    state.multiUpdate(List.of(key("w1")), List.of(new CombinerValueUpdater(new Sum(), 1L)));
                }
                state.commit(1L);
            }
            assertEquals(Map.of("w1", 2L), held(state));
        }
    }

    @Test
    void aRemovedKeyComesBackWhenItsTransactionDoes() {
        MemoryMapState<Number> state = new MemoryMapState<>("removal-" + System.nanoTime());
        count(state, 1, Map.of("w1", 3L));
        state.beginCommit(2L);
        state.multiRemove(List.of(key("w1")));
        state.commit(2L);
        assertEquals(Map.of(), held(state));
        count(state, 2, Map.of("w1", 1L));
        assertEquals(Map.of("w1", 4L), held(state));
    }

    @Test
    void cachedAndSplitMapsAskForWhatTheyLackAlone() {
        List<Integer> asked = new ArrayList<>();
        IBackingMap<String> base = new IBackingMap<>() {
            private final MemoryBackingMap<String> map = new MemoryBackingMap<>();

            @Override
            public List<String> multiGet(List<List<Object>> keys) {
                asked.add(keys.size());
                return map.multiGet(keys);
            }

            @Override
            public void multiPut(List<List<Object>> keys, List<String> vals) {
                map.multiPut(keys, vals);
            }
        };
        CachedMap<String> cached = new CachedMap<>(base, 10);
        cached.multiPut(List.of(key(1)), List.of("one"));
        assertEquals(Arrays.asList("one", null), cached.multiGet(List.of(key(1), key(2))));
        assertEquals(List.of(1), asked);
        MicroBatchIBackingMap.Options options = new MicroBatchIBackingMap.Options();
        options.maxMultiGetBatchSize = 2;
        asked.clear();
        new MicroBatchIBackingMap<>(options, base).multiGet(List.of(key(1), key(2), key(3), key(4), key(5)));
        assertEquals(List.of(2, 2, 1), asked);
    }

    @Test
    void storedFormsAreJsonLists() {
        assertEquals("[7,3]", new String(new JSONTransactionalSerializer().serialize(new TransactionalValue<>(7L, 3))));
        assertEquals("[7,3,null]", new String(new JSONOpaqueSerializer().serialize(new OpaqueValue<>(7L, 3))));
        OpaqueValue<?> read = new JSONOpaqueSerializer().deserialize("[8,\"b\",\"a\"]".getBytes());
        assertEquals(List.of(8L, "b", "a"), List.of(read.getCurrTxid(), read.getCurr(), read.getPrev()));
        assertThrows(IllegalArgumentException.class, () -> new JSONOpaqueSerializer().deserialize("[8,1]".getBytes()));
    }
}
