// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Agents that wake each other at random, some of which are slow, block, or wait for a time, while the scheduler moves them from thread to
 * thread. Every token that is passed on must arrive, and no agent may be run by two threads at a time.
 */
class ExecutorSchedulerStressTest {
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    /** Passes tokens on to agents drawn at random; each hop reduces a token's remaining hops by one. */
    private static final class Passing extends Agent {
        final ConcurrentLinkedQueue<int[]> inbox = new ConcurrentLinkedQueue<>();
        final AtomicInteger inside = new AtomicInteger();
        final boolean source;
        final SplittableRandom random;
        final AtomicLong ended;
        List<Passing> all;
        volatile boolean overlapped;
        volatile boolean stopped;
        volatile Throwable failure;
        /** Plain on purpose: owners hand the agent over to each other. */
        long passed;
        int trouble;

        Passing(SplittableRandom random, boolean source, AtomicLong ended) {
            this.random = random;
            this.source = source;
            this.ended = ended;
        }

        @Override
        protected void onStart() {
            overlapped |= inside.get() != 0;
        }

        @Override
        protected boolean isSource() {
            return source;
        }

        @Override
        protected int doWork() {
            overlapped |= !inside.compareAndSet(0, 1);
            int work = 0;
            int[] token;
            while (work < 50 && (token = inbox.poll()) != null) {
                pass(token);
                work++;
            }
            misbehave();
            overlapped |= !inside.compareAndSet(1, 0);
            return work;
        }

        private void pass(int[] token) {
            passed++;
            if (--token[0] == 0) {
                ended.incrementAndGet();
                return;
            }
            Passing next = all.get(random.nextInt(all.size()));
            next.inbox.add(token);
            if (random.nextInt(10) == 0) {
                // Waking is allowed at any time, even if there is nothing to do.
                all.get(random.nextInt(all.size())).wake();
            }
            next.wake();
        }

        /** Slow for a while, sometimes, or blocked. */
        private void misbehave() {
            if (trouble > 0) {
                trouble--;
                long end = System.nanoTime() + 2 * PlacementRules.SLOW_NANOS;
                while (System.nanoTime() < end) {
                    Thread.onSpinWait();
                }
            } else {
                int chance = random.nextInt(20_000);
                if (chance == 0) {
                    trouble = 25;
                } else if (chance < 4) {
                    LockSupport.parkNanos(15_000_000);
                }
            }
        }

        @Override
        protected long nanosToNextRound() {
            return random.nextInt(4) == 0 ? random.nextLong(300_000) : UNTIL_WOKEN;
        }

        @Override
        protected void onClose() {
            stopped = true;
        }

        @Override
        protected String roleName() {
            return "passing";
        }

        @Override
        protected void onError(Throwable thrown) {
            failure = thrown;
        }
    }

    @Test
    void everyTokenArrivesWhereverAgentsRun() {
        for (long seed = 1; seed <= 3; seed++) {
            run(seed, 200, 2000);
        }
    }

    @Test
    @Tag("soak")
    void everyTokenArrivesForMinutes() {
        for (long seed = 100; seed <= 160; seed++) {
            run(seed, 200, 20_000);
        }
    }

    private static void run(long seed, int tokens, int hops) {
        SplittableRandom random = new SplittableRandom(seed);
        AtomicLong ended = new AtomicLong();
        List<Passing> agents = new ArrayList<>();
        int count = 3 + random.nextInt(20);
        for (int i = 0; i < count; i++) {
            agents.add(new Passing(random.split(), random.nextInt(4) == 0, ended));
        }
        agents.forEach(agent -> agent.all = agents);
        ExecutorScheduler scheduler = new ExecutorScheduler(Thread::new, 1 + random.nextInt(4), 20_000, ThreadClock.system());
        scheduler.start(agents, agent -> false);
        for (int i = 0; i < tokens; i++) {
            Passing first = agents.get(random.nextInt(count));
            first.inbox.add(new int[] {hops});
            first.wake();
        }
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (ended.get() < tokens) {
            assertTrue(System.nanoTime() < end, "seed " + seed + ": only " + ended.get() + " of " + tokens + " tokens arrived");
            LockSupport.parkNanos(200_000);
        }
        assertTrue(scheduler.stop(PATIENCE_NANOS), "seed " + seed + ": every thread ends");
        for (Passing agent : agents) {
            assertTrue(agent.stopped && !agent.overlapped, "seed " + seed);
            assertEquals(null, agent.failure, "seed " + seed);
        }
        assertEquals((long) tokens * hops, agents.stream().mapToLong(agent -> agent.passed).sum(), "seed " + seed);
    }
}
