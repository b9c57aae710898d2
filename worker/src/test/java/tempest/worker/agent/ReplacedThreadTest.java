// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Steps the threads of a scheduler by hand to where a source that rejoins replaces a thread in the middle of a slow agent's round. */
class ReplacedThreadTest {
    private long now;
    private Thread running;
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

    /** Always has work, and does what the test says in a round. */
    private final class Stepped extends Agent {
        private final boolean source;
        private final long nanos;
        private Consumer<Stepped> inRound = agent -> { };

        private Stepped(boolean source, long nanos) {
            this.source = source;
            this.nanos = nanos;
        }

        @Override
        protected void onStart() {
            // It needs nothing.
        }

        @Override
        protected int doWork() {
            now += nanos;
            Consumer<Stepped> once = inRound;
            inRound = agent -> { };
            once.accept(this);
            return 1;
        }

        @Override
        protected boolean isSource() {
            return source;
        }

        @Override
        protected void onClose() {
            // It keeps nothing.
        }

        @Override
        protected String roleName() {
            return source ? "source" : "bolt";
        }

        @Override
        protected void onError(Throwable failure) {
            throw new AssertionError(failure);
        }
    }

    private void step(WorkerThread worker) {
        Thread outer = running;
        running = worker.thread() == null ? new Thread("stepped") : worker.thread();
        if (worker.thread() == null) {
            worker.begin();
        }
        worker.step();
        running = outer;
    }

    @Test
    void aSlowAgentWhoseThreadIsReplacedInItsRoundGoesOnElsewhere() {
        Stepped source = new Stepped(true, 1000);
        Stepped slow = new Stepped(false, 2 * PlacementRules.SLOW_NANOS);
        ExecutorScheduler scheduler = new ExecutorScheduler((loop, name) -> new Thread(name) {
            @Override
            public void start() {
                // Stepped by the test.
            }
        }, 2, 0, clock);
        scheduler.start(List.of(source, slow, new Stepped(false, 1000)), agent -> false);
        WorkerThread first = source.pin();
        // The source blocks its thread, which leaves the others with it.
        source.inRound = agent -> scheduler.ofLongRound(first, first.rounds(), PlacementRules.WAITING_NANOS, true);
        while (source.placement() != Placement.ISOLATED) {
            step(first);
        }
        // As many agents share as there are threads, so the slow one holds up nobody.
        WorkerThread last = scheduler.workers()[scheduler.workers().length - 1];
        while (slow.history.slowRounds() < PlacementRules.SLOW_ROUNDS) {
            step(last);
        }
        assertEquals(Placement.SHARED, slow.placement());
        // In its next round the source proves quick, and its thread replaces the one that the slow agent is on.
        slow.inRound = agent -> {
            while (source.placement() != Placement.SHARED) {
                step(first);
            }
        };
        for (int i = 0; i < 1000 && !last.isShutDown(); i++) {
            step(last);
        }
        assertTrue(last.isShutDown());
        assertEquals(first, source.pin());
        assertNull(slow.pin(), "it is pinned to a thread that has ended");
        long before = slow.begun();
        for (int i = 0; i < 100 && slow.begun() == before; i++) {
            step(first);
        }
        assertNotEquals(before, slow.begun(), "it never runs again");
    }
}
