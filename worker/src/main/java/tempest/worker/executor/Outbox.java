// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

import java.util.ArrayDeque;
import java.util.Arrays;
import tempest.worker.link.RemoteLink;
import tempest.worker.link.Waiter;
import tempest.worker.queue.Inbox;
import tempest.worker.tuple.TupleImpl;

/**
 * What a lane has for one task and not sent yet, in order. Used by the lane's thread, except for {@link #wake}, by which the receiver
 * says that there is room again.
 *
 * <p>It never refuses: the lane's executor stops taking new work while something here finds no room, so what piles up is at most
 * what one call of user code emits.
 */
final class Outbox implements Waiter {
    private static final int FIRST_BATCH = 8;

    private final int task;
    private final boolean cyclic;
    private final Inbox inbox;
    private final RemoteLink link;
    private final Waiter owner;
    private final int maxBatch;
    /** Full batches that found no room; null until there was one. */
    private ArrayDeque<Full> backlog;
    /** Null while there is nothing to send: one made when it is needed is in the cache, and young. */
    private TupleImpl[] batch;
    private int nextSize = FIRST_BATCH;
    private int count;
    private boolean listed;
    private boolean refused;
    /** Set while the receiver has promised to wake us: until then another offer would be in vain. */
    private volatile boolean waiting;

    private record Full(TupleImpl[] tuples, int count) { }

    /**
     * @param cyclic whether the receiver's component can reach the sender's, so that waiting for room might be for ever
     * @param inbox the receiver's, or null if it is reached by the link
     */
    Outbox(int task, boolean cyclic, Inbox inbox, RemoteLink link, Waiter owner) {
        this.task = task;
        this.cyclic = cyclic;
        this.inbox = inbox;
        this.link = link;
        this.owner = owner;
        maxBatch = inbox == null ? Inbox.MAX_BATCH : inbox.maxBatch();
    }

    boolean isCyclic() {
        return cyclic;
    }

    /** Adds a tuple and sends the batch if it is full. */
    void add(TupleImpl tuple) {
        if (batch == null) {
            batch = new TupleImpl[nextSize];
        } else if (count == batch.length) {
            makeRoom();
        }
        batch[count++] = tuple;
    }

    /** True if it is the first time since {@link #unlist}. */
    boolean list() {
        boolean first = !listed;
        listed = true;
        return first;
    }

    void unlist() {
        listed = false;
    }

    /** Whether something found no room. */
    boolean isRefused() {
        return refused;
    }

    private void makeRoom() {
        if (count < maxBatch) {
            batch = Arrays.copyOf(batch, Math.min(maxBatch, 2 * count));
            return;
        }
        if (refused || !offer(batch, count)) {
            if (backlog == null) {
                backlog = new ArrayDeque<>();
            }
            backlog.add(new Full(batch, count));
            refused = true;
        }
        batch = new TupleImpl[maxBatch];
        count = 0;
    }

    /** Sends what is here. False if something is left. */
    boolean flush() {
        while (refused) {
            Full full = backlog.peek();
            if (!offer(full.tuples, full.count)) {
                return false;
            }
            backlog.remove();
            refused = !backlog.isEmpty();
        }
        if (count > 0) {
            if (!offer(batch, count)) {
                return false;
            }
            nextSize = Math.min(maxBatch, Math.max(FIRST_BATCH, Integer.highestOneBit(Math.max(1, count - 1)) << 1));
            batch = null;
            count = 0;
        }
        return true;
    }

    private boolean offer(TupleImpl[] tuples, int n) {
        if (waiting) {
            return false;
        }
        if (inbox == null) {
            waiting = true;
            boolean promised = false;
            try {
                promised = !link.offer(task, tuples, n, this);
            } finally {
                if (!promised) {
                    waiting = false; // Also if it threw: nobody would wake us.
                }
            }
            return !promised;
        }
        if (inbox.offer(task, tuples, n)) {
            return true;
        }
        waiting = true;
        inbox.awaitRoom(this);
        // Room may have come before we were on the list.
        return inbox.offer(task, tuples, n);
    }

    @Override
    public void wake() {
        waiting = false;
        owner.wake();
    }

    /** Forgets what cannot be sent any more, when the worker stops. */
    int drop() {
        int dropped = count + (refused ? backlog.stream().mapToInt(Full::count).sum() : 0);
        backlog = null;
        refused = false;
        batch = null;
        count = 0;
        return dropped;
    }
}
