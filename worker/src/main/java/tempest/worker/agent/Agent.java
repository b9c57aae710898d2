// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.agent;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import tempest.worker.link.Wakeable;

/**
 * Something with an inbox that does its work in bounded rounds, run by one thread at a time.
 *
 * <p>A thread that takes an agent from a queue owns it until it puts it back, so handing it from thread to thread needs no
 * further synchronization. States and transitions:
 * <pre>
 *   IDLE    -> READY    wake(): the caller puts it into its queue
 *   READY   -> RUNNING  a thread took it from the queue
 *   RUNNING -> READY    wake() while it ran, or its round left work: the thread queues it again
 *   RUNNING -> IDLE     its round found nothing to do and nobody woke it
 *   RUNNING -> CLOSED   it was closed, or failed
 * </pre>
 */
public abstract class Agent implements Wakeable {
    /** Answer of {@link #nanosToNextRound} if only {@link #wake} brings new work. */
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

    /** How its rounds went; for the thread that owns the agent. */
    final RoundHistory history = new RoundHistory();
    /** Of the thread it is pinned to, if it ever rested there; for the thread that owns the agent. */
    WorkerThread.Timer timer;
    @SuppressWarnings("unused") // through STATE
    private volatile int state = READY;
    private volatile RunQueue queue;
    private volatile WorkerThread pin;
    private volatile Placement placement = Placement.SHARED;
    private boolean started;
    /** Rounds begun. Plain: readers look at the state or an inbox in between. */
    private long begun;

    /** Called once, before any round, on the thread that runs the first one. */
    protected abstract void onStart();

    /**
     * One bounded round.
     *
     * @return more than 0 if another round may find work at once
     */
    protected abstract int doWork();

    /** Called once, after the last round, unless {@link #onStart} was never called. */
    protected abstract void onClose();

    /** What a thread of this agent's own is called. */
    protected abstract String roleName();

    /** Told what {@link #onStart}, {@link #doWork}, {@link #idleItself} or {@link #onClose} threw; the agent is not run again. */
    protected abstract void onError(Throwable failure);

    /** Called after each round with the time it began, to the precision of one look at the clock, and the time it ended. */
    protected void onRoundCompleted(long begin, long end) {
    }

    /**
     * Called by the watchdog, again and again, while a round takes long: what the round has emitted so far leaves now, and the round ends
     * after the call of user code it is in. Never on the thread that runs the round.
     */
    protected void onLongRound() {
    }

    /** Whether a call of user code may block soon, as far as the last ones tell. Any thread. */
    protected boolean mayBlock() {
        return false;
    }

    /**
     * Whether it makes work for others without being asked. It then stays on one thread as long as that is possible, and runs only while the
     * others have nothing to do, or after it waited for long, so that what is in flight stays little and in the caches. Constant.
     */
    protected boolean isSource() {
        return false;
    }

    /**
     * Asked after a round that answered 0, of sources and of agents with a thread of their own: nanoseconds until the next round if nobody
     * wakes it earlier.
     */
    protected long nanosToNextRound() {
        return UNTIL_WOKEN;
    }

    /** Idles after a round that answered 0 on a thread of its own; false if the thread is to idle in its own way. */
    protected boolean idleItself() {
        return false;
    }

    @Override
    public final void wake() {
        // What the caller published before must be visible to a round that starts after we looked at the state.
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

    /** How many rounds it has begun. Any thread. */
    public final long begun() {
        return begun;
    }

    /** Whether it neither runs nor waits for a thread. */
    public final boolean isIdle() {
        int seen = state;
        return seen == IDLE || seen == CLOSED;
    }

    final RunQueue queue() {
        return queue;
    }

    /** Before it is first run. */
    final void queue(RunQueue itsQueue) {
        queue = itsQueue;
    }

    /** The one thread that runs it, or null if any thread of the shared queue does. */
    final WorkerThread pin() {
        return pin;
    }

    final Placement placement() {
        return placement;
    }

    /** The scheduler, under its lock. */
    final void place(Placement newPlacement, WorkerThread thread) {
        placement = newPlacement;
        pin = thread;
    }

    /**
     * Runs one round. Its owner.
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

    /** After a round without work: false if somebody woke it meanwhile. Its owner. */
    final boolean rest() {
        return state == CLOSED || STATE.compareAndSet(this, RUNNING, IDLE);
    }

    /** Idles by itself if it wants to. One that fails in that is closed. Its owner. */
    final boolean idles() {
        try {
            return idleItself();
        } catch (Throwable failure) {
            fail(failure);
            return true;
        }
    }

    /** Its owner puts it back into its queue, whether or not somebody woke it. */
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

    /** Its owner closes it. */
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
