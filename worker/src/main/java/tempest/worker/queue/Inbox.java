// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.queue;

import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicReference;
import tempest.worker.link.AckMessageType;
import tempest.worker.link.CapacityListener;
import tempest.worker.link.Wakeable;
import tempest.worker.tuple.TupleImpl;

/**
 * An executor's inbox: many producers, one consumer, batches in order per producer.
 *
 * <p>Producers call the {@code offer} methods and are refused when the ring is full; they then call {@link #awaitCapacity} and are notified
 * when half of it is free again, so that a slow consumer causes few thread switches. Network threads call {@link #add}, which never refuses:
 * what does not fit waits in an ordered overflow, and its senders are asked to stop. The consumer calls {@link #poll}. No method blocks;
 * waking a parked consumer is the task of its {@link Wakeable}.
 */
public final class Inbox {
    /** Most tuples per batch; with more, they and their values would not fit the first-level cache. */
    public static final int MAX_BATCH = 64;

    /** Longer bursts make rounds no cheaper. */
    private static final int MOST_BURST = 4 * MAX_BATCH;

    /** So that many senders with small batches find capacity, too. */
    private static final int MIN_SLOTS = 512;

    private final RingBuffer<Envelope> ring;
    private final Sequence consumed = new Sequence();
    private final Wakeable consumer;
    private final Congestion congestion;
    private final AtomicReference<Waiting> waiting = new AtomicReference<>();
    private final Overflow overflow = new Overflow();
    /** Approximate number of waiting tuples: a batch is counted just after it is published. */
    private final Sequence tuplesWaiting = new Sequence(0);
    private final InboxSizer sizer;
    /** Its present capacity in tuples: what the consumer processes within a time limit, at most the configured maximum. */
    private volatile int capacity;
    private final int slots;
    private final int maxBatch;
    private volatile int burst = 1;

    /** Notified when the overflow fills and when it is empty again, in this order and under its lock. */
    public interface Congestion {
        void congested(boolean stop);
    }

    private record Waiting(CapacityListener listener, Waiting next) { }

    /** What the network delivered to a full ring; guarded by itself except for {@link #size}. */
    private static final class Overflow {
        private final ArrayDeque<Envelope> batches = new ArrayDeque<>();
        private final ArrayDeque<Long> barriers = new ArrayDeque<>();
        private volatile int size;
    }

    /**
     * @param most tuples it holds, precise to one batch
     * @param consumer woken after each accepted offer
     * @param congestion notified about the overflow
     */
    public Inbox(int most, Wakeable consumer, Congestion congestion) {
        if (most < 1) {
            throw new IllegalArgumentException("an inbox holds at least 1 tuple, not " + most);
        }
        sizer = new InboxSizer(most);
        capacity = Math.min(most, InboxSizer.FIRST_CAPACITY);
        this.consumer = consumer;
        this.congestion = congestion;
        maxBatch = Math.max(1, Math.min(MAX_BATCH, most / 4));
        slots = Integer.highestOneBit(Math.max(2, 2 * Math.max(most / maxBatch, Math.min(most, MIN_SLOTS)) - 1));
        // No thread waits on the ring itself, so the strategy that signals none is right.
        ring = RingBuffer.createMultiProducer(Envelope::new, slots, new BusySpinWaitStrategy());
        consumed.set(ring.getCursor());
        ring.addGatingSequences(consumed);
    }

    /** Most tuples a batch offered here should have. */
    public int maxBatch() {
        return maxBatch;
    }

    /** The consumer reports, after each round, how many tuples it processed. */
    public void took(int tuples, long now) {
        int wanted = sizer.capacity(now, tuples, isEmpty());
        if (wanted != capacity) {
            capacity = wanted;
        }
    }

    /** The consumer reports how many tuples it processes in a short burst. */
    public void takesBursts(int tuples) {
        int rounded = Math.min(MOST_BURST, Integer.highestOneBit(tuples));
        if (rounded != burst) {
            burst = rounded;
        }
    }

    /** How many tuples a producer with many receivers may send here in a burst rather than round-robin. Any thread. */
    public int burst() {
        return burst;
    }

