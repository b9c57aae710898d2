// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TimeTest {

    private interface Sleep {
        void sleep() throws InterruptedException;
    }

    /** A thread that sleeps, and what becomes of it. */
    private static final class Sleeper {
        private final CompletableFuture<Long> wokeAt = new CompletableFuture<>();
        private final Thread thread;

        Sleeper(Sleep sleep) {
            thread = new Thread(() -> {
                try {
                    sleep.sleep();
                    wokeAt.complete(Time.currentTimeMillis());
                } catch (InterruptedException e) {
                    wokeAt.completeExceptionally(e);
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        void awaitAsleep() {
            while (!Time.isThreadWaiting(thread)) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void simulatedTimeBeginsAtZeroAndStandsStillUntilAdvanced() throws Exception {
        assertFalse(Time.isSimulating());
        try (Time.SimulatedTime time = new Time.SimulatedTime()) {
            assertTrue(Time.isSimulating());
            assertEquals(0, Time.currentTimeMillis());
            assertEquals(0, Time.nanoTime());
            Time.advanceTime(1500);
            assertEquals(1500, Time.currentTimeMillis());
            assertEquals(1, Time.currentTimeSecs());
            assertEquals(1_500_000_000L, Time.nanoTime());
            assertEquals(1, Time.deltaSecs(0));
            assertEquals(500, Time.deltaMs(1000));
            Time.advanceTimeNanos(500_000_000);
            Time.advanceTimeSecs(1);
            assertEquals(3000, Time.currentTimeMillis());
        }
        assertFalse(Time.isSimulating());
        assertTrue(Time.currentTimeMillis() > 1_000_000_000_000L);
    }

    @Test
    void aSleeperWakesWhenItsMomentIsReachedAndNotBefore() throws Exception {
        try (Time.SimulatedTime time = new Time.SimulatedTime()) {
            Sleeper relative = new Sleeper(() -> Time.sleep(1000));
            relative.awaitAsleep();
            Sleeper absolute = new Sleeper(() -> Time.sleepUntil(2000));
            absolute.awaitAsleep();
            Sleeper parked = new Sleeper(() -> Time.parkNanos(3_000_000_000L));
            parked.awaitAsleep();
            Time.advanceTime(999);
            assertTrue(Time.isThreadWaiting(relative.thread));
            Time.advanceTime(1);
            assertEquals(1000, relative.wokeAt.get(10, TimeUnit.SECONDS));
            assertTrue(Time.isThreadWaiting(absolute.thread));
            Time.advanceTime(1000);
            assertEquals(2000, absolute.wokeAt.get(10, TimeUnit.SECONDS));
            Time.advanceTimeSecs(1);
            assertEquals(3000, parked.wokeAt.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void timeThatHasPassedIsNotSleptFor() throws Exception {
        try (Time.SimulatedTime time = new Time.SimulatedTime()) {
            Time.advanceTime(10);
            Time.sleepUntil(10);
            Time.sleepUntilNanos(5);
            Time.sleep(0);
            Time.parkNanos(0);
            assertEquals(10, Time.currentTimeMillis());
        }
    }

    @Test
    void sleepersMoveTimeThemselvesIfItAdvancesOnSleep() throws Exception {
        try (Time.SimulatedTime time = new Time.SimulatedTime(100)) {
            Time.sleep(1000);
            assertTrue(Time.currentTimeMillis() >= 1000, () -> "it is " + Time.currentTimeMillis());
        }
    }

    @Test
    void aSleeperIsInterruptedWhenTheSimulationEnds() throws Exception {
        Sleeper sleeper;
        try (Time.SimulatedTime time = new Time.SimulatedTime()) {
            sleeper = new Sleeper(() -> Time.sleepSecs(100));
            sleeper.awaitAsleep();
        }
        ExecutionException e = assertThrows(ExecutionException.class, () -> sleeper.wokeAt.get(10, TimeUnit.SECONDS));
        assertEquals(InterruptedException.class, e.getCause().getClass());
    }

    @Test
    void onlySimulatedTimeCanBeAdvancedAndOnlyForward() {
        assertThrows(IllegalStateException.class, () -> Time.advanceTime(1));
        assertThrows(IllegalStateException.class, () -> Time.isThreadWaiting(Thread.currentThread()));
        try (Time.SimulatedTime time = new Time.SimulatedTime()) {
            assertThrows(IllegalArgumentException.class, () -> Time.advanceTime(-1));
        }
    }

    @Test
    void realSleepTakesRealTime() throws Exception {
        long before = System.nanoTime();
        Time.sleepUntil(System.currentTimeMillis() + 20);
        Time.sleepUntilNanos(System.nanoTime() + 5_000_000);
        Time.sleep(5);
        assertTrue(System.nanoTime() - before >= 25_000_000);
    }
}
