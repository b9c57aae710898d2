// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.apache.storm.tuple.Tuple;
import tempest.worker.ack.AckBatch;
import tempest.worker.ack.EdgeIds;
import tempest.worker.ack.RootId;
import tempest.worker.link.RemoteLink;
import tempest.worker.link.Waiter;
import tempest.worker.queue.Inbox;
import tempest.worker.tuple.TupleImpl;

/**
 * The way out of an executor: an outbox for each task it sent to, and one for each spout task it settled tuples of. Used by one
 * thread at a time; what is added leaves with {@link #flush}, at the end of a round, or as soon as a batch is full.
 */
final class Lane {
    private static final int FIRST_DIRTY = 8;

    private final Directory directory;
    private final RemoteLink link;
    private final Waiter owner;
    private final Strain strain;
    private final IntPredicate cyclic;
    private final Consumer<TupleImpl> check;
    private final EdgeIds edges;
    private final AckBatch.Folds folds = new AckBatch.Folds();
    private final Outbox[] outboxes;
    private final AckOutbox[] ackOutboxes;
    private Outbox[] dirty = new Outbox[FIRST_DIRTY];
    private int dirtyCount;
    private AckOutbox[] dirtyAcks = new AckOutbox[FIRST_DIRTY];
    private int dirtyAckCount;
    private boolean blocked;
    private boolean straining;

    /**
     * @param owner woken when something that found no room may be sent
     * @param cyclic whether a task's component can reach the owner's
     */
    Lane(Surroundings around, Waiter owner, IntPredicate cyclic) {
        directory = around.directory();
        link = around.links() == null ? null : around.links().open();
        this.owner = owner;
        strain = around.strain();
        check = around.checks() == null ? null : around.checks().get();
        this.cyclic = cyclic;
        edges = new EdgeIds(around.seeds().next().nextLong());
        outboxes = new Outbox[directory.maxTask() + 1];
        ackOutboxes = new AckOutbox[directory.maxTask() + 1];
    }

    long nextEdge() {
        return edges.next();
    }

    /** Adds a tuple for a task. */
    void send(int task, TupleImpl tuple) {
        Outbox outbox = outboxes[task];
        if (outbox == null) {
            outbox = outboxes[task] = new Outbox(task, cyclic.test(task), reach(task), link, owner);
        }
        if (check != null) {
            check.accept(tuple);
        }
        outbox.add(tuple);
        if (outbox.list()) {
            if (dirtyCount == dirty.length) {
                dirty = Arrays.copyOf(dirty, 2 * dirtyCount);
            }
            dirty[dirtyCount++] = outbox;
        } else if (outbox.isRefused() && !outbox.isCyclic()) {
            blocked = true;
        }
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
    }

    void resetTimeout(TupleImpl tuple) {
        for (int i = tuple.anchorCount() - 1; i >= 0; i--) {
            acksTo(tuple.root(i)).reset(tuple.root(i));
        }
    }

    private AckOutbox acksTo(long root) {
        int task = RootId.task(root);
        AckOutbox outbox = ackOutboxes[task];
        if (outbox == null) {
            outbox = ackOutboxes[task] = new AckOutbox(task, reach(task), link, owner, folds);
        }
        if (outbox.list()) {
            if (dirtyAckCount == dirtyAcks.length) {
                dirtyAcks = Arrays.copyOf(dirtyAcks, 2 * dirtyAckCount);
            }
            dirtyAcks[dirtyAckCount++] = outbox;
        }
        return outbox;
    }

    /** Sends everything that finds room. */
    void flush() {
        flushAcks();
        boolean nowBlocked = false;
        boolean nowStraining = false;
        int left = 0;
        for (int i = 0; i < dirtyCount; i++) {
            Outbox outbox = dirty[i];
            if (outbox.flush()) {
                outbox.unlist();
            } else {
                dirty[left++] = outbox;
                nowStraining |= outbox.isCyclic();
                nowBlocked |= !outbox.isCyclic();
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

    private void flushAcks() {
        int left = 0;
        for (int i = 0; i < dirtyAckCount; i++) {
            AckOutbox outbox = dirtyAcks[i];
            if (outbox.flush()) {
                outbox.unlist();
            } else {
                dirtyAcks[left++] = outbox;
            }
        }
        dirtyAckCount = left;
    }

    /** Whether the owner must not take new work, because something it emitted found no room. */
    boolean isBlocked() {
        return blocked;
    }

    boolean isEmpty() {
        return dirtyCount == 0 && dirtyAckCount == 0;
    }

    /** Lets go of what found no room; how many tuples that were. */
    int drop() {
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
    int close() {
        int dropped = drop();
        if (link != null) {
            link.close();
        }
        return dropped;
    }
}
