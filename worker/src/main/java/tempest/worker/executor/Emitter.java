// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.apache.storm.tuple.Tuple;
import tempest.worker.ack.AckBatch;
import tempest.worker.ack.EdgeIds;
import tempest.worker.ack.RootId;
import tempest.worker.agent.ThreadClock;
import tempest.worker.link.AckMessageType;
import tempest.worker.link.RemoteLink;
import tempest.worker.link.Wakeable;
import tempest.worker.queue.Inbox;
import tempest.worker.tuple.TupleImpl;

/**
 * The output of an executor: an outbox for each task it sent tuples to, and one for each spout task whose tuples it settled. Its owner, one
 * thread at a time, adds; what was added is sent by {@link #flush} at the end of a round, or as soon as a batch is full.
 *
 * <p>While its owner is in a long call, the watchdog calls {@link #flushSoFar}. Adding needs no lock: what is added is published with
 * release. Sending does, once per round or full batch; no other thread waits for it longer than a send takes.
 */
final class Emitter {
    private static final int FIRST_DIRTY = 8;
    private static final VarHandle DIRTY;
    private static final VarHandle DIRTY_COUNT;

    static {
        try {
            DIRTY = MethodHandles.lookup().findVarHandle(Emitter.class, "dirty", Outbox[].class);
            DIRTY_COUNT = MethodHandles.lookup().findVarHandle(Emitter.class, "dirtyCount", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final TaskDirectory directory;
    private final RemoteLink link;
    private final Wakeable owner;
    private final CycleBackpressure cycles;
    private final IntPredicate cyclic;
    private final Consumer<TupleImpl> check;
    private final EdgeIds edges;
    private final ThreadClock clock;
    /** Held by who sends. */
    private final ReentrantLock lock = new ReentrantLock();
    private final AckBatch.Folds folds = new AckBatch.Folds();
    private final TupleOutbox[] outboxes;
    private final AckOutbox[] ackOutboxes;
    private Outbox[] dirty = new Outbox[FIRST_DIRTY];
    private int dirtyCount;
    private boolean blocked;
    private boolean cycleBlocked;
    /** Pairs of the root of a lost tuple and the task that it was for. Guarded by the lock. */
    private long[] lost = {};
    private int lostCount;
    /** The number of next sends that are flushed immediately. */
    private int immediate;
    private long immediateNanos;

    /**
     * @param owner woken when something that found no capacity may be sent
     * @param cyclic whether a task's component can reach the owner's
     */
    Emitter(WorkerContext worker, Wakeable owner, IntPredicate cyclic) {
        directory = worker.routing().directory();
        link = worker.remote().links() == null ? null : worker.remote().links().open();
        this.owner = owner;
        cycles = worker.cycles();
        check = worker.checks() == null ? null : worker.checks().get();
        clock = worker.timing().threadClock();
        this.cyclic = cyclic;
        edges = new EdgeIds(worker.seeds().next().nextLong());
        outboxes = new TupleOutbox[directory.maxTask() + 1];
        ackOutboxes = new AckOutbox[directory.maxTask() + 1];
    }

    long nextEdge() {
        return edges.next();
    }

    /** The next {@code sends} sends are flushed immediately: the call of user code that makes them may block afterwards. */
    void sendImmediately(int sends) {
        immediate = sends;
        immediateNanos = 0;
    }

    /** What the immediate sends took since {@link #sendImmediately}: time that is not the user code's, though it is spent in its calls. */
    long immediateNanos() {
        return immediateNanos;
    }

    /** Adds a tuple for a task. */
    void send(int task, TupleImpl tuple) {
        TupleOutbox outbox = outboxes[task];
        if (outbox == null) {
            outbox = outboxes[task] = new TupleOutbox(task, cyclic.test(task), reach(task), link, owner, lock, this::lost);
        }
        if (check != null) {
            check.accept(tuple);
        }
        outbox.add(tuple);
        if (outbox.list()) {
            list(outbox);
        } else if (outbox.isBlocked()) {
            blocked = true;
        }
        flushIfImmediate();
    }

    private void list(Outbox outbox) {
        if (dirtyCount == dirty.length) {
            DIRTY.setRelease(this, Arrays.copyOf(dirty, 2 * dirtyCount));
        }
        dirty[dirtyCount] = outbox;
        DIRTY_COUNT.setRelease(this, dirtyCount + 1);
    }

    private Inbox reach(int task) {
        Inbox inbox = directory.inbox(task);
        if (inbox == null && link == null) {
            throw new IllegalStateException("task " + task + " is not in this worker, which has no links to others");
        }
        return inbox;
    }

    /** Sends the roots' spouts the ack of this tuple, with the XOR of its children's edges. */
    void ack(TupleImpl tuple) {
        long children = tuple.children();
        for (int i = tuple.anchorCount() - 1; i >= 0; i--) {
            long root = tuple.root(i);
            acksTo(root).ack(root, tuple.edge(i) ^ children);
        }
        flushIfImmediate();
    }

    private void flushIfImmediate() {
        if (immediate > 0) {
            immediate--;
            long begin = clock.nanoTime();
            flushUnlessSending();
            immediateNanos += clock.nanoTime() - begin;
        }
    }

    /** Sends a child's edge to the roots' spouts, because the tuple it is anchored to cannot record it. */
    void announce(TupleImpl anchor, long edge) {
        for (int i = anchor.anchorCount() - 1; i >= 0; i--) {
            acksTo(anchor.root(i)).ack(anchor.root(i), edge);
        }
    }

    /** The tuple, or one of the engine's with the same anchors if it is of a user's class. */
    static TupleImpl engineTuple(Tuple tuple) {
        if (tuple instanceof TupleImpl ours) {
            return ours;
        }
        long[] pairs = new long[0];
        for (Map.Entry<Long, Long> anchor : tuple.getMessageId().getAnchorsToIds().entrySet()) {
            pairs = Arrays.copyOf(pairs, pairs.length + 2);
            pairs[pairs.length - 2] = anchor.getKey();
            pairs[pairs.length - 1] = anchor.getValue();
        }
        return pairs.length == 0 ? new TupleImpl(null, tuple.getSourceTask(), tuple.getValues(), 0, 0, null)
            : new TupleImpl(null, tuple.getSourceTask(), tuple.getValues(), pairs[0], pairs[1],
                pairs.length == 2 ? null : Arrays.copyOfRange(pairs, 2, pairs.length));
    }

    /** {@code bolt} is the task that fails it. */
    void fail(TupleImpl tuple, int bolt) {
        for (int i = tuple.anchorCount() - 1; i >= 0; i--) {
            acksTo(tuple.root(i)).fail(tuple.root(i), bolt);
        }
        flushIfImmediate();
    }

    void resetTimeout(TupleImpl tuple) {
        for (int i = tuple.anchorCount() - 1; i >= 0; i--) {
            acksTo(tuple.root(i)).reset(tuple.root(i));
        }
        flushIfImmediate();
    }

    private AckOutbox acksTo(long root) {
        int task = RootId.task(root);
        AckOutbox outbox = ackOutboxes[task];
        if (outbox == null) {
            outbox = ackOutboxes[task] = new AckOutbox(task, reach(task), link, owner, folds);
        }
        if (outbox.list()) {
            list(outbox);
        }
        return outbox;
    }

    /** Sends everything that finds capacity. Its owner, outside of user code: it waits while another thread sends for it. */
    void flush() {
        if (dirtyCount > 0) {
            lock.lock();
            try {
                flushListed();
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * As {@link #flush}, in a call of user code, which may hold a monitor that a serializer of the user's waits for on a thread that sends
     * for the owner: then that thread sends what there is.
     */
    void flushUnlessSending() {
        if (dirtyCount > 0 && lock.tryLock()) {
            try {
                flushListed();
            } finally {
                lock.unlock();
            }
        }
    }

    private void flushListed() {
        sendListed();
        while (lostCount > 0) {
            failLost();
            sendListed();
        }
        if (link != null) {
            link.flush();
        }
    }

    /** Notes the trees of tuples that cannot be sent, for the owner: only it may add to outboxes, and it is another thread that may send. */
    private void lost(int task, TupleImpl[] tuples, int count) {
        for (int i = 0; i < count; i++) {
            int anchors = tuples[i].anchorCount();
            if (lostCount + 2 * anchors > lost.length) {
                lost = Arrays.copyOf(lost, Math.max(64, 2 * (lostCount + 2 * anchors)));
            }
            for (int anchor = 0; anchor < anchors; anchor++) {
                lost[lostCount++] = tuples[i].root(anchor);
                lost[lostCount++] = task;
            }
        }
    }

    private void failLost() {
        int count = lostCount;
        lostCount = 0;
        for (int i = 0; i < count; i += 2) {
            acksTo(lost[i]).fail(lost[i], lost[i + 1] | AckMessageType.LOST);
        }
        lost = new long[0];
    }

    private void sendListed() {
        boolean nowBlocked = false;
        boolean nowCycleBlocked = false;
        int left = 0;
        for (int i = 0; i < dirtyCount; i++) {
            Outbox outbox = dirty[i];
            if (outbox.flush()) {
                outbox.unlist();
            } else {
                dirty[left++] = outbox;
                nowCycleBlocked |= outbox.isHeldInCycle();
                nowBlocked |= outbox.holdsUp();
            }
        }
        dirtyCount = left;
        blocked = nowBlocked;
        if (nowCycleBlocked != cycleBlocked) {
            cycleBlocked = nowCycleBlocked;
            if (cycleBlocked) {
                cycles.begin();
            } else {
                cycles.end();
            }
        }
    }

    /** Sends what was added so far and finds capacity. Any thread, while the owner is in a call of user code, which may continue adding. */
    void flushSoFar() {
        if (!lock.tryLock()) {
            return;
        }
        try {
            sendSoFar();
        } finally {
            lock.unlock();
        }
    }

    private void sendSoFar() {
        int count = (int) DIRTY_COUNT.getAcquire(this);
        Outbox[] listed = (Outbox[]) DIRTY.getAcquire(this);
        for (int i = 0; i < count; i++) {
            listed[i].flushSoFar();
        }
        if (link != null && count > 0) {
            link.flush();
        }
    }

    /** Whether the owner must not start new work, because something it emitted found no capacity. */
    boolean isBlocked() {
        return blocked;
    }

    /** Whether something in a cycle found no capacity. */
    boolean isCycleBlocked() {
        return cycleBlocked;
    }

    boolean isEmpty() {
        return dirtyCount == 0;
    }

    /** Drops what found no capacity; returns the number of tuples. */
    int drop() {
        lock.lock();
        try {
            return dropListed();
        } finally {
            lock.unlock();
        }
    }

    private int dropListed() {
        int dropped = 0;
        for (int i = 0; i < dirtyCount; i++) {
            dropped += dirty[i].drop();
            dirty[i].unlist();
        }
        dirtyCount = 0;
        lostCount = 0;
        blocked = false;
        if (cycleBlocked) {
            cycleBlocked = false;
            cycles.end();
        }
        return dropped;
    }

    /** Like {@link #drop}, for the last time. */
    int close() {
        lock.lock();
        try {
            int dropped = dropListed();
            if (link != null) {
                link.close();
            }
            return dropped;
        } finally {
            lock.unlock();
        }
    }
}
