// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.agent;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * The threads of a worker's agents. Decides which thread runs which agent: with few agents each has its own thread; with many
 * they share some, and an agent whose user code blocks gets a thread of its own. There are two ways to that: a runner moves an agent
 * out whose rounds were slow many times, and a watchdog takes the other agents away from a runner that is stuck in a round. An
 * agent that then proves quick goes back to the others.
 *
 * <p>{@link #start} and {@link #stop} are called by the worker's control thread, once each.
 */
public final class Crew {
    static final long WATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Threads threads;
    private final int sharedThreads;
    private final int ownThreadsUpTo;
    private final List<Thread> started = new ArrayList<>();
    private final List<RunQueue> queues = new ArrayList<>();
    private volatile boolean stopping;
    private volatile boolean givenUp;

    /** How the crew gets a thread; it starts it. */
    public interface Threads {
        Thread create(Runnable loop, String name);
    }

    /**
     * @param sharedThreads number of threads that many agents share
     * @param ownThreadsUpTo with so many agents or fewer, each has a thread of its own
     */
    public Crew(Threads threads, int sharedThreads, int ownThreadsUpTo) {
        this.threads = threads;
        this.sharedThreads = Math.max(1, sharedThreads);
        this.ownThreadsUpTo = ownThreadsUpTo;
    }

    /** Starts running the agents; {@code alone} tells which of them need a thread of their own anyway. */
    public synchronized void start(List<? extends Agent> agents, Predicate<Agent> alone) {
        List<Agent> shared = new ArrayList<>();
        for (Agent agent : agents) {
            if (agents.size() <= ownThreadsUpTo || alone.test(agent)) {
                settleAlone(agent);
            } else {
                shared.add(agent);
            }
        }
        List<RunQueue> common = new ArrayList<>();
        for (int i = 0; i < Math.min(sharedThreads, shared.size()); i++) {
            common.add(new RunQueue(null));
        }
        for (int i = 0; i < shared.size(); i++) {
            RunQueue queue = common.get(i % common.size());
            queue.adopt(shared.get(i));
            queue.add(shared.get(i));
        }
        for (int i = 0; i < common.size(); i++) {
            serve(common.get(i), "executors-" + i);
        }
        if (!common.isEmpty()) {
            startThread(this::watch, "executors-watchdog");
        }
    }

    private void settleAlone(Agent agent) {
        RunQueue queue = new RunQueue(null);
        queue.adopt(agent);
        queue.add(agent);
        serve(queue, agent.name());
    }

    private void serve(RunQueue queue, String name) {
        Runner runner = new Runner(this, queue);
        queue.runner(runner);
        queues.add(queue);
        startThread(runner, name);
    }

    private void startThread(Runnable loop, String name) {
        Thread thread = threads.create(loop, name);
        started.add(thread);
        thread.start();
    }

    /**
     * A runner gives an agent that it owns a thread of its own.
     *
     * @return false if it cannot now: it is being stopped, or just lost the queue
     */
    synchronized boolean moveOut(Agent agent, RunQueue from, Runner by) {
        if (stopping || from.runner() != by) {
            return false;
        }
        from.dismiss(agent);
        RunQueue queue = new RunQueue(from);
        queue.adopt(agent);
        agent.requeue();
        serve(queue, agent.name());
        return true;
    }

    /** A runner brings the one agent of its queue back to where it came from, after which the runner ends. */
    synchronized boolean bringBack(Agent agent, RunQueue from, Runner by) {
        if (stopping || from.runner() != by) {
            return false;
        }
        from.dismiss(agent);
        queues.remove(from);
        started.remove(Thread.currentThread());
        from.origin().adopt(agent);
        agent.requeue();
        return true;
    }

    private void watch() {
        Map<RunQueue, Watched> watched = new IdentityHashMap<>();
        while (!stopping) {
            LockSupport.parkNanos(this, WATCH_NANOS);
            synchronized (this) {
                for (RunQueue queue : List.copyOf(queues)) {
                    if (!stopping && queue.isShared() && watched.computeIfAbsent(queue, q -> new Watched()).isStuck(queue.runner())) {
                        rescue(queue);
                    }
                }
            }
        }
    }

    /**
     * What the watchdog remembers of a queue. A thread that waits inside a round is blocked by user code. One that seems to run may
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

    /** The runner of a queue is stuck in a round: its other agents get a new one. */
    private void rescue(RunQueue queue) {
        Runner stuck = queue.runner();
        Agent agent = stuck.current();
        RunQueue refuge = new RunQueue(queue);
        refuge.runner(stuck);
        queue.dismiss(agent);
        refuge.adopt(agent);
        stuck.refuge(refuge);
        queues.add(refuge);
        Runner fresh = new Runner(this, queue);
        queue.runner(fresh);
        startThread(fresh, "executors-" + started.size());
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
