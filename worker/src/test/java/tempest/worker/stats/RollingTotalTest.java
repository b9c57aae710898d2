// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RollingTotalTest {
    @Test
    void aYoungTotalIsTheSameInAllWindows() {
        RollingTotal total = new RollingTotal(20);
        total.update(1000, 0);
        total.update(1010, 42);
        for (Window window : Window.values()) {
            assertEquals(42, total.in(window));
        }
    }

    @Test
    void valuesOlderThanAWindowLeaveIt() {
        RollingTotal total = new RollingTotal(20);
        long sum = 0;
        for (long second = 1000; second < 1000 + 100_000; second += 10) {
            sum += 10;
            total.update(second, sum);
        }
        assertEquals(100_000, total.in(Window.ALL_TIME));
        assertBetween(570, 600, total.in(Window.TEN_MINUTES));
        assertBetween(10_260, 10_800, total.in(Window.THREE_HOURS));
        assertBetween(82_080, 86_400, total.in(Window.ONE_DAY));
    }

    @Test
    void moreBucketsFollowAWindowMoreClosely() {
        RollingTotal coarse = new RollingTotal(2);
        RollingTotal fine = new RollingTotal(600);
        for (long second = 0; second <= 1000; second++) {
            coarse.update(second, second);
            fine.update(second, second);
        }
        // The two buckets began at 600 and 900 s; of 600 the first began at 401 s.
        assertEquals(1000 - 600, coarse.in(Window.TEN_MINUTES), 1);
        assertEquals(1000 - 401, fine.in(Window.TEN_MINUTES), 1);
    }

    @Test
    void afterALongSilenceTheShortWindowsAreEmpty() {
        RollingTotal total = new RollingTotal(20);
        total.update(1000, 0);
        total.update(1001, 50);
        total.update(1001 + 7200, 50);
        assertEquals(0, total.in(Window.TEN_MINUTES));
        assertEquals(50, total.in(Window.THREE_HOURS));
    }

    private static void assertBetween(long low, long high, long value) {
        assertTrue(low <= value && value <= high, value + " is not from " + low + " to " + high);
    }
}
