// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Steps the scheduler's threads one at a time, in an order drawn from a seed, through sleep, wake-up, isolation and return. Nothing waits for
 * real time, so thousands of orders take seconds; a failure names its seed. What happens between two steps of one thread is what other
 * threads do while it has no processor; what happens within a round, while user code blocks.
 */
class ExecutorSchedulerSimulationTest {
    private static final int SEEDS = 3000;
    private static final int STEPS = 400;
    private static final long MILLI = 1_000_000;

    /** Threads that are never started, a clock that only the simulation advances, and which thread runs what at the moment. */
    private static final class Simulation implements ThreadClock {
        final SplittableRandom random;
        final Map<Thread, WorkerThread> workers = new IdentityHashMap<>();
        final List<Thread> threads = new ArrayList<>();
        final List<Thread> begun = new ArrayList<>();
        final Map<Thread, Long> parked = new IdentityHashMap<>();
        final List<Thread> permits = new ArrayList<>();
        final List<Thread> inRound = new ArrayList<>();
        final List<Simulated> agents = new ArrayList<>();
        final ExecutorScheduler scheduler;
        Thread running;
        long now;

        Simulation(long seed) {
            random = new SplittableRandom(seed);
            now = random.nextLong(Long.MAX_VALUE / 4);
            scheduler = new ExecutorScheduler(this::thread, 1 + random.nextInt(3), 20_000, this);
            int count = 1 + random.nextInt(6);
            for (int i = 0; i < count; i++) {
                agents.add(new Simulated(this, random.nextInt(3) == 0));
            }
            scheduler.start(agents, agent -> false);
        }

        private Thread thread(Runnable loop, String name) {
            return new Thread(name) {
                @Override
                public void start() {
                    if (loop instanceof WorkerThread worker) {
                        workers.put(this, worker);
                        threads.add(this);
                    }
                }
            };
        }

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public void park(Object who, long nanos) {
            if (!permits.remove(running)) {
                parked.put(running, nanos == Agent.UNTIL_WOKEN ? nanos : now + Math.max(0, nanos));
            }
        }

        @Override
        public void unpark(Thread thread) {
            if (parked.remove(thread) == null && !permits.contains(thread)) {
                permits.add(thread);
            }
        }

        @Override
        public Thread currentThread() {
            return running;
        }

        @Override
        public boolean isWaiting(Thread thread) {
            return inRound.contains(thread) || parked.containsKey(thread);
        }

        /** Steps a thread that may run; false if there is none. */
        boolean stepOne() {
            parked.values().removeIf(due -> due <= now);
            List<Thread> able = threads.stream().filter(t -> !parked.containsKey(t) && !inRound.contains(t)).toList();
            if (able.isEmpty()) {
                return false;
            }
            step(able.get(random.nextInt(able.size())));
            return true;
        }

        private void step(Thread thread) {
            Thread outer = running;
            running = thread;
            WorkerThread worker = workers.get(thread);
            if (!begun.contains(thread)) {
                begun.add(thread);
                worker.begin();
            }
            now += random.nextInt(30_000);
            if (!worker.step()) {
                threads.remove(thread);
                scheduler.ended(worker);
            }
            running = outer;
        }

        /** A step of a thread, a check of the watchdog, a tuple from outside, or time that passes. */
        void anything() {
            switch (random.nextInt(8)) {
                case 0 -> scheduler.watchdog().look();
                case 1 -> given();
                case 2 -> now += random.nextLong(2 * MILLI);
                default -> stepOne();
            }
            assertNoSourceOversleeps();
        }

        private void given() {
            Thread outer = running;
            running = null;
            Simulated agent = agents.get(random.nextInt(agents.size()));
            agent.given++;
            agent.wake();
            running = outer;
        }

        /** The thread of an idle source is awake, or will be when the source is due. */
        void assertNoSourceOversleeps() {
            for (Simulated agent : agents) {
                assertTrue(agent.pin() == null || !agent.pin().isShutDown(), "an agent is pinned to a thread that ends");
                Long sleepsUntil = agent.pin() == null ? null : parked.get(agent.pin().thread());
                if (agent.isIdle() && agent.due != Agent.UNTIL_WOKEN && sleepsUntil != null) {
                    assertTrue(sleepsUntil <= agent.due, () -> "sleeps " + (sleepsUntil - agent.due) + " ns longer than its source");
                }
            }
        }

        /** Runs the threads until all of them sleep, without help of the watchdog or of time; user code no longer blocks. */
        void settle() {
            for (Simulated agent : agents) {
                agent.blocks = false;
            }
            int steps = 0;
            while (stepOne()) {
                assertNoSourceOversleeps();
                assertTrue(++steps < 100_000, "they do not come to rest");
            }
        }
    }

    /** Processes what it was given; sometimes it blocks, while others run. */
    private static final class Simulated extends Agent {
        final Simulation simulation;
        final boolean source;
        boolean blocks = true;
        /** Whether its rounds are long, so that it is isolated if it holds up others. */
        final boolean slow;
        boolean inside;
        long given;
        long taken;
        long due = UNTIL_WOKEN;

        Simulated(Simulation simulation, boolean source) {
            this.simulation = simulation;
            this.source = source;
            slow = !source && simulation.random.nextInt(3) > 0;
        }

        @Override
        protected void onStart() {
            assertTrue(!inside);
        }

        @Override
        protected boolean isSource() {
            return source;
        }

        @Override
        protected int doWork() {
            assertTrue(!inside, "two threads run one agent");
            assertTrue(pin() == null || pin().thread() == simulation.running, "a pinned agent runs on another thread");
            inside = true;
            simulation.now += slow ? 2 * MILLI : 0;
            due = UNTIL_WOKEN;
            int work = (int) Math.min(3, given - taken);
            taken += work;
            if (blocks && simulation.inRound.size() < 4 && simulation.random.nextInt(6) == 0) {
                Thread mine = simulation.running;
                simulation.inRound.add(mine);
                int others = simulation.random.nextInt(30);
                for (int i = 0; i < others; i++) {
                    simulation.anything();
                }
                simulation.inRound.remove(mine);
            }
            if (simulation.random.nextBoolean()) {
                Simulated other = simulation.agents.get(simulation.random.nextInt(simulation.agents.size()));
                if (work > 0) {
                    other.given++;
                    other.wake();
                }
            }
            inside = false;
            return work;
        }

        @Override
        protected long nanosToNextRound() {
            if (!source) {
                return UNTIL_WOKEN;
            }
            long pause = simulation.random.nextInt(4) == 0 ? UNTIL_WOKEN : 60_000 + simulation.random.nextLong(3 * MILLI);
            due = pause == UNTIL_WOKEN ? pause : simulation.now + pause;
            return pause;
        }

        @Override
        protected void onClose() {
            // It holds no resources.
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

    @Test
    void noWakeUpIsLostInAnyOrderOfSteps() {
        int isolated = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            Simulation simulation = new Simulation(seed);
            try {
                for (int i = 0; i < STEPS; i++) {
                    simulation.anything();
                    isolated += simulation.agents.stream().anyMatch(agent -> agent.placement() == Placement.ISOLATED) ? 1 : 0;
                }
                simulation.settle();
                for (Simulated agent : simulation.agents) {
                    assertEquals(agent.given, agent.taken, agent.roleName() + " was left with work while every thread sleeps");
                }
            } catch (RuntimeException | AssertionError failure) {
                throw new AssertionError("seed " + seed + ": " + failure, failure);
            }
        }
        assertTrue(isolated > SEEDS, "isolation was hardly ever met: " + isolated);
    }
}
