// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import tempest.worker.ack.AckBatch;
import tempest.worker.link.AckMessageType;
import tempest.worker.link.RemoteLink;
import tempest.worker.link.Wakeable;
import tempest.worker.queue.Inbox;

/**
 * The acks that an emitter has for one spout task. It never blocks its executor: a spout of this worker always accepts acks, so that an ack
 * counts however long that spout sleeps, and acks that find no capacity on the way to another worker wait and fold with later ones.
 */
final class AckOutbox extends Outbox {
    private final AckBatch acks;
    private volatile Roots fails;
    private volatile Roots resets;

    /** Roots of an infrequent message type. */
    private static final class Roots {
        private static final VarHandle COUNT;

        static {
            try {
                COUNT = MethodHandles.lookup().findVarHandle(Roots.class, "count", int.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private final AckMessageType kind;
        private volatile long[] roots = new long[4];
        private int count;
        /** The number sent while the owner was in a call. Guarded by the lock. */
        private int sent;

        Roots(AckMessageType kind) {
            this.kind = kind;
        }

        void add(long root, long task) {
            int more = kind.pairs() ? 2 : 1;
            if (count + more > roots.length) {
                roots = Arrays.copyOf(roots, 2 * roots.length);
            }
            roots[count] = root;
            if (more == 2) {
                roots[count + 1] = task;
            }
            COUNT.setRelease(this, count + more);
        }

        int countSoFar() {
            return (int) COUNT.getAcquire(this);
        }
    }

    AckOutbox(int task, Inbox inbox, RemoteLink link, Wakeable owner, AckBatch.Folds folds) {
        super(task, inbox, link, owner);
        acks = new AckBatch(folds);
    }

    void ack(long root, long xor) {
        acks.ack(root, xor);
    }

    void fail(long root, long bolt) {
        Roots mine = fails == null ? new Roots(AckMessageType.FAIL) : fails;
        mine.add(root, bolt);
        fails = mine;
    }

    void reset(long root) {
        Roots mine = resets == null ? new Roots(AckMessageType.RESET) : resets;
        mine.add(root, 0);
        resets = mine;
    }

    @Override
    boolean flush() {
        if (!acks.isEmpty()) {
            long[] unsent = acks.unsent();
            int longs = acks.unsentLongs();
            if (longs > 0 && !offer(null, AckMessageType.ACK, unsent, longs)) {
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
            if (!sendUpTo(roots, roots.count)) {
                return false;
            }
            roots.count = 0;
            roots.sent = 0;
        }
        return true;
    }

    private boolean sendUpTo(Roots roots, int end) {
        if (end > roots.sent) {
            if (!offer(null, roots.kind, Arrays.copyOfRange(roots.roots, roots.sent, end), end - roots.sent)) {
                return false;
            }
            roots.sent = end;
        }
        return true;
    }

    @Override
    void flushSoFar() {
        if (isWaiting()) {
            return;
        }
        AckBatch.SoFar soFar = acks.soFar();
        if (soFar.longs() > 0 && offer(null, AckMessageType.ACK, soFar.pairs(), soFar.longs())) {
            acks.sent(soFar);
        }
        for (Roots roots : new Roots[] {resets, fails}) {
            if (roots != null) {
                sendUpTo(roots, roots.countSoFar());
            }
        }
    }

    @Override
    boolean holdsUp() {
        return false;
    }

    @Override
    boolean isHeldInCycle() {
        return false;
    }

    @Override
    int drop() {
        return 0;
    }
}
