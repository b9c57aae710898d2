// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.agent;

import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * The agents that live together and those of them that are ready to run. Any thread adds; whoever polls an agent owns it. Normally
 * one runner serves a queue; for a moment during a hand-over it may be two, which is safe for that reason.
 * A queue holds each of its members at most once, so it needs no bound of its own.
 */
final class RunQueue {
    private final ConcurrentLinkedQueue<Agent> ready = new ConcurrentLinkedQueue<>();
    private volatile Agent[] members = new Agent[0];
    private final RunQueue origin;
    private volatile Runner runner;
    private volatile Thread sleeper;

    /** @param origin the shared queue that its agent came from, or null */
    RunQueue(RunQueue origin) {
        this.origin = origin;
    }

    RunQueue origin() {
        return origin;
    }

    /** The agent is READY and now waits here for a runner. */
    void add(Agent agent) {
        ready.add(agent);
        Thread thread = sleeper;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }

    Agent poll() {
        return ready.poll();
    }

    boolean isEmpty() {
        return ready.isEmpty();
    }

    /** Parks the calling runner until somebody adds an agent or the time is over. */
    void sleep(long nanos) {
        sleeper = Thread.currentThread();
        if (ready.isEmpty()) {
            if (nanos == Agent.UNTIL_WOKEN) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, nanos);
            }
        }
        sleeper = null;
    }

    Agent[] members() {
        return members;
    }

    boolean isShared() {
        return members.length > 1;
    }

    Runner runner() {
        return runner;
    }

    void runner(Runner newRunner) {
        runner = newRunner;
    }

    /** The agent's owner, or the crew before it starts, gives it a new home. */
    synchronized void adopt(Agent agent) {
        Agent[] grown = Arrays.copyOf(members, members.length + 1);
        grown[members.length] = agent;
        members = grown;
        agent.home(this);
    }

    synchronized void dismiss(Agent agent) {
        members = Arrays.stream(members).filter(member -> member != agent).toArray(Agent[]::new);
    }
}
