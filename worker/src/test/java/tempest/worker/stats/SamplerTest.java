// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class SamplerTest {
    private static final int TUPLES = 200_000;

    @Test
    void theFirstTupleAndTheWantedShareOfAllArePicked() {
        Sampler sampler = new Sampler(0.05);
        assertTrue(sampler.pick());
        int picked = 0;
        for (int i = 0; i < TUPLES; i++) {
            picked += sampler.pick() ? 1 : 0;
        }
        assertEquals(0.05, picked / (double) TUPLES, 0.003);
    }

    @Test
    void tuplesAtRegularIntervalsAreSampledToo() {
        Sampler sampler = new Sampler(0.05);
        int[] picked = new int[20];
        for (int i = 0; i < TUPLES; i++) {
            picked[i % picked.length] += sampler.pick() ? 1 : 0;
        }
        for (int share : picked) {
            assertEquals(TUPLES * 0.05 / picked.length, share, TUPLES * 0.05 / picked.length / 3);
        }
    }

    @Test
    void aRateOfOnePicksAllAndOtherThanAShareIsRefused() {
        Sampler all = new Sampler(1);
        for (int i = 0; i < 100; i++) {
            assertTrue(all.pick());
        }
        assertThrows(IllegalArgumentException.class, () -> new Sampler(0));
        assertThrows(IllegalArgumentException.class, () -> new Sampler(1.5));
    }
}
