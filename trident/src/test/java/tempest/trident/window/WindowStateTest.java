// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.storm.topology.base.BaseWindowedBolt.Duration;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.trident.tuple.TridentTupleView;
import org.apache.storm.trident.windowing.InMemoryWindowsStore;
import org.apache.storm.trident.windowing.config.SlidingCountWindow;
import org.apache.storm.trident.windowing.config.SlidingDurationWindow;
import org.apache.storm.trident.windowing.config.TumblingCountWindow;
import org.apache.storm.trident.windowing.config.TumblingDurationWindow;
import org.apache.storm.trident.windowing.config.WindowConfig;
import org.apache.storm.tuple.Fields;
import org.junit.jupiter.api.Test;

class WindowStateTest {
    private static final Fields NUMBER = new Fields("n");
    private final InMemoryWindowsStore store = new InMemoryWindowsStore();
    private long now = 1000;

    private WindowState stored(WindowConfig config) {
        return new WindowState(Schedule.of(config), new ChunkStore.InWindowsStore(store, "w|0", 3), NUMBER, () -> now);
    }

    private WindowState inMemory(WindowConfig config) {
        return new WindowState(Schedule.of(config), new ChunkStore.InMemory(), NUMBER, () -> now);
    }

    /** Adds the numbers from {@code from} to {@code to - 1}; the windows that end, as text. */
    private static List<String> add(WindowState window, long transaction, long from, long to) {
        List<TridentTuple> tuples = LongStream.range(from, to).mapToObj(n -> TridentTupleView.createFreshTuple(NUMBER, n)).toList();
        List<String> ended = new ArrayList<>();
        window.beginCommit(transaction);
        window.add(tuples, contents -> ended.add(contents.stream().map(t -> t.getLong(0)).toList().toString()));
        window.commit(transaction);
        return ended;
    }

    @Test
    void tumblingWindowsByCountEndWithinBatches() {
        WindowState window = inMemory(TumblingCountWindow.of(3));
        assertEquals(List.of(), add(window, 1, 0, 2));
        assertEquals(List.of("[0, 1, 2]", "[3, 4, 5]"), add(window, 2, 2, 7));
        assertEquals(List.of("[6, 7, 8]"), add(window, 3, 7, 9));
    }

    @Test
    void slidingWindowsByCountOverlap() {
        WindowState window = inMemory(SlidingCountWindow.of(4, 2));
        assertEquals(List.of("[0, 1]", "[0, 1, 2, 3]"), add(window, 1, 0, 5));
        assertEquals(List.of("[2, 3, 4, 5]"), add(window, 2, 5, 6));
        assertEquals(List.of("[4, 5, 6, 7]"), add(window, 3, 6, 8));
    }

    @Test
    void anotherAttemptStartsFromWhatTheFirstFound() {
        for (WindowState window : List.of(inMemory(TumblingCountWindow.of(3)), stored(TumblingCountWindow.of(3)))) {
            add(window, 1, 0, 4);
            assertEquals(List.of("[3, 4, 5]"), add(window, 2, 4, 6));
            assertEquals(List.of("[3, 4, 5]"), add(window, 2, 4, 6));
            assertEquals(List.of("[3, 14, 15]"), add(window, 2, 14, 16), "other contents");
            assertEquals(List.of("[16, 17, 18]"), add(window, 3, 16, 19));
        }
    }

    @Test
    void aStoredWindowSurvivesItsTask() {
        add(stored(SlidingCountWindow.of(4, 2)), 1, 0, 3);
        assertEquals(List.of("[0, 1, 2, 3]"), add(stored(SlidingCountWindow.of(4, 2)), 2, 3, 5));
        assertEquals(List.of("[0, 1, 2, 3]"), add(stored(SlidingCountWindow.of(4, 2)), 2, 3, 5), "the same transaction in another task");
        assertEquals(List.of("[2, 3, 4, 5]"), add(stored(SlidingCountWindow.of(4, 2)), 3, 5, 6));
        assertThrows(IllegalStateException.class, () -> add(stored(SlidingCountWindow.of(4, 2)), 2, 5, 6));
    }

    @Test
    void noMoreTuplesAreKeptInMemoryThanTheKeyAllows() {
        AtomicInteger fetched = new AtomicInteger();
        InMemoryWindowsStore counting = new InMemoryWindowsStore() {
            @Override
            public Object get(String key) {
                fetched.addAndGet(key.endsWith("progress") ? 0 : 1);
                return super.get(key);
            }
        };
        for (Map.Entry<Integer, Integer> expected : Map.of(2, 2, 100, 0).entrySet()) {
            fetched.set(0);
            WindowState window = (WindowState) new WindowStateFactory(TumblingCountWindow.of(6), "w" + expected.getKey(), conf -> counting, true, NUMBER)
                .makeState(Map.of("topology.trident.windowing.cache.tuple.limit", expected.getKey()), null, 0, 1);
            for (int tx = 1; tx <= 3; tx++) {
                add(window, tx, tx * 2L, tx * 2L + 2);
            }
            assertEquals(expected.getValue(), fetched.get(), "of three batches of two tuples, those beyond " + expected.getKey() + " tuples");
        }
    }

    @Test
    void aStoreDoesNotGrowWithWhatIsPast() {
        WindowState window = stored(TumblingCountWindow.of(5));
        for (int tx = 1; tx <= 100; tx++) {
            add(window, tx, tx * 3L, tx * 3L + 3);
        }
        int keys = 0;
        for (String key : store.getAllKeys()) {
            keys++;
        }
        assertEquals(true, keys < 8, keys + " keys");
    }

    @Test
    void windowsByTimeEndWithTheNextBatch() {
        WindowState window = inMemory(TumblingDurationWindow.of(Duration.of(100)));
        assertEquals(List.of(), add(window, 1, 0, 2));
        now = 1099;
        assertEquals(List.of("[0, 1]"), add(window, 2, 2, 2));
        now = 1150;
        assertEquals(List.of(), add(window, 3, 2, 4));
        now = 9000;
        assertEquals(List.of("[2, 3]"), add(window, 4, 4, 5), "empty ones are not shown");
        now = 9099;
        assertEquals(List.of("[4]"), add(window, 5, 5, 5));
    }

    @Test
    void anotherAttemptIsAtTheSameTimeOfDay() {
        WindowState window = stored(SlidingDurationWindow.of(Duration.of(100), Duration.of(50)));
        add(window, 1, 0, 1);
        now = 1060;
        assertEquals(List.of("[0]"), add(window, 2, 1, 2));
        now = 5000;
        assertEquals(List.of("[0]"), add(window, 2, 1, 2));
        assertEquals(List.of("[0, 1]", "[1]"), add(window, 3, 2, 2).subList(0, 2));
    }

    @Test
    void anUnknownKindOfWindowIsRefused() {
        WindowConfig own = new WindowConfig() {
            @Override
            public int getWindowLength() {
                return 1;
            }

            @Override
            public int getSlidingLength() {
                return 1;
            }

            @Override
            public void validate() {
            }
        };
        assertThrows(IllegalArgumentException.class, () -> Schedule.of(own));
        assertThrows(IllegalArgumentException.class, () -> SlidingCountWindow.of(3, 4).validate());
        assertThrows(IllegalArgumentException.class, () -> TumblingCountWindow.of(0).validate());
    }
}
