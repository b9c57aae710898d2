// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.agent;

import java.util.Arrays;
import java.util.Iterator;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The agents that are ready for any of the shared threads, and those threads. A pinned agent waits in its thread's own queue instead. Any
 * thread adds; a thread that polls an agent owns it. The queue holds each agent at most once, so it needs no bound of its own.
 *
 * <p>A thread that is not one of these wakes a sleeping one when it adds. A shared thread that adds does so only while it is saturated:
 * otherwise it polls soon itself, and waking a thread costs more than a short round.
 */
final class RunQueue {
    private final ConcurrentLinkedQueue<Agent> ready = new ConcurrentLinkedQueue<>();
    private final ThreadClock clock;
    private volatile WorkerThread[] threads = new WorkerThread[0];

    RunQueue(ThreadClock clock) {
        this.clock = clock;
    }

    /** The agent is READY and now waits for a thread. */
    void add(Agent agent) {
        WorkerThread pin = agent.pin();
        if (pin != null) {
            addPinned(agent, pin);
            return;
        }
        ready.add(agent);
        Thread current = clock.currentThread();
        for (WorkerThread thread : threads) {
            if (thread.thread() == current && !thread.isSaturated()) {
                return;
            }
        }
        wakeOne();
    }

    private void addPinned(Agent agent, WorkerThread pin) {
        pin.addPinned(agent);
        WorkerThread now = agent.pin();
        if (now != pin && pin.removePinned(agent)) {
            // It was pinned elsewhere before it reached the old thread's queue, which that thread may not look into for long.
            add(agent);
        }
    }

    /** Wakes one sleeping thread, if there is one. */
    void wakeOne() {
        for (WorkerThread thread : threads) {
            if (thread.wake()) {
                return;
            }
        }
    }

    /** Whether a shared thread has nothing to do. */
    boolean hasIdleThread() {
        for (WorkerThread thread : threads) {
            if (thread.isIdle()) {
                return true;
            }
        }
        return false;
    }

    /** The next agent for any shared thread, or null. */
    Agent poll() {
        return ready.poll();
    }

    boolean isEmpty() {
        return ready.isEmpty();
    }

    /** Whether at least this many agents wait for any shared thread. Takes time proportional to their number. */
    boolean holds(int agents) {
        int seen = 0;
        for (Iterator<Agent> waiting = ready.iterator(); seen < agents && waiting.hasNext(); waiting.next()) {
            seen++;
        }
        return seen == agents;
    }

    WorkerThread[] threads() {
        return threads;
    }

    /** A further thread shares the queue. Called by the scheduler under its lock. */
    void join(WorkerThread thread) {
        // Complete before it is visible to others.
        WorkerThread[] grown = Arrays.copyOf(threads, threads.length + 1);
        grown[threads.length] = thread;
        threads = grown;
    }

    /** A thread no longer shares the queue. Called by the scheduler under its lock. */
    void leave(WorkerThread thread) {
        threads = Arrays.stream(threads).filter(one -> one != thread).toArray(WorkerThread[]::new);
    }
}