    /** Offers tuples for a task; if they are accepted, the inbox owns the array. */
    public boolean offer(int task, TupleImpl[] tuples, int count) {
        return tuplesWaiting.get() < capacity && publish(task, tuples, null, null, count);
    }

    /** Offers an ack message; if it is accepted, the inbox owns the array. */
    public boolean offerAcks(int task, AckMessageType kind, long[] data, int count) {
        return publish(task, null, kind, data, count);
    }

    private boolean publish(int task, TupleImpl[] tuples, AckMessageType kind, long[] data, int count) {
        long sequence;
        try {
            sequence = ring.tryNext();
        } catch (InsufficientCapacityException e) {
            return false;
        }
        ring.get(sequence).fill(task, tuples, kind, data, count);
        ring.publish(sequence);
        if (tuples != null) {
            tuplesWaiting.addAndGet(count);
        }
        consumer.wake();
        return true;
    }

    /** Adds a batch unconditionally. Either {@code tuples} or {@code kind} and {@code data} are given. */
    public void add(int task, TupleImpl[] tuples, AckMessageType kind, long[] data, int count) {
        if (overflow.size == 0 && (tuples == null || tuplesWaiting.get() < capacity) && publish(task, tuples, kind, data, count)) {
            return;
        }
        synchronized (overflow) {
            // The sender's earlier batches in the ring come first: they lie at or before the cursor.
            overflow.barriers.add(ring.getCursor());
            overflow.batches.add(new Envelope().fill(task, tuples, kind, data, count));
            if (overflow.size++ == 0) {
                congestion.congested(true);
            }
        }
        consumer.wake();
    }

    /**
     * Moves the next batch into {@code target}. Consumer only.
     *
     * @return false if there is none
     */
    public boolean poll(Envelope target) {
        if (overflow.size > 0 && pollOverflow(target)) {
            return true;
        }
        long next = consumed.get() + 1;
        if (!ring.isAvailable(next)) {
            return false;
        }
        ring.get(next).moveTo(target);
        consumed.setVolatile(next);
        if (target.tuples != null) {
            tuplesWaiting.addAndGet(-target.count);
        }
        if (waiting.get() != null && used() <= slots / 2 && tuplesWaiting.get() <= capacity / 2) {
            wakeWaiting();
        }
        return true;
    }

    private boolean pollOverflow(Envelope target) {
        synchronized (overflow) {
            Long barrier = overflow.barriers.peek();
            if (barrier == null || consumed.get() < barrier) {
                return false;
            }
            overflow.barriers.remove();
            overflow.batches.remove().moveTo(target);
            if (--overflow.size == 0) {
                congestion.congested(false);
            }
            return true;
        }
    }

    /**
     * Notifies {@code listener} once when there is capacity. The caller must offer again after this call: capacity may have become free
     * meanwhile.
     */
    public void awaitCapacity(CapacityListener listener) {
        Waiting head = waiting.get();
        while (!waiting.compareAndSet(head, new Waiting(listener, head))) {
            head = waiting.get();
        }
    }

    private void wakeWaiting() {
        for (Waiting w = waiting.getAndSet(null); w != null; w = w.next) {
            w.listener.onCapacity();
        }
    }

    /** Called by the consumer's thread after its last poll: notifies all listeners that still wait. */
    public void abandon() {
        wakeWaiting();
    }

    private long used() {
        return ring.getCursor() - consumed.get();
    }

    /** Whether there is nothing to poll. Any thread. */
    public boolean isEmpty() {
        VarHandle.acquireFence();
        return ring.getCursor() == consumed.get() && overflow.size == 0;
    }

    public boolean isOverflowing() {
        return overflow.size > 0;
    }

    /** Share of the capacity in use, 0 to 1 (1 if it overflows). Any thread. */
    public double fill() {
        double slotsUsed = (ring.getCursor() - consumed.get()) / (double) slots;
        return isOverflowing() ? 1 : Math.max(0, Math.min(1, Math.max(slotsUsed, tuplesWaiting.get() / (double) capacity)));
    }

    /** Tuples waiting in the ring. Any thread. */
    public long tuples() {
        return Math.max(0, tuplesWaiting.get());
    }

    /** Batches waiting. Any thread. */
    public long batches() {
        return ring.getCursor() - consumed.get() + overflow.size;
    }

    public int slots() {
        return slots;
    }
}
