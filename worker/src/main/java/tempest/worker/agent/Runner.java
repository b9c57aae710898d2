// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.agent;

import java.util.Arrays;

/**
 * A thread's loop: takes ready agents from its queue, runs a round of each, and idles when there are none: it spins briefly, then
 * yields, then parks. It never runs an agent it did not take from a queue.
 *
 * <p>A runner whose agent blocks loses its queue to a new runner (see {@link Crew}) and goes on with a queue for that agent alone.
 */
final class Runner implements Runnable {
    /** A round this long counts as slow. */
    static final long SLOW_NANOS = 1_000_000;
    /** So many slow rounds, less the fast ones, and an agent among others gets a thread of its own. */
    private static final int SLOW_ROUNDS = 16;
    /** So many rounds in a row without a slow one, and an agent that was moved out goes back to the others. */
    private static final int GOOD_ROUNDS = 1000;
    private static final int SPINS = 20;
    private static final int YIELDS = 4;

    private final Crew crew;
    private RunQueue queue;
    private long nextDue = Agent.UNTIL_WOKEN;
    /** Whether a round since the last sleep had work. */
    private boolean worked;
    /** Odd while a round runs; read by the crew's watchdog. */
    private volatile long rounds;
    private volatile Thread thread;
    private int goodRounds;
    private volatile Agent current;
    /** Where to go on after losing the queue. */
    private volatile RunQueue refuge;

    Runner(Crew crew, RunQueue queue) {
        this.crew = crew;
        this.queue = queue;
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        long now = System.nanoTime();
        rearm(now);
        while (!crew.isStopping()) {
            if (queue.runner() != this) {
                queue = refuge;
                goodRounds = 0;
                rearm(now);
            }
            Agent agent = queue.poll();
            if (agent != null) {
                now = round(agent, now);
            } else if (queue.members().length == 0) {
                return;
            } else {
                idle();
                now = System.nanoTime();
            }
            if (now - nextDue >= 0 && nextDue != Agent.UNTIL_WOKEN) {
                wakeDue(now);
            }
        }
        endMembers();
    }

    private long round(Agent agent, long begin) {
        if (agent.home() != queue) {
            agent.home().add(agent);
            return begin;
        }
        current = agent;
        rounds++;
        boolean again = agent.run();
        worked |= again;
        rounds++;
        long end = System.nanoTime();
        if (agent.isGone()) {
            queue.dismiss(agent);
            return end;
        }
        if (isToMove(agent, end - begin > SLOW_NANOS)) {
            return end;
        }
        if (again) {
            agent.home().add(agent);
        } else {
            rest(agent, end);
        }
        return end;
    }

    /** Moves an agent out that is slow among others, or back that is quick alone. */
    private boolean isToMove(Agent agent, boolean slow) {
        if (queue.isShared()) {
            return agent.slowRounds(slow) >= SLOW_ROUNDS && crew.moveOut(agent, queue, this);
        }
        if (queue.origin() == null) {
            return false;
        }
        goodRounds = slow ? 0 : goodRounds + 1;
        return goodRounds >= GOOD_ROUNDS && crew.bringBack(agent, queue, this);
    }

    private void rest(Agent agent, long now) {
        if (!queue.isShared() && agent.idleItself()) {
            // A waiting strategy of the user's: it decides how to wait, and polls afterwards.
            agent.requeue();
            return;
        }
        long idle = agent.idleNanos();
        if (idle != Agent.UNTIL_WOKEN) {
            agent.due = now + idle;
            nextDue = nextDue == Agent.UNTIL_WOKEN || nextDue - agent.due > 0 ? agent.due : nextDue;
        }
        if (!agent.rest()) {
            agent.home().add(agent);
        }
    }

    /** Spinning pays while tuples come in quick succession, not after a poll that found nothing. */
    private void idle() {
        for (int i = 0; worked && i < SPINS; i++) {
            Thread.onSpinWait();
            if (!queue.isEmpty()) {
                return;
            }
        }
        for (int i = 0; worked && i < YIELDS; i++) {
            Thread.yield();
            if (!queue.isEmpty()) {
                return;
            }
        }
        worked = false;
        long nanos = nextDue == Agent.UNTIL_WOKEN ? Agent.UNTIL_WOKEN : nextDue - System.nanoTime();
        if (nanos > 0) {
            queue.sleep(nanos);
        }
    }

    private void wakeDue(long now) {
        nextDue = Agent.UNTIL_WOKEN;
        for (Agent member : queue.members()) {
            long due = member.due;
            if (due == Agent.UNTIL_WOKEN) {
                continue;
            }
            if (now - due >= 0) {
                member.due = Agent.UNTIL_WOKEN;
                member.wake();
            } else if (nextDue == Agent.UNTIL_WOKEN || nextDue - due > 0) {
                nextDue = due;
            }
        }
    }

    /** After taking over a queue: its members' own times are known to the former runner only. */
    private void rearm(long now) {
        nextDue = now;
    }

    /** Ends the agents of its queue; one that is in the hands of a runner that lost the queue will be handed in by that. */
    private void endMembers() {
        if (queue.runner() != this) {
            queue = refuge;
        }
        for (Agent member : queue.members()) {
            member.wake();
        }
        while (!crew.isGivenUp() && !Arrays.stream(queue.members()).allMatch(Agent::isGone)) {
            Agent agent = queue.poll();
            if (agent == null) {
                queue.sleep(Crew.WATCH_NANOS);
            } else if (agent.home() != queue) {
                agent.home().add(agent);
            } else {
                agent.end();
            }
        }
    }

    /** Number that stays the same while one round runs, even if none does. */
    long rounds() {
        return rounds;
    }

    /** Null until it runs. */
    Thread thread() {
        return thread;
    }

    Agent current() {
        return current;
    }

    void refuge(RunQueue newQueue) {
        refuge = newQueue;
    }
}
