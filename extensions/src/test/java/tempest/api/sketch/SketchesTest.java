// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.sketch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import org.apache.storm.state.DefaultStateSerializer;
import org.apache.storm.utils.Utils;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tempest.operators.window.Aggregation;
import tempest.operators.window.KeyedWindows;
import tempest.operators.window.OutputMode;
import tempest.operators.window.WindowResult;
import tempest.operators.window.WindowShape;

/** Sketches answer within the bounds they state, merged, copied and sent too. */
class SketchesTest {
    private static final int VALUES = 20_000;

    /** Of values from 0 on in ten parts that are merged, each sent in one of the ways that there are. */
    private static <S extends Sketch<S>> S merged(SketchAggregation<S> sketches, IntFunction<Object> value) {
        S all = sketches.init();
        for (int part = 0; part < 10; part++) {
            S one = sketches.init();
            for (int i = part; i < VALUES; i += 10) {
                one = sketches.apply(one, value.apply(i));
            }
            all = sketches.merge(all, part % 2 == 0 ? byJava(one) : byKryo(one));
        }
        return sketches.result(all);
    }

    @SuppressWarnings("unchecked")
    private static <S> S byJava(S sketch) {
        return (S) Utils.javaDeserialize(Utils.javaSerialize(sketch), Object.class);
    }

    private static <S> S byKryo(S sketch) {
        DefaultStateSerializer<S> serializer = new DefaultStateSerializer<>();
        return serializer.deserialize(serializer.serialize(sketch));
    }

    @BeforeEach
    void needAJavaThatTheLibraryKnows() {
        Assumptions.assumeTrue(Runtime.version().feature() <= 21, "Apache DataSketches 6.2.0 refuses this Java");
    }

    @Test
    void aJavaThatTheLibraryRefusesIsToldWhenASketchIsAskedFor() {
        assertEquals("sketches on Java 25; Apache DataSketches 6.2.0, which they are made of, runs on Java 17 to 21",
            assertThrows(UnsupportedOperationException.class, () -> Sketches.requireJava(25)).getMessage());
    }

    @Test
    void distinctValuesAreCountedWithinTheBounds() {
        DistinctCount count = merged(Sketches.distinctCount(), i -> "value " + i % 5_000);
        assertEquals(5_000, count.estimate(), 5_000 * 0.05, count::toString);
        assertTrue(count.lowerBound() <= count.estimate() && count.estimate() <= count.upperBound());
        assertEquals(1, merged(Sketches.distinctCount(), i -> i % 2 == 0 ? (Object) 7 : (Object) 7L).estimate(), 0.01, "a number is what it is, whatever its type");
    }

    @Test
    void quantilesAreWithinTheBounds() {
        Quantiles quantiles = merged(Sketches.quantiles(), i -> i);
        assertEquals(VALUES, quantiles.count());
        assertEquals(VALUES * 0.5, quantiles.quantile(0.5), VALUES * 0.03, quantiles::toString);
        assertEquals(0.9, quantiles.rank(VALUES * 0.9), 0.03);
        assertTrue(Double.isNaN(Sketches.quantiles().init().quantile(0.5)));
        assertEquals("quantiles of word; it must be a number",
            assertThrows(IllegalArgumentException.class, () -> Sketches.quantiles().apply(Sketches.quantiles().init(), "word")).getMessage());
    }

    @Test
    void frequentValuesAreFound() {
        Random random = new Random(1);
        HeavyHitters hitters = merged(Sketches.heavyHitters(), i -> i % 4 == 0 ? "often" : i % 10 == 1 ? "less" : "rare " + random.nextInt(10_000));
        assertEquals(List.of("often", "less"), new ArrayList<>(hitters.top(2).keySet()));
        assertEquals(VALUES / 4.0, hitters.count("often"), VALUES * 0.02);
    }

    @Test
    void aBloomFilterForgetsNothingAndInventsLittle() {
        BloomFilter filter = merged(Sketches.bloomFilter(VALUES, 0.01), i -> "seen " + i);
        int wrong = 0;
        for (int i = 0; i < VALUES; i++) {
            assertTrue(filter.mightContain("seen " + i));
            wrong += filter.mightContain("unseen " + i) ? 1 : 0;
        }
        assertTrue(wrong < VALUES * 0.02, "wrong " + wrong + " times");
    }

    @Test
    void aResultOfAWindowIsNotChangedByLaterValues() {
        Aggregation<Object, DistinctCount, DistinctCount> distinct = Sketches.distinctCount().forWindows();
        KeyedWindows<String, Object, DistinctCount> windows = KeyedWindows.of(new WindowShape.Hopping(20, 10), byJava(distinct), OutputMode.UPDATE, 10);
        List<WindowResult<String, DistinctCount>> results = new ArrayList<>();
        windows.add("k", "a", 1, results::add);
        windows.add("k", "b", 11, results::add);
        windows.advance(20, results::add);
        windows.add("k", "c", 12, results::add);
        assertEquals(List.of(1L, 2L, 3L), results.stream().map(result -> Math.round(result.result().estimate())).toList());
    }

    @Test
    void sketchesThatCannotBeAreRefused() {
        assertEquals("a count of distinct values with 2^3 counters; it must be 2^4 to 2^21",
            assertThrows(IllegalArgumentException.class, () -> Sketches.distinctCount(3)).getMessage());
        assertThrows(IllegalArgumentException.class, () -> Sketches.quantiles(0));
        assertThrows(IllegalArgumentException.class, () -> Sketches.heavyHitters(100));
        assertThrows(IllegalArgumentException.class, () -> Sketches.bloomFilter(0, 0.1));
        assertThrows(IllegalArgumentException.class, () -> Sketches.bloomFilter(10, 1));
        assertFalse(Sketches.bloomFilter(10, 0.1).init().mightContain("anything"));
        assertEquals(Map.of(), Sketches.heavyHitters().init().top(5));
    }
}
