// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Steps the watchdog by hand while a thread is in one long round. */
class LongRoundsTest {
    private long now;
    private Thread running = new Thread("steps");
    private final List<Long> looks = new ArrayList<>();
    private final ThreadClock clock = new ThreadClock() {
        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public void park(Object parked, long nanos) {
            // The test decides who goes on.
        }

        @Override
        public void unpark(Thread thread) {
            // The test decides who goes on.
        }

        @Override
        public Thread currentThread() {
            return running;
        }

        @Override
        public boolean isWaiting(Thread thread) {
            return true;
        }
    };
    private final ExecutorScheduler scheduler = new ExecutorScheduler((loop, name) -> new Thread(loop, name), 1, 0, clock);

    /** In its one round the watchdog looks as often as it would in three seconds. */
    private final class BlockedAgent extends Agent {
        private final List<Boolean> busy = new ArrayList<>();

        @Override
        protected void onStart() {
            // It needs nothing.
        }

        @Override
        protected int doWork() {
            for (long end = now + TimeUnit.SECONDS.toNanos(3); now < end; now += busy.isEmpty() || last() ? Watchdog.CLOSE_NANOS : Watchdog.CALM_NANOS) {
                busy.add(scheduler.watchdog().look());
            }
            return 0;
        }

        private boolean last() {
            return busy.get(busy.size() - 1);
        }

        @Override
        protected void onLongRound() {
            looks.add(now);
        }

        @Override
        protected void onClose() {
            // It keeps nothing.
        }

        @Override
        protected String roleName() {
            return "blocked";
        }

        @Override
        protected void onError(Throwable failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void aLongRoundIsLookedAtOftenAtFirstAndNeverLessOftenThanTheBoundAllows() {
        BlockedAgent agent = new BlockedAgent();
        scheduler.prepare(List.of(agent), one -> false);
        WorkerThread thread = scheduler.workers()[0];
        thread.begin();
        thread.step();
        assertEquals(Watchdog.CLOSE_NANOS, looks.get(0), "at the second look");
        assertTrue(looks.size() < 300, () -> "a round of 3 s is not looked at each 2 ms, but was " + looks.size() + " times");
        for (int i = 1; i < looks.size(); i++) {
            long gap = looks.get(i) - looks.get(i - 1);
            assertTrue(gap <= TimeUnit.MILLISECONDS.toNanos(40), () -> "what it emits waits for " + gap + " ns");
            if (looks.get(i) < TimeUnit.MILLISECONDS.toNanos(16)) {
                assertEquals(Watchdog.CLOSE_NANOS, gap);
            }
        }
        assertTrue(agent.busy.get(1), "a round that has just become long");
        assertFalse(agent.busy.get(agent.busy.size() - 1), "the watchdog may be calm while calls last for long");
    }
}
