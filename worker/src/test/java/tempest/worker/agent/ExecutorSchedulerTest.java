// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExecutorSchedulerTest {
    private static final long PATIENCE_NANOS = 20_000_000_000L;
    private static final long SPIN_NANOS = 20_000;
    private final AtomicInteger threads = new AtomicInteger();
    private ExecutorScheduler scheduler;

    /** Counts what it was given; detects two threads that run it at the same time. */
    private static class Counting extends Agent {
        final AtomicLong given = new AtomicLong();
        final AtomicInteger inside = new AtomicInteger();
        final List<Throwable> failures = new CopyOnWriteArrayList<>();
        volatile long taken;
        volatile Thread lastThread;
        volatile boolean started;
        volatile boolean stopped;
        volatile boolean overlapped;

        @Override
        protected void onStart() {
            started = true;
        }

        @Override
        protected int doWork() {
            overlapped |= inside.incrementAndGet() != 1;
            lastThread = Thread.currentThread();
            long target = Math.min(given.get(), taken + 10);
            int work = (int) (target - taken);
            taken = target;
            called();
            inside.decrementAndGet();
            return work;
        }

        void called() {
        }

        @Override
        protected long nanosToNextRound() {
            return UNTIL_WOKEN;
        }

        @Override
        protected void onClose() {
            stopped = true;
        }

        @Override
        protected String roleName() {
            return "counting";
        }

        @Override
        protected void onError(Throwable failure) {
            failures.add(failure);
        }
    }

    private void start(int shared, boolean alone, List<? extends Agent> agents) {
        scheduler = new ExecutorScheduler((loop, name) -> {
            threads.incrementAndGet();
            return new Thread(loop, name);
        }, shared, SPIN_NANOS, ThreadClock.system());
        scheduler.start(agents, agent -> alone);
    }

    @AfterEach
    void stop() {
        if (scheduler != null) {
            assertTrue(scheduler.stop(PATIENCE_NANOS), "every thread ends");
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, what);
            LockSupport.parkNanos(100_000);
        }
    }

    @Test
    void noWakeUpIsLost() throws Exception {
        for (boolean alone : new boolean[] {false, true}) {
            List<Counting> agents = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                agents.add(new Counting());
            }
            start(2, alone, agents);
            List<Thread> givers = new ArrayList<>();
            for (int g = 0; g < 3; g++) {
                Thread giver = new Thread(() -> {
                    for (int n = 0; n < 30_000; n++) {
                        Counting agent = agents.get(n % agents.size());
                        agent.given.incrementAndGet();
                        agent.wake();
                        if (n % 1000 == 0) {
                            Thread.yield();
                        }
                    }
                });
                giver.start();
                givers.add(giver);
            }
            for (Thread giver : givers) {
                giver.join();
            }
            await("everything given is processed", () -> agents.stream().allMatch(agent -> agent.taken == 15_000));
            assertTrue(scheduler.stop(PATIENCE_NANOS));
            agents.forEach(agent -> {
                assertTrue(agent.stopped && !agent.overlapped);
                assertEquals(List.of(), agent.failures);
            });
            scheduler = null;
        }
    }

    @Test
    void aStuckAgentDoesNotDelayTheOthersAndKeepsItsThread() {
        CountDownLatch release = new CountDownLatch(1);
        Counting stuck = new Counting() {
            @Override
            void called() {
                if (taken == 1) {
                    try {
                        release.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }
            }
        };
        Counting other = new Counting();
        start(1, false, List.of(stuck, other));
        await("both run", () -> stuck.started && other.started);
        stuck.given.set(1);
        stuck.wake();
        await("it is stuck", () -> stuck.inside.get() == 1 && stuck.taken == 1);
        Thread before = stuck.lastThread;
        other.given.set(5);
        other.wake();
        await("the other one continues", () -> other.taken == 5);
        assertNotEquals(before, other.lastThread);
        release.countDown();
        stuck.given.set(7);
        stuck.wake();
        await("the stuck one continues", () -> stuck.taken == 7);
        assertEquals(before, stuck.lastThread, "it stays on the thread it was stuck on");
        assertTrue(!stuck.overlapped && !other.overlapped);
    }

    @Test
    void anAgentThatIsRepeatedlySlowGetsADedicatedThread() {
        Counting slow = new Counting() {
            @Override
            void called() {
                long end = System.nanoTime() + 2 * PlacementRules.SLOW_NANOS;
                while (System.nanoTime() < end) {
                    Thread.onSpinWait();
                }
            }
        };
        slow.given.set(400);
        Counting other = new Counting();
        start(1, false, List.of(slow, other));
        await("a further thread was created", () -> threads.get() >= 3);
        await("it is done", () -> slow.taken == 400);
        other.given.set(1);
        other.wake();
        await("the other one runs", () -> other.taken == 1);
        assertNotEquals(slow.lastThread, other.lastThread);
    }

    @Test
    void anAgentThatFailsIsTheOnlyOneClosed() {
        Counting failing = new Counting() {
            @Override
            void called() {
                throw new IllegalStateException("on purpose");
            }
        };
        Counting other = new Counting();
        start(1, false, List.of(failing, other));
        await("it failed", () -> !failing.failures.isEmpty());
        other.given.set(3);
        other.wake();
        await("the other one continues", () -> other.taken == 3);
    }

    @Test
    void anAgentThatFailsWhileItIdlesIsClosed() {
        Counting failing = new Counting() {
            @Override
            protected boolean idleItself() {
                throw new IllegalStateException("on purpose");
            }
        };
        start(1, true, List.of(failing));
        await("it failed", () -> failing.isClosed() && failing.failures.size() == 1);
        failing.given.set(1);
        failing.wake();
        assertTrue(scheduler.stop(PATIENCE_NANOS));
        scheduler = null;
        assertEquals(0, failing.taken, "it was run again");
        assertEquals(1, failing.failures.size());
    }

    private static class Source extends Counting {
        final Set<Thread> threads = ConcurrentHashMap.newKeySet();

        @Override
        protected boolean isSource() {
            return true;
        }

        @Override
        void called() {
            threads.add(Thread.currentThread());
        }
    }

    /**
     * A thread that got no processor for long in another agent's round is assumed to be blocked: the source gets the new thread.
     *
     * @param usual number of threads that are created if that never happens
     */
    private void assertMovedOnlyWhenItsThreadWasLost(Source source, int usual) {
        int made = threads.get();
        assertTrue(source.threads.size() <= 1 + made - usual, source.threads.size() + " threads ran it, of " + made);
    }

    @Test
    void aSourceKeepsItsThreadWhileOthersMoveBetweenThreads() {
        Source source = new Source();
        List<Counting> agents = new ArrayList<>(List.of(source));
        for (int i = 0; i < 5; i++) {
            agents.add(new Counting());
        }
        start(2, false, agents);
        for (int n = 0; n < 20_000; n++) {
            Counting agent = agents.get(n % agents.size());
            agent.given.incrementAndGet();
            agent.wake();
        }
        await("everything is processed", () -> agents.stream().allMatch(agent -> agent.taken == agent.given.get()));
        assertMovedOnlyWhenItsThreadWasLost(source, 3);
    }

    @Test
    void aSourceThatBlocksKeepsItsThreadUntilItIsQuickAgain() {
        AtomicBoolean blocks = new AtomicBoolean();
        Source source = new Source() {
            @Override
            void called() {
                super.called();
                while (blocks.get()) {
                    LockSupport.parkNanos(1_000_000);
                }
            }
        };
        Counting first = new Counting();
        Counting second = new Counting();
        start(1, false, List.of(source, first, second));
        await("it runs", () -> source.started);
        blocks.set(true);
        source.given.set(1);
        source.wake();
        await("it has a dedicated thread", () -> threads.get() >= 3);
        first.given.set(3);
        first.wake();
        await("another one continues", () -> first.taken == 3);
        blocks.set(false);
        for (int n = 0; n < 5000; n++) {
            long given = source.given.incrementAndGet();
            source.wake();
            await("it continues", () -> source.taken >= given);
        }
        second.given.set(3);
        second.wake();
        await("the others still run", () -> second.taken == 3);
        assertMovedOnlyWhenItsThreadWasLost(source, 3);
        assertEquals(List.of(), source.failures);
    }

    @Test
    void anAgentThatBlocksTheThreadOfASourceDoesNotDelayIt() {
        Source source = new Source();
        Counting blocking = new Counting() {
            private long done;

            @Override
            void called() {
                if (taken == done) {
                    return; // A round without work must not wait: the test may be over.
                }
                done = taken;
                long before = source.taken;
                source.given.incrementAndGet();
                source.wake();
                await("the source continues", () -> source.taken > before);
            }
        };
        start(2, false, List.of(source, blocking));
        // Either thread may poll it, so in one of these rounds it is the one that the source is pinned to.
        for (int n = 0; n < 100; n++) {
            long given = blocking.given.incrementAndGet();
            blocking.wake();
            await("the one that blocks ends its round", () -> blocking.taken >= given && blocking.inside.get() == 0);
        }
        assertEquals(List.of(), blocking.failures);
    }

    @Test
    void anAgentRunsAgainWhenItIsDue() {
        Counting timed = new Counting() {
            @Override
            protected long nanosToNextRound() {
                return 1_000_000;
            }

            @Override
            void called() {
                given.incrementAndGet();
                taken = given.get();
            }
        };
        start(1, true, List.of(timed));
        await("it runs repeatedly without being woken", () -> timed.taken > 5);
    }

    /** Each thread has the timers of its own sources: when one thread had those of all, a source was not run while that thread was busy. */
    @Test
    void aSourceRunsWhenItIsDueWhileTheThreadOfAnotherSourceIsBusy() {
        AtomicBoolean blocks = new AtomicBoolean();
        Source periodic = new Source() {
            @Override
            protected long nanosToNextRound() {
                return 1_300_000;
            }
        };
        Source blocking = new Source() {
            @Override
            protected long nanosToNextRound() {
                return 1_000_000;
            }

            @Override
            void called() {
                while (blocks.get()) {
                    LockSupport.parkNanos(100_000);
                }
            }
        };
        start(2, false, List.of(periodic, blocking));
        for (int n = 0; n < 50; n++) {
            long before = blocking.begun();
            await("the other one runs", () -> blocking.begun() > before);
            blocks.set(true);
            await("the other one blocks", () -> blocking.inside.get() == 1);
            long seen = periodic.begun();
            await("the periodic one continues", () -> periodic.begun() > seen + 1);
            blocks.set(false);
        }
    }

    @Test
    void anInterruptThatOneAgentLeavesBehindDoesNotReachAnother() {
        AtomicInteger interrupted = new AtomicInteger();
        Counting leaving = new Counting() {
            @Override
            void called() {
                Thread.currentThread().interrupt();
            }
        };
        Counting other = new Counting() {
            @Override
            void called() {
                interrupted.addAndGet(Thread.currentThread().isInterrupted() ? 1 : 0);
            }
        };
        start(1, false, List.of(leaving, other));
        for (int n = 1; n <= 100; n++) {
            int given = n;
            leaving.given.set(given);
            leaving.wake();
            other.given.set(given);
            other.wake();
            await("both run", () -> leaving.taken == given && other.taken == given);
        }
        assertEquals(0, interrupted.get());
    }
}
