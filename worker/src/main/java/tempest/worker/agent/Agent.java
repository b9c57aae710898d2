// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.agent;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import tempest.worker.link.Waiter;

/**
 * Something with an inbox that is run in rounds, by one thread at a time.
 *
 * <p>Whoever takes an agent from a {@link RunQueue} owns it until it gives it back, so that hand-over from thread to thread
 * needs no further care. States and transitions:
 * <pre>
 *   IDLE    -> READY    wake(): the waker puts it into its run queue
 *   READY   -> RUNNING  the runner took it from the queue
 *   RUNNING -> READY    wake() while it ran, or its round did not finish the work: the runner queues it again
 *   RUNNING -> IDLE     its round found nothing to do and nobody woke it
 *   RUNNING -> GONE     it was stopped, or failed
 * </pre>
 */
public abstract class Agent implements Waiter {
    /** Answer of {@link #idleNanos} if only {@link #wake} brings new work. */
    public static final long UNTIL_WOKEN = Long.MAX_VALUE;

    private static final int IDLE = 0;
    private static final int READY = 1;
    private static final int RUNNING = 2;
    private static final int GONE = 3;
    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Agent.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("unused") // through STATE
    private volatile int state = READY;
    private volatile RunQueue home;
    private volatile Runner seat;
    private boolean started;
    private int slowRounds;
    /** Of the last round that did something. The owner's, as the two above. */
    private long lastNanos;
    /** Rounds begun; plain, for who reads it looks at the state or an inbox in between. */
    private long begun;
    /** When to run again without being woken, or {@link #UNTIL_WOKEN}: set by the owner, looked at by whoever serves {@link #home}. */
    private volatile long due = UNTIL_WOKEN;

    /** Called once, before any round. */
    protected abstract void start();

    /**
     * One bounded round.
     *
     * @return more than 0 if another round may find work at once
     */
    protected abstract int doWork();

    /** Hears after each round when it began, to the precision of a look at the clock, and when it ended. */
    protected void took(long begin, long end) {
    }

    /**
     * Whether it makes work for others without being asked: it then runs only while these have nothing to do, or after it waited for
     * long, so that what is under way stays little and warm; and it stays on one thread if that can be. The same answer always.
     */
    protected boolean isSource() {
        return false;
    }

    /** Asked after a round that answered 0: nanoseconds until the next round if nobody wakes the agent earlier. */
    protected abstract long idleNanos();

    /** Called once, after the last round, unless {@link #start} was never called. */
    protected abstract void stop();

    /** What an own thread of this agent is called. */
    protected abstract String name();

    /** Idles after a round that answered 0 on a thread of its own; false if the runner's own way of idling is to be used. */
    protected boolean idleItself() {
        return false;
    }

    /** Hears of what {@link #start}, {@link #doWork}, {@link #idleItself} or {@link #stop} threw; the agent is not run again. */
    protected abstract void failed(Throwable failure);

    @Override
    public final void wake() {
        // What the caller published before must be visible to a round that starts after we looked at the state.
        VarHandle.fullFence();
        while (true) {
            int seen = state;
            if (seen == IDLE) {
                if (STATE.compareAndSet(this, IDLE, READY)) {
                    home.add(this);
                    return;
                }
            } else if (seen != RUNNING || STATE.compareAndSet(this, RUNNING, READY)) {
                return;
            }
        }
    }

    /** How many rounds it has begun. Any thread. */
    public final long begun() {
        return begun;
    }

    /** Whether it neither runs nor waits for a thread. */
    public final boolean isIdle() {
        int seen = state;
        return seen == IDLE || seen == GONE;
    }

    final RunQueue home() {
        return home;
    }

    /** The one runner that runs it, or null if any runner of its home does. */
    final Runner seat() {
        return seat;
    }

    final void seat(Runner runner) {
        seat = runner;
    }

    final void home(RunQueue queue) {
        home = queue;
    }

    /**
     * Runs one round.
     *
     * @return true if it wants to be queued again
     */
    final boolean run() {
        STATE.setVolatile(this, RUNNING);
        begun++;
        if (due != UNTIL_WOKEN) {
            due = UNTIL_WOKEN;
        }
        try {
            if (!started) {
                started = true;
                start();
            }
            if (doWork() > 0) {
                STATE.setVolatile(this, READY);
                return true;
            }
        } catch (Throwable failure) {
            state = GONE;
            failed(failure);
            return false;
        }
        return false;
    }

    /** After a round without work: false if somebody woke it meanwhile. */
    final boolean rest() {
        return state == GONE || STATE.compareAndSet(this, RUNNING, IDLE);
    }

    /** Idles by itself if it wants to. One that fails in that has idled for the last time. */
    final boolean idles() {
        try {
            return idleItself();
        } catch (Throwable failure) {
            state = GONE;
            home.dismiss(this);
            failed(failure);
            return true;
        }
    }

    /** Its owner puts it into the queue of its home, whether or not somebody woke it. */
    final void requeue() {
        if (rest()) {
            wake();
        } else {
            home.add(this);
        }
    }

    final long due() {
        return due;
    }

    final void due(long nanoTime) {
        due = nanoTime;
    }

    final boolean isGone() {
        return state == GONE;
    }

    /** The owner ends it. */
    final void end() {
        if (state == GONE) {
            return;
        }
        state = GONE;
        if (started) {
            try {
                stop();
            } catch (Throwable failure) {
                failed(failure);
            }
        }
    }

    /** The owner says how long a round took that did something. */
    final void lastNanos(long nanos) {
        lastNanos = nanos;
    }

    /** How long the next round is likely to take. Its owner asks. */
    final long lastNanos() {
        return lastNanos;
    }

    /** Counts rounds that took long; how many of late. */
    final int slowRounds(boolean slow) {
        slowRounds = slow ? slowRounds + 1 : Math.max(0, slowRounds - 1);
        return slowRounds;
    }
}
