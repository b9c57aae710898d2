// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.agent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a worker's agents on few threads. They share a given number of threads; one that blocks its thread and delays others keeps that
 * thread as a dedicated one, and a new thread replaces it for the others, according to {@link PlacementRules}.
 *
 * <p>{@link #start} and {@link #stop} are called by the worker's control thread, once each. Where an agent runs changes under this object's
 * lock only, which no thread acquires in a round that is neither slow nor fenced.
 */
public final class ExecutorScheduler {
    private static final Logger LOG = LoggerFactory.getLogger(ExecutorScheduler.class);

    private final Threads threads;
    private final int sharedThreads;
    private final long mostSpinNanos;
    private final ThreadClock clock;
    private final RunQueue queue;
    private final Watchdog watchdog;
    private final List<Thread> started = new ArrayList<>();
    private volatile WorkerThread[] workers = new WorkerThread[0];
    private volatile Agent[] agents = new Agent[0];
    private int names;
    private volatile boolean stopping;
    private volatile boolean givenUp;

    /** Creates threads, which the scheduler starts. */
    public interface Threads {
        Thread create(Runnable loop, String name);
    }

    /**
     * @param sharedThreads number of threads that the agents share
     * @param mostSpinNanos the longest time that an idle thread spins before it parks
     */
    public ExecutorScheduler(Threads threads, int sharedThreads, long mostSpinNanos, ThreadClock clock) {
        this.threads = threads;
        this.sharedThreads = Math.max(1, sharedThreads);
        this.mostSpinNanos = mostSpinNanos;
        this.clock = clock;
        queue = new RunQueue(clock);
        watchdog = new Watchdog(this, clock);
    }

    /** Starts running the agents; {@code dedicated} says which of them wait in their own way and thus need a dedicated thread. */
    public synchronized void start(List<? extends Agent> all, Predicate<Agent> dedicated) {
        for (Thread thread : prepare(all, dedicated)) {
            start(thread);
        }
        start(threads.create(watchdog, "executors-watchdog"));
    }

    /** Assigns the initial placement of each agent; returns the threads to start. */
    synchronized List<Thread> prepare(List<? extends Agent> all, Predicate<Agent> dedicated) {
        agents = all.toArray(Agent[]::new);
        List<Agent> shared = all.stream().filter(dedicated.negate()).map(agent -> (Agent) agent).toList();
        List<Thread> made = new ArrayList<>();
        int count = Math.min(sharedThreads, shared.size());
        for (int i = 0; i < count; i++) {
            WorkerThread worker = add(true);
            queue.join(worker);
            made.add(threads.create(worker, nextName()));
        }
        int sources = 0;
        for (Agent agent : all) {
            agent.queue(queue);
            if (dedicated.test(agent)) {
                WorkerThread own = add(false);
                agent.place(Placement.DEDICATED, own);
                made.add(threads.create(own, agent.roleName()));
            } else if (agent.isSource()) {
                agent.place(Placement.SHARED, queue.threads()[sources++ % count]);
            }
            queue.add(agent);
        }
        return made;
    }

    private WorkerThread add(boolean shares) {
        WorkerThread worker = new WorkerThread(this, queue, mostSpinNanos, clock, shares);
        WorkerThread[] grown = Arrays.copyOf(workers, workers.length + 1);
        grown[workers.length] = worker;
        workers = grown;
        return worker;
    }

    private String nextName() {
        return "executors-" + names++;
    }

    private void start(Thread thread) {
        thread.start();
        started.add(thread);
    }

    /** An agent's round completed, with or without work, and is in its history. Called by the thread that owns the agent. */
    void completed(Agent agent, WorkerThread by) {
        if (PlacementRules.ofCompletedRound(agent.placement(), agent.history, true) == agent.placement()) {
            return;
        }
        synchronized (this) {
            Placement next = PlacementRules.ofCompletedRound(agent.placement(), agent.history, holdsUp(by, agent));
            move(agent, by, next, next == Placement.ISOLATED ? "its rounds are slow" : "its rounds are quick");
        }
    }

    /** A round takes long. Called by the watchdog. */
    void ofLongRound(WorkerThread by, long round, long nanos, boolean waits) {
        Agent agent = by.current();
        if (PlacementRules.ofLongRound(agent.placement(), nanos, waits, true) == agent.placement()) {
            return;
        }
        synchronized (this) {
            Placement next = PlacementRules.ofLongRound(agent.placement(), nanos, waits, holdsUp(by, agent));
            if (next != agent.placement() && by.shares() && !stopping && by.tryFence(round)) {
                move(by.current(), by, next, (waits ? "it waits for " : "it runs for ") + TimeUnit.NANOSECONDS.toMillis(nanos) + " ms");
            }
        }
    }

    /** Every change of a placement except the initial one is made here. */
    private void move(Agent agent, WorkerThread by, Placement next, String reason) {
        boolean mayMove = agent.pin() == null || agent.pin() == by;
        // A thread that was replaced during the round ends with it, so nothing may be pinned to it.
        if (stopping || next == agent.placement() || !mayMove || by.isShutDown()) {
            return;
        }
        LOG.debug("{}: {} -> {}, because {}", agent.roleName(), agent.placement(), next, reason);
        if (next == Placement.ISOLATED) {
            isolate(agent, by);
        } else {
            rejoin(agent, by);
        }
    }

    /** A thread leaves the shared queue together with one agent; a new thread replaces it there. */
    private void isolate(Agent agent, WorkerThread leaving) {
        WorkerThread fresh = add(true);
        try {
            start(threads.create(fresh, nextName()));
        } catch (OutOfMemoryError e) {
            workers = without(fresh);
            LOG.warn("{} shares its threads with others although it holds them up: the system gives no further thread ({})", agent.roleName(),
                e.getMessage());
            return;
        }
        queue.leave(leaving);
        leaving.shares(false);
        agent.place(Placement.ISOLATED, leaving);
        agent.history.isolated();
        leaving.thread().setName(agent.roleName());
        queue.join(fresh);
        repin(leaving, fresh);
    }

    /**
     * An isolated agent shares threads again. A source keeps its thread, which replaces a shared one; the thread of any other agent ends.
     */
    private void rejoin(Agent agent, WorkerThread by) {
        if (!agent.isSource()) {
            agent.place(Placement.SHARED, null);
            by.shutDown();
            return;
        }
        WorkerThread replaced = queue.threads()[0];
        for (WorkerThread thread : queue.threads()) {
            if (Arrays.stream(agents).noneMatch(one -> one.pin() == thread)) {
                replaced = thread;
            }
        }
        agent.place(Placement.SHARED, by);
        by.shares(true);
        by.thread().setName(nextName());
        queue.join(by);
        queue.leave(replaced);
        replaced.shares(false);
        repin(replaced, by);
        replaced.shutDown();
    }

    /** Repins the shared sources from one thread to another, which checks each of them. */
    private void repin(WorkerThread from, WorkerThread to) {
        for (Agent agent : agents) {
            if (agent.placement() == Placement.SHARED && agent.pin() == from) {
                agent.place(Placement.SHARED, to);
                if (from.removePinned(agent)) {
                    queue.add(agent);
                } else {
                    agent.wake(); // Its timer is on the old thread.
                }
            }
        }
    }

    /** Whether another agent has to wait for a thread: it is pinned to this one, or there are more agents than threads. */
    private boolean holdsUp(WorkerThread busy, Agent by) {
        int shared = 0;
        for (Agent agent : agents) {
            if (agent != by && agent.pin() == busy) {
                return true;
            }
            shared += agent.placement() == Placement.SHARED ? 1 : 0;
        }
        return shared > queue.threads().length;
    }

    /** A thread in a long round lets others run what it added. Called by the watchdog. */
    void wakeForWaiting() {
        if (!queue.isEmpty()) {
            queue.wakeOne();
        }
    }

    /** Any thread. */
    void watchClosely() {
        watchdog.watchClosely();
    }

    /** A closed agent no longer runs; a dedicated thread that it had ends. */
    synchronized void remove(Agent closed) {
        agents = Arrays.stream(agents).filter(agent -> agent != closed).toArray(Agent[]::new);
        if (closed.placement() != Placement.SHARED) {
            closed.pin().shutDown();
        }
    }

    /** The last thing that a thread does. */
    synchronized void ended(WorkerThread worker) {
        workers = without(worker);
        started.remove(worker.thread());
    }

    private WorkerThread[] without(WorkerThread worker) {
        return Arrays.stream(workers).filter(one -> one != worker).toArray(WorkerThread[]::new);
    }

    /** A thread whose round was fenced waits until its agent is isolated. */
    synchronized void awaitIsolation() {
        // This thread has the lock.
    }

    /** Any thread. */
    Agent[] agents() {
        return agents;
    }

    /** Any thread. */
    WorkerThread[] workers() {
        return workers;
    }

    Watchdog watchdog() {
        return watchdog;
    }

    boolean isStopping() {
        return stopping;
    }

    boolean isGivenUp() {
        return givenUp;
    }

    /**
     * Closes every agent on its own thread and waits.
     *
     * @return false if a thread did not end in time; it was then interrupted
     */
    public boolean stop(long nanos) {
        stopping = true;
        List<Thread> all;
        synchronized (this) {
            for (Agent agent : agents) {
                agent.wake();
            }
            for (WorkerThread worker : workers) {
                worker.wake();
            }
            all = List.copyOf(started);
        }
        watchdog.wake();
        long end = clock.nanoTime() + nanos;
        boolean ended = join(all, end);
        if (!ended) {
            givenUp = true;
            all.forEach(Thread::interrupt);
            join(all, clock.nanoTime() + TimeUnit.SECONDS.toNanos(1));
        }
        return ended;
    }

    private boolean join(List<Thread> all, long end) {
        boolean ended = true;
        for (Thread thread : all) {
            try {
                if (thread != Thread.currentThread()) {
                    thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - clock.nanoTime())));
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
