// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.tuple;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
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
}
