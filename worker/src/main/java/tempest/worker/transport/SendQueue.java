// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The batches for one other worker, in order: first those that were written and are not confirmed, which are numbered by counting, then those
 * that still have to be written. Any thread adds; everything else is called by the event loop unless noted.
 */
final class SendQueue {
    private final Queue<Outgoing> added = new ConcurrentLinkedQueue<>();
    private final AtomicLong addedCount = new AtomicLong();
    private final ArrayDeque<Outgoing> unconfirmed = new ArrayDeque<>();
    private long firstUnconfirmed;
    // Written by the event loop, read by statistics.
    private volatile long written;
    private volatile long confirmed;
    private volatile long lost;

    /** A frame, with what it counts in the {@link SendWindow}. Owned by the event loop once it was polled. */
    private static final class Outgoing {
        private final long addedAt;
        private ByteBuf frame;
        private int weight;
        private boolean expired;

        Outgoing(ByteBuf frame, int weight, long addedAt) {
            this.frame = frame;
            this.weight = weight;
            this.addedAt = addedAt;
        }

        boolean isOlderThan(long time) {
            return addedAt - time < 0;
        }

        /** It keeps its number, and brings nothing. */
        void expire() {
            frame.release();
            frame = Unpooled.buffer(Wire.BATCH_HEADER).setIndex(Wire.BATCH_HEADER, Wire.BATCH_HEADER);
            Wire.prependBatchHeader(frame);
            weight = 0;
            expired = true;
        }
    }

    /** Any thread; {@code now} is the time by which it {@link #expire}s. */
    void add(ByteBuf frame, int weight, long now) {
        addedCount.incrementAndGet();
        added.add(new Outgoing(frame, weight, now));
    }

    /** The next frame to write, which stays here until it is confirmed; null if there is none. */
    ByteBuf next() {
        Outgoing next = added.poll();
        if (next == null) {
            return null;
        }
        unconfirmed.add(next);
        written++;
        return next.frame;
    }

    /** The number of the oldest batch that is not confirmed. */
    long firstUnconfirmed() {
        return firstUnconfirmed;
    }

    int unconfirmedCount() {
        return unconfirmed.size();
    }

    void forEachUnconfirmed(Consumer<ByteBuf> frames) {
        unconfirmed.forEach(batch -> frames.accept(batch.frame));
    }

    /**
     * Removes the batches before a number, which have arrived.
     *
     * @return what they counted
     * @throws ProtocolException if the number is not one of a batch that was written, or of the next one
     */
    long confirmBefore(long next) throws ProtocolException {
        if (next < firstUnconfirmed || next > firstUnconfirmed + unconfirmed.size()) {
            throw new ProtocolException("it wants batch " + next + " next, sent are " + firstUnconfirmed + " to "
                + (firstUnconfirmed + unconfirmed.size()) + " (excluded)");
        }
        long weight = 0;
        for (; firstUnconfirmed < next; firstUnconfirmed++) {
            Outgoing batch = unconfirmed.poll();
            weight += batch.weight;
            batch.frame.release();
            confirmed += batch.expired ? 0 : 1;
        }
        return weight;
    }

    /**
     * Drops what was added before a time. Only while nothing is being written; the numbers of what was written stay.
     *
     * @return what that counted
     */
    long expire(long time) {
        long weight = 0;
        for (Outgoing batch : unconfirmed) {
            if (!batch.isOlderThan(time)) {
                return weight;
            }
            if (!batch.expired) {
                weight += batch.weight;
                batch.expire();
                lost++;
            }
        }
        for (Outgoing batch = added.peek(); batch != null && batch.isOlderThan(time); batch = added.peek()) {
            added.poll();
            weight += batch.weight;
            batch.frame.release();
            lost++;
        }
        return weight;
    }

    /** Drops all batches; returns how many. */
    int dropAll() {
        int dropped = (int) unconfirmed.stream().filter(batch -> !batch.expired).count() + dropAdded();
        lost += dropped;
        unconfirmed.forEach(batch -> batch.frame.release());
        unconfirmed.clear();
        return dropped;
    }

    /** Drops the batches that were not written. Any thread, once nothing is written any more. */
    int dropAdded() {
        int dropped = 0;
        Outgoing batch;
        while ((batch = added.poll()) != null) {
            batch.frame.release();
            dropped++;
        }
        return dropped;
    }

    /** Batches written so far; resent ones are not counted twice. Any thread. */
    long written() {
        return written;
    }

    /** Batches added and neither confirmed nor dropped. Any thread. */
    long pending() {
        return Math.max(0, addedCount.get() - confirmed - lost);
    }

    /** Batches dropped. Any thread. */
    long lost() {
        return lost;
    }
}
