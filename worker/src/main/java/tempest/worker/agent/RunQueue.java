// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.agent;

import java.util.Arrays;
import java.util.Iterator;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The agents that live together, those of them that are ready to run, and the runners that serve them. Any of these may run any agent, but a
 * source has a seat at one of them, because users may rely on one thread there. Any thread adds; whoever polls an agent owns it. A
 * queue holds each of its members at most once, so it needs no bound of its own.
 *
 * <p>Who adds from outside wakes a sleeping runner. A runner that adds does not while it has little to do, for it comes back soon, and
 * waking a thread costs more than a short round.
 */
final class RunQueue {
    private final ConcurrentLinkedQueue<Agent> ready = new ConcurrentLinkedQueue<>();
    /** No member that rests is due earlier than this. */
    private final AtomicLong nextDue = new AtomicLong(Agent.UNTIL_WOKEN);
    /** When the runner that sleeps for {@link #nextDue} will wake; others sleep until they are woken. */
    private final AtomicLong alarm = new AtomicLong(Agent.UNTIL_WOKEN);
    private final RunQueue origin;
    private volatile Agent[] members = new Agent[0];
    private volatile Runner[] runners = new Runner[0];

    /** @param origin the shared queue that its agent came from, or null */
    RunQueue(RunQueue origin) {
        this.origin = origin;
    }

    RunQueue origin() {
        return origin;
    }

    /** The agent is READY and now waits here for a runner. */
    void add(Agent agent) {
        Runner seat = agent.seat();
        if (seat != null) {
            addSource(agent, seat);
            return;
        }
        ready.add(agent);
        Thread current = Thread.currentThread();
        for (Runner runner : runners) {
            if (runner.thread() == current && !runner.isLoaded()) {
                return;
            }
        }
        wakeRunner();
    }

    private static void addSource(Agent agent, Runner seat) {
        seat.addSource(agent);
        for (Runner now = agent.seat(); now != seat && seat.removeSource(agent); now = agent.seat()) {
            // It got another seat before it was on the old one, where nobody may look for long.
            seat = now;
            seat.addSource(agent);
        }
    }

    /** All sources with a seat at one runner get one at the other. The crew, one change at a time. */
    void reseat(Runner from, Runner to) {
        for (Agent member : members) {
            if (member.seat() == from) {
                member.seat(to);
            }
        }
        from.giveSources();
    }

    boolean hasSeatAt(Runner runner) {
        return Arrays.stream(members).anyMatch(member -> member.seat() == runner);
    }

    /** Wakes one runner that sleeps, if there is one. */
    void wakeRunner() {
        for (Runner runner : runners) {
            if (runner.wake()) {
                return;
            }
        }
    }

    /** Whether a runner has nothing to do. */
    boolean hasIdleRunner() {
        for (Runner runner : runners) {
            if (runner.isIdle()) {
                return true;
            }
        }
        return false;
    }

    /** The next agent for any runner, or null. */
    Agent poll() {
        return ready.poll();
    }

    boolean isEmpty() {
        return ready.isEmpty();
    }

    /** Whether so many agents, or more, wait for any runner. Takes as long as they are. */
    boolean holds(int agents) {
        int seen = 0;
        for (Iterator<Agent> waiting = ready.iterator(); seen < agents && waiting.hasNext(); waiting.next()) {
            seen++;
        }
        return seen == agents;
    }

    /** An agent that rests is to be woken at this time. */
    void arm(Agent agent, long due) {
        agent.due(due);
        lower(nextDue, due);
    }

    private static boolean lower(AtomicLong time, long candidate) {
        long seen = time.get();
        while (candidate < seen) {
            if (time.compareAndSet(seen, candidate)) {
                return true;
            }
            seen = time.get();
        }
        return false;
    }

    /** Wakes the members whose time has come; those that are nearly due, too, as each waking of a thread has its price. */
    void wakeDue(long now, long slack) {
        if (nextDue.get() > now) {
            return;
        }
        // In this order: who arms later than we look lowers what we leave.
        nextDue.set(Agent.UNTIL_WOKEN);
        for (Agent member : members) {
            long due = member.due();
            if (due == Agent.UNTIL_WOKEN) {
                continue;
            }
            if (due <= now + slack) {
                member.due(Agent.UNTIL_WOKEN);
                member.wake();
            } else {
                lower(nextDue, due);
            }
        }
    }

    /** Has the watch over the times looked at anew, by a runner that is new here. */
    void rearm() {
        nextDue.set(0);
    }

    /** Parks a runner, on its own thread, until somebody wakes it or, if it is the one to watch the time, a member is due. */
    void sleep(Runner runner) {
        long due = nextDue.get();
        boolean watches = lower(alarm, due);
        runner.goesToSleep();
        if (!runner.hasWork() && nextDue.get() == due) {
            if (watches) {
                LockSupport.parkNanos(this, due - System.nanoTime());
            } else {
                LockSupport.park(this);
            }
        }
        runner.isAwake();
        if (watches) {
            alarm.compareAndSet(due, Agent.UNTIL_WOKEN);
        }
    }

    Agent[] members() {
        return members;
    }

    /** Whether there are more members than runners. */
    boolean isShared() {
        return members.length > runners.length;
    }

    /** Whether an agent that keeps a runner busy holds up another one: for lack of runners, or because that one may run on no other. */
    boolean isHeldUp(Runner busy, Agent by) {
        return isShared() || Arrays.stream(members).anyMatch(member -> member != by && member.seat() == busy);
    }

    boolean isServedBy(Runner runner) {
        return Arrays.asList(runners).contains(runner);
    }

    Runner[] runners() {
        return runners;
    }

    /** A further runner serves this queue. */
    synchronized void serve(Runner runner) {
        // Complete before anybody sees it.
        Runner[] grown = Arrays.copyOf(runners, runners.length + 1);
        grown[runners.length] = runner;
        runners = grown;
    }

    /** A runner serves it no more. */
    synchronized void leave(Runner runner) {
        runners = Arrays.stream(runners).filter(one -> one != runner).toArray(Runner[]::new);
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
