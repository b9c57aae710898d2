// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

import java.util.Arrays;
import tempest.worker.ack.AckBatch;
import tempest.worker.link.AckKind;
import tempest.worker.link.RemoteLink;
import tempest.worker.link.Waiter;
import tempest.worker.queue.Inbox;

/**
 * What a lane has to tell one spout task. Used by the lane's thread, except for {@link #wake}. Never refuses and never holds up
 * its executor: what finds no room waits and folds with what comes later.
 */
final class AckOutbox implements Waiter {
    private final int task;
    private final Inbox inbox;
    private final RemoteLink link;
    private final Waiter owner;
    private final AckBatch acks;
    private Roots fails;
    private Roots resets;
    private boolean listed;
    private volatile boolean waiting;

    /** Longs that tell of rare events. */
    private static final class Roots {
        private final AckKind kind;
        private long[] roots = new long[4];
        private int count;

        Roots(AckKind kind) {
            this.kind = kind;
        }

        void add(long root) {
            if (count == roots.length) {
                roots = Arrays.copyOf(roots, 2 * count);
            }
            roots[count++] = root;
        }
    }

    AckOutbox(int task, Inbox inbox, RemoteLink link, Waiter owner, AckBatch.Folds folds) {
        acks = new AckBatch(folds);
        this.task = task;
        this.inbox = inbox;
        this.link = link;
        this.owner = owner;
    }

    void ack(long root, long xor) {
        acks.ack(root, xor);
    }

    void fail(long root, int bolt) {
        if (fails == null) {
            fails = new Roots(AckKind.FAIL);
        }
        fails.add(root);
        fails.add(bolt);
    }

    void reset(long root) {
        if (resets == null) {
            resets = new Roots(AckKind.RESET);
        }
        resets.add(root);
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

    /** Sends what is here. False if something is left. */
    boolean flush() {
        if (!acks.isEmpty()) {
            if (!offer(AckKind.ACK, acks.pairs(), acks.longs())) {
                return false;
            }
            if (inbox == null) {
                acks.copied();
            } else {
                acks.handedOver();
            }
        }
        return flush(resets) && flush(fails);
    }

    private boolean flush(Roots roots) {
        if (roots != null && roots.count > 0) {
            if (!offer(roots.kind, Arrays.copyOf(roots.roots, roots.count), roots.count)) {
                return false;
            }
            roots.count = 0;
        }
        return true;
    }

    private boolean offer(AckKind kind, long[] data, int count) {
        if (waiting) {
            return false;
        }
        if (inbox == null) {
            waiting = true;
            boolean promised = false;
            try {
                promised = !link.offerAcks(task, kind, data, count, this);
            } finally {
                if (!promised) {
                    waiting = false; // Also if it threw: nobody would wake us.
                }
            }
            return !promised;
        }
        if (inbox.offerAcks(task, kind, data, count)) {
            return true;
        }
        waiting = true;
        inbox.awaitRoom(this);
        return inbox.offerAcks(task, kind, data, count);
    }

    @Override
    public void wake() {
        waiting = false;
        owner.wake();
    }
}
