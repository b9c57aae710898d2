// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import tempest.worker.link.RemoteLink;
import tempest.worker.link.Wakeable;
import tempest.worker.queue.Inbox;
import tempest.worker.tuple.TupleImpl;

/**
 * The tuples that an emitter has for one task. It never refuses: its executor stops polling new work while anything here finds no capacity,
 * so at most what one call of user code emits accumulates.
 *
 * <p>The count of tuples is published with release when one is added, so that a thread that sends for the owner sees them; what was sent that
 * way is marked, and the owner sends the rest.
 */
final class TupleOutbox extends Outbox {
    private static final int FIRST_BATCH = 8;
    private static final VarHandle COUNT;
    private static final VarHandle BATCH;

    static {
        try {
            COUNT = MethodHandles.lookup().findVarHandle(TupleOutbox.class, "count", int.class);
            BATCH = MethodHandles.lookup().findVarHandle(TupleOutbox.class, "batch", TupleImpl[].class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final boolean cyclic;
    private final ReentrantLock lock;
    private final int maxBatch;
    /** Full batches that found no capacity; null until there was one. Guarded by the lock. */
    private ArrayDeque<Full> backlog;
    private boolean refused;
    /** Null while there is nothing to send: an array allocated lazily is young and in the cache. */
    private TupleImpl[] batch;
    private int nextSize = FIRST_BATCH;
    private int count;
    /** How many of the batch were sent while the owner was in a call. Guarded by the lock. */
    private int sent;

    private final LostTuples lost;

    private record Full(TupleImpl[] tuples, int count) { }

    /** Is given what can neither be sent nor kept. Called by whoever sends, under the lock. */
    interface LostTuples {
        void lost(int task, TupleImpl[] tuples, int count);
    }

    /**
     * @param cyclic whether the receiver's component can reach the sender's, so that waiting for capacity might never end
     * @param inbox the receiver's, or null if it is reached by the link
     * @param lock the emitter's
     * @param lost sees to the trees of tuples for a worker that is away
     */
    TupleOutbox(int task, boolean cyclic, Inbox inbox, RemoteLink link, Wakeable owner, ReentrantLock lock, LostTuples lost) {
        super(task, inbox, link, owner);
        this.lost = lost;
        this.cyclic = cyclic;
        this.lock = lock;
        maxBatch = inbox == null ? Inbox.MAX_BATCH : inbox.maxBatch();
    }

    /** Adds a tuple and sends the batch if it is full. */
    void add(TupleImpl tuple) {
        if (batch == null) {
            batch = new TupleImpl[nextSize];
        } else if (count == batch.length) {
            growOrSend();
        }
        batch[count] = tuple;
        COUNT.setRelease(this, count + 1);
    }

    private void growOrSend() {
        if (count < maxBatch || !lock.tryLock()) {
            // Also if another thread is sending for us: user code may hold a monitor that it waits for, so we must not wait for it.
            BATCH.setRelease(this, Arrays.copyOf(batch, count < maxBatch ? Math.min(maxBatch, 2 * count) : 2 * count));
            return;
        }
        try {
            sendFull();
        } finally {
            lock.unlock();
        }
    }

    private void sendFull() {
        if (sent < count) {
            TupleImpl[] unsent = unsent(count);
            if (refused || !offer(unsent, null, null, count - sent)) {
                if (backlog == null) {
                    backlog = new ArrayDeque<>();
                }
                backlog.add(new Full(unsent, count - sent));
                refused = true;
            }
        }
        sent = 0;
        batch = new TupleImpl[maxBatch];
        count = 0;
    }

    private TupleImpl[] unsent(int end) {
        return sent == 0 ? batch : Arrays.copyOfRange(batch, sent, end);
    }

    @Override
    boolean flush() {
        if (!flushBacklog()) {
            return false;
        }
        if (sent < count && !offer(unsent(count), null, null, count - sent)) {
            return false;
        }
        if (count > 0) {
            nextSize = Math.min(maxBatch, Math.max(FIRST_BATCH, Integer.highestOneBit(Math.max(1, count - 1)) << 1));
        }
        batch = null;
        count = 0;
        sent = 0;
        return true;
    }

    private boolean flushBacklog() {
        while (refused) {
            Full full = backlog.peek();
            if (!offer(full.tuples, null, null, full.count)) {
                return false;
            }
            backlog.remove();
            refused = !backlog.isEmpty();
        }
        return true;
    }

    @Override
    void flushSoFar() {
        if (!flushBacklog()) {
            return;
        }
        int soFar = (int) COUNT.getAcquire(this);
        if (sent < soFar) {
            TupleImpl[] tuples = Arrays.copyOfRange((TupleImpl[]) BATCH.getAcquire(this), sent, soFar);
            if (offer(tuples, null, null, tuples.length)) {
                sent = soFar;
            }
        }
    }

    @Override
    public boolean onLost(TupleImpl[] tuples, int tupleCount) {
        lost.lost(task, tuples, tupleCount);
        return true;
    }

    /** Whether a full batch found no capacity, which its owner is to wait for; seen a little late if another thread sends for it. */
    boolean isBlocked() {
        return refused && !cyclic;
    }

    @Override
    boolean holdsUp() {
        return !cyclic;
    }

    @Override
    boolean isHeldInCycle() {
        return cyclic;
    }

    @Override
    int drop() {
        int dropped = count - sent + (refused ? backlog.stream().mapToInt(Full::count).sum() : 0);
        backlog = null;
        refused = false;
        batch = null;
        count = 0;
        sent = 0;
        return dropped;
    }
}
