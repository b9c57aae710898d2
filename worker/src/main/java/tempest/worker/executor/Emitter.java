// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.apache.storm.tuple.Tuple;
import tempest.worker.ack.AckBatch;
import tempest.worker.ack.EdgeIds;
import tempest.worker.ack.RootId;
import tempest.worker.link.RemoteLink;
import tempest.worker.link.Wakeable;
import tempest.worker.queue.Inbox;
import tempest.worker.tuple.TupleImpl;

/**
 * The way out of an executor: an outbox for each task it sent tuples to, and one for each spout task it settled tuples of. Its owner, one
 * thread at a time, adds; what was added leaves with {@link #flush}, at the end of a round, or as soon as a batch is full.
 *
 * <p>While its owner is in a long call, the watchdog calls {@link #flushSoFar}. Adding takes no lock: what is added is published with
 * release. Sending does, once a round or a full batch; nobody else waits for it longer than a send takes.
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
    private final CycleBackpressure strain;
    private final IntPredicate cyclic;
    private final Consumer<TupleImpl> check;
    private final EdgeIds edges;
    private final AckBatch.Folds folds = new AckBatch.Folds();
    private final TupleOutbox[] outboxes;
    private final AckOutbox[] ackOutboxes;
    private Outbox[] dirty = new Outbox[FIRST_DIRTY];
    private int dirtyCount;
    private boolean blocked;
    private boolean straining;
    /** So many of the next sends leave at once. */
    private int immediate;

    /**
     * @param owner woken when something that found no room may be sent
     * @param cyclic whether a task's component can reach the owner's
     */
    Emitter(WorkerContext worker, Wakeable owner, IntPredicate cyclic) {
        directory = worker.routing().directory();
        link = worker.remote().links() == null ? null : worker.remote().links().open();
        this.owner = owner;
        strain = worker.cycles();
        check = worker.checks() == null ? null : worker.checks().get();
        this.cyclic = cyclic;
        edges = new EdgeIds(worker.seeds().next().nextLong());
        outboxes = new TupleOutbox[directory.maxTask() + 1];
        ackOutboxes = new AckOutbox[directory.maxTask() + 1];
    }

    long nextEdge() {
        return edges.next();
    }

    /** The next sends, so many, leave at once: the call of user code that makes them may block afterwards. */
    void sendImmediately(int sends) {
        immediate = sends;
    }

    /** Adds a tuple for a task. */
    void send(int task, TupleImpl tuple) {
        TupleOutbox outbox = outboxes[task];
        if (outbox == null) {
            outbox = outboxes[task] = new TupleOutbox(task, cyclic.test(task), reach(task), link, owner, this);
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

    /** Tells the roots' spouts that this tuple was acked, with what its children XOR to. */
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
            flush();
        }
    }

    /** Tells the roots' spouts of a child's edge, for the tuple it hangs on cannot keep it. */
    void announce(TupleImpl anchor, long edge) {
        for (int i = anchor.anchorCount() - 1; i >= 0; i--) {
            acksTo(anchor.root(i)).ack(anchor.root(i), edge);
        }
    }

    /** The tuple, or one of ours with the same anchors if it is of a class of the user's. */
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

    /** {@code bolt}: the task that fails it. */
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

    /** Sends everything that finds room. Its owner. */
    void flush() {
        if (dirtyCount > 0) {
            synchronized (this) {
                flushListed();
            }
        }
    }

    private void flushListed() {
        boolean nowBlocked = false;
        boolean nowStraining = false;
        int left = 0;
        for (int i = 0; i < dirtyCount; i++) {
            Outbox outbox = dirty[i];
            if (outbox.flush()) {
                outbox.unlist();
            } else {
                dirty[left++] = outbox;
                nowStraining |= outbox.isHeldInCycle();
                nowBlocked |= outbox.holdsUp();
            }
        }
        dirtyCount = left;
        blocked = nowBlocked;
        if (nowStraining != straining) {
            straining = nowStraining;
            if (straining) {
                strain.begin();
            } else {
                strain.end();
            }
        }
        if (link != null) {
            link.flush();
        }
    }

    /** Sends what was added so far and finds room. Any thread, while the owner is in a call of user code, which may go on adding. */
    synchronized void flushSoFar() {
        int count = (int) DIRTY_COUNT.getAcquire(this);
        Outbox[] listed = (Outbox[]) DIRTY.getAcquire(this);
        for (int i = 0; i < count; i++) {
            listed[i].flushSoFar();
        }
        if (link != null && count > 0) {
            link.flush();
        }
    }

    /** Whether the owner must not take new work, because something it emitted found no room. */
    boolean isBlocked() {
        return blocked;
    }

    /** Whether something in a cycle found no room. */
    boolean isStraining() {
        return straining;
    }

    boolean isEmpty() {
        return dirtyCount == 0;
    }

    /** Gives up what found no room; how many tuples that were. */
    synchronized int drop() {
        int dropped = 0;
        for (int i = 0; i < dirtyCount; i++) {
            dropped += dirty[i].drop();
            dirty[i].unlist();
        }
        dirtyCount = 0;
        blocked = false;
        if (straining) {
            straining = false;
            strain.end();
        }
        return dropped;
    }

    /** As {@link #drop}, for the last time. */
    synchronized int close() {
        int dropped = drop();
        if (link != null) {
            link.close();
        }
        return dropped;
    }
}
