// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clock that topologies and daemons sleep by. It is the system's, unless a {@link SimulatedTime} is open: then time
 * stands still until someone advances it, and a sleeping thread wakes when simulated time has reached its moment.
 * Any thread may call any method.
 */
public class Time {
    private static final Logger LOG = LoggerFactory.getLogger(Time.class);
    private static final long NANOS_PER_MILLI = 1_000_000L;
    /** How long a sleeper of an auto-advancing simulation waits, in real milliseconds, before it moves the clock again. */
    private static final long AUTO_ADVANCE_PERIOD_MILLIS = 1;

    /** Guards the simulation; sleepers wait on it. The contract's static methods leave no other place for this state. */
    private static final Object LOCK = new Object();
    private static final Map<Thread, Long> SLEEPERS = new IdentityHashMap<>();
    private static volatile Simulation simulation;

    /** One stretch of simulated time: a sleeper belongs to the simulation that it began to sleep in. */
    private static final class Simulation {
        private final long autoAdvanceNanos;
        private volatile long nowNanos;

        Simulation(long autoAdvanceNanos) {
            this.autoAdvanceNanos = autoAdvanceNanos;
        }
    }

    /** Whether time is simulated now. */
    public static boolean isSimulating() {
        return simulation != null;
    }

    /** Sleeps until {@link #currentTimeMillis()} has reached a value; returns at once if it has. */
    public static void sleepUntil(long targetTimeMs) throws InterruptedException {
        Simulation sim = simulation;
        if (sim != null) {
            sleepSimulated(sim, millisToNanos(targetTimeMs));
            return;
        }
        for (long left = targetTimeMs - System.currentTimeMillis(); left > 0; left = targetTimeMs - System.currentTimeMillis()) {
            Thread.sleep(left);
        }
    }

    /** Sleeps until {@link #nanoTime()} has reached a value; returns at once if it has. */
    public static void sleepUntilNanos(long targetTimeNanos) throws InterruptedException {
        Simulation sim = simulation;
        if (sim != null) {
            sleepSimulated(sim, targetTimeNanos);
            return;
        }
        for (long left = targetTimeNanos - System.nanoTime(); left > 0; left = targetTimeNanos - System.nanoTime()) {
            TimeUnit.NANOSECONDS.sleep(left);
        }
    }

    /** Sleeps for some milliseconds; not at all if that is zero or less. */
    public static void sleep(long ms) throws InterruptedException {
        if (ms <= 0) {
            return;
        }
        Simulation sim = simulation;
        if (sim != null) {
            sleepSimulated(sim, sim.nowNanos + millisToNanos(ms));
        } else {
            Thread.sleep(ms);
        }
    }

    /** Parks for some nanoseconds; in real time it may return early, as {@link LockSupport#parkNanos(long)} may. */
    public static void parkNanos(long nanos) throws InterruptedException {
        if (nanos <= 0) {
            return;
        }
        Simulation sim = simulation;
        if (sim != null) {
            sleepSimulated(sim, sim.nowNanos + nanos);
        } else {
            LockSupport.parkNanos(nanos);
        }
    }

    /** Sleeps for some seconds; not at all if that is zero or less. */
    public static void sleepSecs(long secs) throws InterruptedException {
        sleep(TimeUnit.SECONDS.toMillis(secs));
    }

    /** A count of nanoseconds that only differences are taken of. */
    public static long nanoTime() {
        Simulation sim = simulation;
        return sim != null ? sim.nowNanos : System.nanoTime();
    }

    /** Milliseconds since 1970, or since the simulation began. */
    public static long currentTimeMillis() {
        Simulation sim = simulation;
        return sim != null ? nanosToMillis(sim.nowNanos) : System.currentTimeMillis();
    }

    public static long nanosToMillis(long nanos) {
        return nanos / NANOS_PER_MILLI;
    }

    public static long millisToNanos(long millis) {
        return millis * NANOS_PER_MILLI;
    }

    public static long secsToMillis(int secs) {
        return 1000L * secs;
    }

