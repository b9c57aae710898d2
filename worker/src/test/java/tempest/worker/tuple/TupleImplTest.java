// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.tuple;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.AbstractList;
import java.util.List;
import org.apache.storm.tuple.Values;
import org.junit.jupiter.api.Test;

class TupleImplTest {

    @Test
    void aTupleSettledInTheMicrosecondItWasSampledInHasAlmostNoLatency() {
        for (long now = 1_000_000; now < 1_000_004; now++) {
            TupleImpl tuple = new TupleImpl(null, 1, List.of(), 1, 1, null);
            assertFalse(tuple.isSampled());
            tuple.sampled(now);
            assertTrue(tuple.isSampled());
            assertEquals(0, tuple.microsSinceSampled(now));
            assertEquals(100, tuple.microsSinceSampled(now + 100), 1);
            tuple.settle();
            assertEquals(100, tuple.microsSinceSampled(now + 100), 1);
        }
    }

    @Test
    void anOverflowOfTheClocksLowerHalfIsHarmless() {
        TupleImpl tuple = new TupleImpl(null, 1, List.of(), 1, 1, null);
        tuple.sampled((1L << 31) - 10);
        assertEquals(30, tuple.microsSinceSampled((1L << 31) + 20), 1);
    }

    @Test
    void valuesAreReadAheadButNoListOfAUsersClass() {
        TupleImpl tuple = new TupleImpl(null, 1, new Values("four", 2, null), 1, 1, null);
        assertEquals(3, tuple.fetch(1));
        assertEquals(1, tuple.fetch(2));
        assertEquals(4, tuple.fetch(3));
        List<Object> theirs = new AbstractList<>() {
            @Override
            public Object get(int index) {
                throw new AssertionError("read by the engine");
            }

            @Override
            public int size() {
                throw new AssertionError("read by the engine");
            }
        };
        for (int depth = 1; depth <= TupleImpl.FETCH_DEPTH; depth++) {
            assertEquals(0, new TupleImpl(null, 1, theirs, 1, 1, null).fetch(depth));
            assertEquals(0, new TupleImpl(null, 1, null, 1, 1, null).fetch(depth));
            assertEquals(0, new TupleImpl(null, 1, new Values(), 1, 1, null).fetch(depth));
        }
    }
}
