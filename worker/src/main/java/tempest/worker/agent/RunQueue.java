// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.agent;

import java.util.Arrays;
import java.util.Iterator;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The agents that are ready for any of the shared threads, and these threads. A pinned agent waits at its thread instead. Any thread adds;
 * a thread that polls an agent owns it. The queue holds each agent at most once, so it needs no bound of its own.
 *
 * <p>A caller from outside wakes a sleeping thread. A shared thread that adds does so only while it is saturated: otherwise it comes back
 * soon, and waking a thread costs more than a short round.
 */
final class RunQueue {
    private final ConcurrentLinkedQueue<Agent> ready = new ConcurrentLinkedQueue<>();
    private final ThreadClock clock;
    private volatile WorkerThread[] threads = new WorkerThread[0];

    RunQueue(ThreadClock clock) {
        this.clock = clock;
    }

    /** The agent is READY and waits for a thread from now on. */
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
            // It was pinned elsewhere before it was in the old thread's queue, which that thread may not look into for long.
            add(agent);
        }
    }

    /** Wakes one thread that sleeps, if there is one. */
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

    /** Whether so many agents, or more, wait for any shared thread. Takes as long as they are. */
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

    /** A further thread shares the queue. The scheduler, under its lock. */
    void join(WorkerThread thread) {
        // Complete before anybody sees it.
        WorkerThread[] grown = Arrays.copyOf(threads, threads.length + 1);
        grown[threads.length] = thread;
        threads = grown;
    }

    /** A thread shares the queue no more. The scheduler, under its lock. */
    void leave(WorkerThread thread) {
        threads = Arrays.stream(threads).filter(one -> one != thread).toArray(WorkerThread[]::new);
    }
}