    public static long secsToMillisLong(double secs) {
        return (long) (1000L * secs);
    }

    /** Whole seconds since 1970, or since the simulation began. */
    public static int currentTimeSecs() {
        return (int) (currentTimeMillis() / 1000);
    }

    /** How many seconds ago {@code timeInSeconds} was. */
    public static int deltaSecs(int timeInSeconds) {
        return currentTimeSecs() - timeInSeconds;
    }

    /** How many milliseconds ago {@code timeInMilliseconds} was. */
    public static long deltaMs(long timeInMilliseconds) {
        return currentTimeMillis() - timeInMilliseconds;
    }

    /** Moves simulated time on by some milliseconds. */
    public static void advanceTime(long ms) {
        advanceTimeNanos(millisToNanos(ms));
    }

    /**
     * Moves simulated time on, and wakes the threads whose moment that is.
     *
     * @throws IllegalStateException if time is not simulated
     * @throws IllegalArgumentException if {@code nanos} is negative
     */
    public static void advanceTimeNanos(long nanos) {
        if (nanos < 0) {
            throw new IllegalArgumentException("Time only goes forward; it cannot be advanced by " + nanos + " ns");
        }
        synchronized (LOCK) {
            if (simulation == null) {
                throw notSimulating();
            }
            advance(simulation, nanos);
        }
    }

    /** Moves simulated time on by some seconds. */
    public static void advanceTimeSecs(long secs) {
        advanceTimeNanos(TimeUnit.SECONDS.toNanos(secs));
    }

    /**
     * Whether a thread sleeps and will do so until simulated time is advanced, or has ended.
     *
     * @throws IllegalStateException if time is not simulated
     */
    public static boolean isThreadWaiting(Thread t) {
        synchronized (LOCK) {
            if (simulation == null) {
                throw notSimulating();
            }
            Long wakeAt = SLEEPERS.get(t);
            return !t.isAlive() || wakeAt != null && wakeAt > simulation.nowNanos;
        }
    }

    private static void sleepSimulated(Simulation sim, long wakeAtNanos) throws InterruptedException {
        Thread self = Thread.currentThread();
        synchronized (LOCK) {
            SLEEPERS.put(self, wakeAtNanos);
            try {
                while (sim.nowNanos < wakeAtNanos) {
                    if (simulation != sim) {
                        throw new InterruptedException("simulated time ended while this thread slept");
                    }
                    if (sim.autoAdvanceNanos > 0) {
                        advance(sim, sim.autoAdvanceNanos);
                        LOCK.wait(AUTO_ADVANCE_PERIOD_MILLIS);
                    } else {
                        LOCK.wait();
                    }
                }
            } finally {
                SLEEPERS.remove(self);
            }
        }
    }

    /** Called with the lock held. */
    private static void advance(Simulation sim, long nanos) {
        sim.nowNanos += nanos;
        LOG.debug("Simulated time is now {} ns", sim.nowNanos);
        LOCK.notifyAll();
    }

    private static IllegalStateException notSimulating() {
        return new IllegalStateException("Time is not simulated; open a SimulatedTime first");
    }

    /**
     * Simulates time from its creation, beginning at 0, until it is closed; threads that sleep then are interrupted.
     * One is open at a time: a new one replaces the one before.
     */
    public static class SimulatedTime implements AutoCloseable {
        private final Simulation mine;

        /** Time moves only when it is advanced. */
        public SimulatedTime() {
            this(null);
        }

        /** Time also moves by this many milliseconds each time a sleeping thread looks at the clock; null or 0 for not. */
        public SimulatedTime(Number advanceTimeMs) {
            mine = new Simulation(advanceTimeMs == null ? 0 : millisToNanos(advanceTimeMs.longValue()));
            replace(mine);
        }

        @Override
        public void close() {
            synchronized (LOCK) {
                if (simulation == mine) {
                    replace(null);
                }
            }
        }

        private static void replace(Simulation next) {
            synchronized (LOCK) {
                simulation = next;
                LOCK.notifyAll();
            }
        }
    }
}
