// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.agent;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import tempest.worker.link.Wakeable;

/**
 * Something with an inbox that does its work in bounded rounds, run by one thread at a time.
 *
 * <p>A thread that polls an agent from a queue owns it until it puts it back, so handing it from thread to thread needs no
 * further synchronization. States and transitions:
 * <pre>
 *   IDLE    -> READY    wake(): the caller adds it to its queue
 *   READY   -> RUNNING  a thread polled it from the queue
 *   RUNNING -> READY    wake() while it ran, or its round left work: the thread queues it again
 *   RUNNING -> IDLE     its round found nothing to do and nothing woke it
 *   RUNNING -> CLOSED   it was closed, or failed
 * </pre>
 */
public abstract class Agent implements Wakeable {
    /** Returned by {@link #nanosToNextRound} if only {@link #wake} brings new work. */
    public static final long UNTIL_WOKEN = Long.MAX_VALUE;

    private static final int IDLE = 0;
    private static final int READY = 1;
    private static final int RUNNING = 2;
    private static final int CLOSED = 3;
    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Agent.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** How its rounds went; used by the thread that owns the agent. */
    final RoundHistory history = new RoundHistory();
    /** Its timer on the thread it is pinned to, if it ever idled there; used by the thread that owns the agent. */
    WorkerThread.Timer timer;
    @SuppressWarnings("unused") // accessed through STATE
    private volatile int state = READY;
    private volatile RunQueue queue;
    private volatile WorkerThread pin;
    private volatile Placement placement = Placement.SHARED;
    private boolean started;
    /** Rounds begun. Plain: readers read the state or an inbox in between. */
    private long begun;

    /** Called once, before any round, on the thread that runs the first round. */
    protected abstract void onStart();

    /**
     * One bounded round.
     *
     * @return more than 0 if another round may find work at once
     */
    protected abstract int doWork();

    /** Called once, after the last round, unless {@link #onStart} was never called. */
    protected abstract void onClose();

    /** The name of a thread that runs only this agent. */
    protected abstract String roleName();

    /** Receives what {@link #onStart}, {@link #doWork}, {@link #idleItself} or {@link #onClose} threw; the agent is not run again. */
    protected abstract void onError(Throwable failure);

    /** Called after each round with the time it began, as of the last reading of the clock before it, and the time it ended. */
    protected void onRoundCompleted(long begin, long end) {
    }

    /**
     * Called repeatedly by the watchdog during a long round: sends what the round has emitted so far, and makes the round end
     * after the current call of user code. Never called on the thread that runs the round.
     */
    protected void onLongRound() {
    }

    /** A round that takes this many nanoseconds is stuck. Any thread. */
    protected long stuckNanos() {
        return Long.MAX_VALUE;
    }

    /** Called by the watchdog once in a round that is stuck, with what its thread does. */
    protected void onStuck(long nanos, StackTraceElement[] stack) {
    }

    /** Whether a call of user code may block soon, judging by the last calls. Any thread. */
    protected boolean mayBlock() {
        return false;
    }

    /**
     * Whether it creates work for others without being woken. It then stays on one thread where possible, and runs only while the others have
     * nothing to do or after it waited for long, so that little is in flight and stays in the caches. Constant.
     */
    protected boolean isSource() {
        return false;
    }

    /**
     * Called after a round that returned 0, for sources and for agents with a dedicated thread: nanoseconds until the next round if nothing
     * wakes it earlier.
     */
    protected long nanosToNextRound() {
        return UNTIL_WOKEN;
    }

    /** Idles after a round that returned 0 on a dedicated thread; false if the thread is to idle in its default way. */
    protected boolean idleItself() {
        return false;
    }

    @Override
    public final void wake() {
        // What the caller published before must be visible to a round that starts after this read of the state.
        VarHandle.fullFence();
        while (true) {
            int seen = state;
            if (seen == IDLE) {
                if (STATE.compareAndSet(this, IDLE, READY)) {
                    queue.add(this);
                    return;
                }
            } else if (seen != RUNNING || STATE.compareAndSet(this, RUNNING, READY)) {
                return;
            }
        }
    }

    /** How many rounds have begun. Any thread. */
    public final long begun() {
        return begun;
    }

    /** Whether it neither runs nor waits for a thread. Any thread. */
    public final boolean isIdle() {
        int seen = state;
        return seen == IDLE || seen == CLOSED;
    }

    final RunQueue queue() {
        return queue;
    }

    /** Sets its queue; before it first runs. */
    final void queue(RunQueue itsQueue) {
        queue = itsQueue;
    }

    /** The thread it is pinned to, or null if any thread of the shared queue may run it. */
    final WorkerThread pin() {
        return pin;
    }

    final Placement placement() {
        return placement;
    }

    /** Called by the scheduler under its lock. */
    final void place(Placement newPlacement, WorkerThread thread) {
        placement = newPlacement;
        pin = thread;
    }

    /**
     * Runs one round. Called by its owner.
     *
     * @return true if it wants to be queued again
     */
    final boolean run() {
        STATE.setVolatile(this, RUNNING);
        begun++;
        try {
            if (!started) {
                started = true;
                onStart();
            }
            if (doWork() > 0) {
                STATE.setVolatile(this, READY);
                return true;
            }
        } catch (Throwable failure) {
            fail(failure);
        }
        return false;
    }

    private void fail(Throwable failure) {
        state = CLOSED;
        onError(failure);
    }

    /** Called by its owner after a round without work; false if it was woken meanwhile. */
    final boolean rest() {
        return state == CLOSED || STATE.compareAndSet(this, RUNNING, IDLE);
    }

    /** Idles in the agent's own way, if it has one. An agent that fails in that is closed. Called by its owner. */
    final boolean idles() {
        try {
            return idleItself();
        } catch (Throwable failure) {
            fail(failure);
            return true;
        }
    }

    /** Its owner puts it back into its queue, whether or not it was woken. */
    final void requeue() {
        if (rest()) {
            wake();
        } else {
            queue.add(this);
        }
    }

    final boolean isClosed() {
        return state == CLOSED;
    }

    /** Closes it. Called by its owner. */
    final void close() {
        if (state == CLOSED) {
            return;
        }
        state = CLOSED;
        if (started) {
            try {
                onClose();
            } catch (Throwable failure) {
                onError(failure);
            }
        }
    }
}
