// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SteadyTimeTest {
    @Test
    void aClockThatIsSetByAnHourMovesNothing() {
        AtomicLong wall = new AtomicLong(1_000_000);
        AtomicLong nanos = new AtomicLong(-5);
        SteadyTime time = new SteadyTime(wall::get, nanos::get);
        assertEquals(1_000_000, time.millis());
        wall.addAndGet(TimeUnit.HOURS.toMillis(1));
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(3));
        assertEquals(1_003_000, time.millis());
        wall.addAndGet(-TimeUnit.HOURS.toMillis(2));
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertEquals(1_004_000, time.millis());
    }

    @Test
    void simulatedTimeIsSteady() {
        try (Time.SimulatedTime simulated = new Time.SimulatedTime()) {
            long before = SteadyTime.currentTimeMillis();
            Time.advanceTime(1_500);
            assertEquals(before + 1_500, SteadyTime.currentTimeMillis());
            assertEquals(Time.currentTimeMillis(), SteadyTime.currentTimeMillis());
        }
    }
}
