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
    void the_first_tuple_and_the_wanted_share_of_all_are_picked() {
        Sampler sampler = new Sampler(0.05);
        assertTrue(sampler.pick());
        int picked = 0;
        for (int i = 0; i < TUPLES; i++) {
            picked += sampler.pick() ? 1 : 0;
        }
        assertEquals(0.05, picked / (double) TUPLES, 0.003);
    }

    @Test
    void no_kind_of_tuple_that_comes_at_regular_distances_is_left_out() {
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
    void a_rate_of_one_picks_all_and_other_than_a_share_is_refused() {
        Sampler all = new Sampler(1);
        for (int i = 0; i < 100; i++) {
            assertTrue(all.pick());
        }
        assertThrows(IllegalArgumentException.class, () -> new Sampler(0));
        assertThrows(IllegalArgumentException.class, () -> new Sampler(1.5));
    }
}
