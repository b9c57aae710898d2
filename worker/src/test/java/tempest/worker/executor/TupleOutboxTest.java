// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import tempest.worker.queue.Batches;
import tempest.worker.queue.Inbox;
import tempest.worker.tuple.TupleImpl;

class TupleOutboxTest {
    private static final int TASK = 3;

    private final Inbox inbox = new Inbox(4096, () -> { }, stop -> { });
    private final ReentrantLock lock = new ReentrantLock();
    private final TupleOutbox outbox = new TupleOutbox(TASK, false, inbox, null, () -> { }, lock, (task, tuples, count) -> { });
    private final List<Object> arrived = new ArrayList<>();

    private static TupleImpl tuple(int n) {
        return new TupleImpl(null, 1, List.of(n), 0, 0, null);
    }

    private void take() {
        Batches.drain(inbox, tuple -> arrived.add(tuple.getValue(0)));
    }

    private static List<Object> numbers(int end) {
        List<Object> numbers = new ArrayList<>();
        for (int n = 0; n < end; n++) {
            numbers.add(n);
        }
        return numbers;
    }

    @Test
    void tuplesSentEarlyAreNotSentAgain() {
        for (int n = 0; n < 10; n++) {
            outbox.add(tuple(n));
            if (n % 3 == 0) {
                outbox.flushSoFar();
            }
        }
        take();
        assertEquals(numbers(10), arrived);
        outbox.add(tuple(10));
        outbox.add(tuple(11));
        assertTrue(outbox.flush());
        take();
        assertEquals(numbers(12), arrived);
    }

    @Test
    void refusedTuplesAreSentInOrderByAnyThread() {
        Inbox small = new Inbox(16, () -> { }, stop -> { });
        TupleOutbox full = new TupleOutbox(TASK, false, small, null, () -> { }, lock, (task, tuples, count) -> { });
        for (int n = 0; n < 60; n++) {
            full.add(tuple(n));
        }
        assertTrue(full.isBlocked());
        assertFalse(full.flush());
        for (int i = 0; i < 100 && arrived.size() < 60; i++) {
            Batches.drain(small, tuple -> arrived.add(tuple.getValue(0)));
            full.flushSoFar();
        }
        assertEquals(numbers(60), arrived);
        assertFalse(full.isBlocked());
        assertTrue(full.flush());
    }

    /** Who sends for the owner may wait in a serializer for a monitor that the owner holds in its call: then the owner must not wait for it. */
    @Test
    void theOwnerDoesNotWaitForTheOneThatSendsForIt() throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Thread sender = new Thread(() -> {
            lock.lock();
            try {
                held.countDown();
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                lock.unlock();
            }
        });
        sender.setDaemon(true);
        sender.start();
        held.await();
        for (int n = 0; n < 1000; n++) {
            outbox.add(tuple(n));
        }
        release.countDown();
        sender.join();
        flush();
        take();
        assertEquals(numbers(1000), arrived);
    }

    /** The owner adds and sometimes flushes, while another thread sends what there is so far. */
    @Test
    void tuplesArriveOnceAndInOrderFromAnyThread() throws InterruptedException {
        int count = 300_000;
        AtomicBoolean done = new AtomicBoolean();
        Thread sender = new Thread(() -> {
            while (!done.get()) {
                lock.lock();
                try {
                    outbox.flushSoFar();
                } finally {
                    lock.unlock();
                }
                Thread.yield();
            }
        });
        Thread receiver = new Thread(() -> {
            while (arrived.size() < count) {
                take();
                Thread.onSpinWait();
            }
        });
        sender.start();
        receiver.start();
        SplittableRandom random = new SplittableRandom(1);
        for (int n = 0; n < count; n++) {
            outbox.add(tuple(n));
            if (random.nextInt(50) == 0) {
                flush();
            }
        }
        flush();
        receiver.join(60_000);
        done.set(true);
        sender.join();
        assertEquals(numbers(count), arrived);
    }

    private void flush() {
        boolean all;
        do {
            lock.lock();
            try {
                all = outbox.flush();
            } finally {
                lock.unlock();
            }
        } while (!all);
    }
}
