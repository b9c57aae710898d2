// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.agent;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Checks the threads that run agents every few milliseconds: flushes what a long round emitted, and has an agent isolated that blocks its
 * thread. Runs on a thread of its own; it never runs a round.
 */
final class Watchdog implements Runnable {
    /** The interval while a round runs: what it emitted waits for at most one check if its agent may block, two if not. */
    static final long CLOSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    /** The interval while no round runs. */
    static final long CALM_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    /** A round that is long already is checked again after this part of its age, but at least twice in a calm interval. */
    private static final int AGE_SHARE = 8;

    private final ExecutorScheduler scheduler;
    private final ThreadClock clock;
    private final Map<WorkerThread, LongRound> seen = new IdentityHashMap<>();
    private WorkerThread[] watched;
    private volatile Thread thread;
    private volatile boolean calm;

    /** The round that a thread was in at the last check, and when it was first seen in it. */
    private static final class LongRound {
        private long round;
        private long since;
        private boolean again;
        private boolean told;
        /** Not before this time, so that a thousand threads in calls that last for long cost little. */
        private long nextLook;
    }

    Watchdog(ExecutorScheduler scheduler, ThreadClock clock) {
        this.scheduler = scheduler;
        this.clock = clock;
    }

    @Override
    public void run() {
        thread = clock.currentThread();
        while (!scheduler.isStopping()) {
            boolean wasCalm = calm;
            clock.park(this, wasCalm ? CALM_NANOS : CLOSE_NANOS);
            if (wasCalm && !calm) {
                // Woken for a round that has only just begun.
                clock.park(this, CLOSE_NANOS);
            }
            calm = true;
            if (look()) {
                calm = false;
            }
        }
    }

    /** A round begins that may block, so checks become frequent. Any thread. */
    void watchClosely() {
        if (calm) {
            calm = false;
            wake();
        }
    }

    /** Any thread. */
    void wake() {
        if (thread != null) {
            clock.unpark(thread);
        }
    }

    /** Checks once; returns whether a round runs that may soon be long, or ran since the last check. */
    boolean look() {
        long now = clock.nanoTime();
        boolean busy = false;
        WorkerThread[] workers = scheduler.workers();
        if (workers != watched) {
            watched = workers;
            seen.keySet().retainAll(Set.of(workers));
        }
        for (WorkerThread worker : workers) {
            busy |= look(worker, now);
        }
        scheduler.wakeForWaiting();
        return busy;
    }

    private boolean look(WorkerThread worker, long now) {
        LongRound last = seen.computeIfAbsent(worker, w -> new LongRound());
        long round = worker.rounds();
        last.again = round == last.round;
        if (!last.again) {
            last.round = round;
            last.since = now;
            last.told = false;
            last.nextLook = now;
        }
        if (last.again && now - last.nextLook < 0) {
            return false;
        }
        last.nextLook = now + Math.min(CALM_NANOS / 2, (now - last.since) / AGE_SHARE);
        if ((round & 1) == 0) {
            return !last.again;
        }
        Agent agent = worker.current();
        if (last.again || agent.mayBlock()) {
            agent.onLongRound();
        }
        if (last.again && !last.told && now - last.since >= agent.stuckNanos()) {
            last.told = true;
            StackTraceElement[] stack = worker.thread().getStackTrace();
            if (worker.rounds() == round) {
                agent.onStuck(now - last.since, stack);
            }
        }
        if (last.again && worker.shares()) {
            // The round may end meanwhile: it is fenced by its number.
            scheduler.ofLongRound(worker, round, now - last.since, clock.isWaiting(worker.thread()));
        }
        return true;
    }
}
