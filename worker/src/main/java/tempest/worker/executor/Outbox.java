// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

import tempest.worker.link.AckMessageType;
import tempest.worker.link.CapacityListener;
import tempest.worker.link.RemoteLink;
import tempest.worker.link.Wakeable;
import tempest.worker.queue.Inbox;
import tempest.worker.tuple.TupleImpl;

/**
 * What an emitter has for one task and has not sent yet, in order. The emitter's owner adds without a lock; sending needs the emitter's lock,
 * because while the owner is in a long call another thread sends what it added so far. The receiver calls {@link #onCapacity} when there is
 * capacity again.
 */
abstract class Outbox implements CapacityListener {
    final int task;
    /** Null if the task is in another worker. */
    final Inbox inbox;
    private final RemoteLink link;
    private final Wakeable owner;
    private boolean listed;
    /** Set while the receiver is to call {@link #onCapacity}: until then another offer would be in vain. */
    private volatile boolean waiting;

    Outbox(int task, Inbox inbox, RemoteLink link, Wakeable owner) {
        this.task = task;
        this.inbox = inbox;
        this.link = link;
        this.owner = owner;
    }

    /** True if it is the first time since {@link #unlist}. Called by its owner. */
    final boolean list() {
        boolean first = !listed;
        listed = true;
        return first;
    }

    final void unlist() {
        listed = false;
    }

    /** Sends what is here. False if something is left. Called by its owner under the lock. */
    abstract boolean flush();

    /** Sends what is here so far; its owner may add meanwhile. Called by any thread under the lock. */
    abstract void flushSoFar();

    /** Drops what can no longer be sent; returns the number of tuples. Called by its owner under the lock. */
    abstract int drop();

    /** Whether what is left here after a flush keeps its owner from starting new work. */
    abstract boolean holdsUp();

    /** Whether what is left here after a flush is part of a cycle, so that its owner must not wait for it. */
    abstract boolean isHeldInCycle();

    /** Whether another offer would be in vain. Under the lock. */
    final boolean isWaiting() {
        return waiting;
    }

    /** Offers tuples, or longs of an ack message; false if they found no capacity, in which case {@link #onCapacity} will be called. */
    final boolean offer(TupleImpl[] tuples, AckMessageType kind, long[] data, int count) {
        if (waiting) {
            return false;
        }
        return inbox == null ? offerToLink(tuples, kind, data, count) : offerToInbox(tuples, kind, data, count);
    }

    private boolean offerToLink(TupleImpl[] tuples, AckMessageType kind, long[] data, int count) {
        waiting = true;
        boolean promised = false;
        try {
            promised = !(tuples != null ? link.offer(task, tuples, count, this) : link.offerAcks(task, kind, data, count, this));
        } finally {
            if (!promised) {
                waiting = false; // Also if it threw: nothing else would wake the owner.
            }
        }
        return !promised;
    }

    private boolean offerToInbox(TupleImpl[] tuples, AckMessageType kind, long[] data, int count) {
        if (tuples == null) {
            inbox.add(task, null, kind, data, count);
            return true;
        }
        if (inbox.offer(task, tuples, count)) {
            return true;
        }
        waiting = true;
        inbox.awaitCapacity(this);
        // There may have been capacity before this outbox was on the list.
        return inbox.offer(task, tuples, count);
    }

    @Override
    public final void onCapacity() {
        waiting = false;
        owner.wake();
    }
}
