// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.agent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * The threads of a worker's agents. Decides which thread runs which agent: they share a few threads, any of which runs any of them, and an
 * agent whose user code blocks gets a thread to itself: the one it is on, while the others get a new one. That happens when a runner
 * finds an agent's rounds slow many times, and when a watchdog sees that a runner is stuck in a round. An agent that then
 * proves quick goes back to the others.
 *
 * <p>{@link #start} and {@link #stop} are called by the worker's control thread, once each.
 */
public final class Crew {
    private static final long WATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long CALM_WATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Threads threads;
    private final int sharedThreads;
    private final List<Thread> started = new ArrayList<>();
    private final List<RunQueue> queues = new ArrayList<>();
    private int names;
    private volatile boolean stopping;
    private volatile boolean givenUp;

    /** How the crew gets a thread; it starts it. */
    public interface Threads {
        Thread create(Runnable loop, String name);
    }

    /**
     * @param sharedThreads number of threads that the agents share
     */
    public Crew(Threads threads, int sharedThreads) {
        this.threads = threads;
        this.sharedThreads = Math.max(1, sharedThreads);
    }

    /** Starts running the agents; {@code alone} tells which of them need a thread of their own anyway. */
    public synchronized void start(List<? extends Agent> agents, Predicate<Agent> alone) {
        List<Agent> shared = new ArrayList<>();
        for (Agent agent : agents) {
            if (alone.test(agent)) {
                settleAlone(agent);
            } else {
                shared.add(agent);
            }
        }
        if (shared.isEmpty()) {
            return;
        }
        RunQueue common = new RunQueue(null);
        queues.add(common);
        shared.forEach(common::adopt);
        serve(common, Math.min(sharedThreads, shared.size()), shared);
        startThread(this::watch, "executors-watchdog");
    }

    private void settleAlone(Agent agent) {
        RunQueue queue = new RunQueue(null);
        queues.add(queue);
        queue.adopt(agent);
        serve(queue, 1, List.of(agent));
    }

    /** Starts runners for a new queue. */
    private void serve(RunQueue queue, int count, List<Agent> agents) {
        Runner[] runners = new Runner[count];
        for (int i = 0; i < count; i++) {
            runners[i] = new Runner(this, queue);
            queue.serve(runners[i]);
        }
        int seats = 0;
        for (Agent agent : agents) {
            if (agent.isSource()) {
                agent.seat(runners[seats++ % count]);
            }
            queue.add(agent);
        }
        for (Runner runner : runners) {
            startThread(runner, count == 1 && agents.size() == 1 ? agents.get(0).name() : nextName());
        }
    }

    private String nextName() {
        return "executors-" + names++;
    }

    private void startThread(Runnable loop, String name) {
        Thread thread = threads.create(loop, name);
        started.add(thread);
        thread.start();
    }

    /**
     * A runner leaves the shared queue with an agent that it owns, which is slow and thereby gets a thread of its own.
     *
     * @return false if it cannot now: it is being stopped, or just lost the queue or the agent
     */
    synchronized boolean moveOut(Agent agent, RunQueue from, Runner by) {
        if (stopping || agent.home() != from || !from.isServedBy(by)) {
            return false;
        }
        part(from, by, agent);
        agent.requeue();
        return true;
    }

    /**
     * A runner brings its one agent back to where it came from, for this proved quick. A source keeps its runner, so that another one
     * retires in its place; any other agent leaves its runner, which retires.
     */
    synchronized boolean bringBack(Agent agent, RunQueue from, Runner by) {
        RunQueue origin = from.origin();
        if (stopping || agent.home() != from || !from.isServedBy(by)) {
            return false;
        }
        Runner retiring = agent.isSource() ? origin.runners()[0] : by;
        for (Runner runner : origin.runners()) {
            if (agent.isSource() && !origin.hasSeatAt(runner)) {
                retiring = runner;
            }
        }
        queues.remove(from);
        from.dismiss(agent);
        from.leave(by);
        origin.adopt(agent);
        if (agent.isSource()) {
            origin.serve(by);
            by.movesTo(origin);
            by.thread().setName(nextName());
            origin.leave(retiring);
            origin.reseat(retiring, by);
        }
        retiring.retire();
        agent.requeue();
        return true;
    }

    /** A retired runner's thread ends. */
    synchronized void ends(Thread thread) {
        started.remove(thread);
    }

    /** A runner that was claimed waits until it is parted from its queue. */
    synchronized void awaitParting() {
        // It has the lock.
    }

    private void watch() {
        Map<Runner, Watched> watched = new IdentityHashMap<>();
        while (!stopping) {
            LockSupport.parkNanos(this, isBusy() ? WATCH_NANOS : CALM_WATCH_NANOS);
            synchronized (this) {
                for (RunQueue queue : List.copyOf(queues)) {
                    if (queue.origin() == null) {
                        watch(queue, watched);
                    }
                }
                watched.keySet().removeIf(Runner::isRetired);
            }
        }
    }

    /** Whether a shared runner is in a round. */
    private synchronized boolean isBusy() {
        return queues.stream().filter(queue -> queue.origin() == null)
            .anyMatch(queue -> Arrays.stream(queue.runners()).anyMatch(runner -> (runner.rounds() & 1) == 1));
    }

    private void watch(RunQueue queue, Map<Runner, Watched> watched) {
        for (Runner runner : queue.runners()) {
            Watched looks = watched.computeIfAbsent(runner, r -> new Watched());
            if (looks.isStuck(runner) && !stopping && queue.isHeldUp(runner, runner.current()) && runner.claim(looks.rounds)) {
                watched.remove(runner);
                part(queue, runner, runner.current());
            }
        }
        if (!queue.isEmpty()) {
            // A runner that is in a long round leaves what it added to the others.
            queue.wakeRunner();
        }
    }

    /**
     * What the watchdog remembers of a runner. A thread that waits inside a round is blocked by user code. One that seems to run may
     * compute, read from a socket or just have no processor, so it gets more time.
     */
    private static final class Watched {
        private static final int WAITING_LOOKS = 1;
        private static final int RUNNING_LOOKS = 10;
        private long rounds;
        private int looks;

        boolean isStuck(Runner runner) {
            long now = runner.rounds();
            looks = (now & 1) == 1 && now == rounds ? looks + 1 : 0;
            rounds = now;
            Thread thread = runner.thread();
            if ((now & 1) == 0 || thread == null) {
                return false;
            }
            if (looks >= RUNNING_LOOKS) {
                return true;
            }
            Thread.State state = thread.getState();
            boolean waits = state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING || state == Thread.State.BLOCKED;
            // Unless the round ended while we looked and it sleeps for lack of work.
            return waits && looks >= WAITING_LOOKS && runner.rounds() == now;
        }
    }

    /** A runner leaves a shared queue with one agent, and the others get a new runner. */
    private void part(RunQueue queue, Runner leaving, Agent agent) {
        RunQueue refuge = new RunQueue(queue);
        queues.add(refuge);
        queue.leave(leaving);
        queue.dismiss(agent);
        refuge.serve(leaving);
        refuge.adopt(agent);
        leaving.movesTo(refuge);
        leaving.thread().setName(agent.name());
        Runner fresh = new Runner(this, queue);
        queue.serve(fresh);
        queue.reseat(leaving, fresh);
        startThread(fresh, nextName());
    }

    boolean isStopping() {
        return stopping;
    }

    boolean isGivenUp() {
        return givenUp;
    }

    /**
     * Ends every agent on its own thread and waits.
     *
     * @return false if some thread did not end within the time; it was interrupted
     */
    public boolean stop(long nanos) {
        stopping = true;
        List<Thread> all;
        synchronized (this) {
            for (RunQueue queue : queues) {
                for (Agent member : queue.members()) {
                    member.wake();
                }
                for (Runner runner : queue.runners()) {
                    runner.wake();
                }
            }
            all = List.copyOf(started);
        }
        long end = System.nanoTime() + nanos;
        boolean ended = join(all, end);
        if (!ended) {
            givenUp = true;
            all.forEach(Thread::interrupt);
            join(all, System.nanoTime() + TimeUnit.SECONDS.toNanos(1));
        }
        return ended;
    }

    private static boolean join(List<Thread> threads, long end) {
        boolean ended = true;
        for (Thread thread : threads) {
            try {
                if (thread != Thread.currentThread()) {
                    thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
            ended &= !thread.isAlive() || thread == Thread.currentThread();
        }
        return ended;
    }
}
