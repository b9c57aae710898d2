// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import tempest.worker.link.AckMessageType;
import tempest.worker.tuple.TupleImpl;

class InboxTest {
    private static TupleImpl tuple(int sender, long number) {
        return new TupleImpl(null, sender, List.of(), 1, number, null);
    }

    private static TupleImpl[] batch(int sender, long number) {
        return new TupleImpl[] {tuple(sender, number)};
    }

    @Test
    void aFullInboxRefusesUntilHalfOfItIsFree() {
        AtomicInteger woken = new AtomicInteger();
        Inbox inbox = new Inbox(8, () -> { }, stop -> { });
        int taken = 0;
        while (inbox.offer(1, batch(1, taken), 1)) {
            taken++;
        }
        assertEquals(8, taken);
        assertEquals(1.0, inbox.fill());
        inbox.awaitCapacity(woken::incrementAndGet);
        Envelope envelope = new Envelope();
        for (int i = 0; i < 3; i++) {
            assertTrue(inbox.poll(envelope));
        }
        assertEquals(0, woken.get());
        assertTrue(inbox.poll(envelope));
        assertEquals(1, woken.get());
        assertTrue(inbox.offer(1, batch(1, 9), 1));
    }

    @Test
    void acksFindCapacityWhereTuplesDoNot() {
        Inbox inbox = new Inbox(600, () -> { }, stop -> { });
        while (inbox.offer(1, new TupleImpl[64], 64)) {
            assertTrue(inbox.batches() < 1000);
        }
        assertTrue(inbox.offerAcks(1, AckMessageType.ACK, new long[2], 2));
    }

    @Test
    void batchesFromTheNetworkAreKeptInOrderAndStopTheSenders() {
        List<Boolean> congestion = new ArrayList<>();
        Inbox inbox = new Inbox(4, () -> { }, congestion::add);
        for (int i = 0; i < 20; i++) {
            inbox.add(1, batch(1, i), null, null, 1);
        }
        assertEquals(List.of(true), congestion);
        assertTrue(inbox.isOverflowing());
        Envelope envelope = new Envelope();
        for (int i = 0; i < 20; i++) {
            assertTrue(inbox.poll(envelope));
            assertEquals(i, envelope.tuples()[0].edge());
        }
        assertEquals(List.of(true, false), congestion);
        assertFalse(inbox.poll(envelope));
        assertTrue(inbox.isEmpty());
    }

    /** Seeded stress: local senders that wait for capacity, network senders that never do; nothing lost, nothing twice, each in order. */
    @Test
    void manySendersAndOneReaderAgreeOnEveryTuple() throws Exception {
        int local = 3;
        int remote = 2;
        long each = 60_000;
        for (int capacity : new int[] {2, 64, 2000}) {
            Thread reader = Thread.currentThread();
            Inbox inbox = new Inbox(capacity, () -> LockSupport.unpark(reader), stop -> { });
            List<Thread> senders = new ArrayList<>();
            for (int s = 0; s < local + remote; s++) {
                int sender = s;
                Thread thread = new Thread(() -> {
                    if (sender < local) {
                        sendLocally(inbox, sender, each);
                    } else {
                        for (long n = 0; n < each; n++) {
                            inbox.add(1, batch(sender, n), null, null, 1);
                        }
                    }
                });
                thread.start();
                senders.add(thread);
            }
            long[] next = new long[local + remote];
            Envelope envelope = new Envelope();
            long end = System.nanoTime() + 120_000_000_000L;
            for (long left = each * (local + remote); left > 0; ) {
                if (!inbox.poll(envelope)) {
                    assertTrue(System.nanoTime() < end, "tuples are missing: a wake-up was lost");
                    LockSupport.parkNanos(1_000_000);
                    continue;
                }
                for (int i = 0; i < envelope.count(); i++) {
                    TupleImpl tuple = envelope.tuples()[i];
                    assertEquals(next[tuple.getSourceTask()]++, tuple.edge());
                    left--;
                }
            }
            for (Thread sender : senders) {
                sender.join(60_000);
                assertFalse(sender.isAlive());
            }
        }
    }

    private static void sendLocally(Inbox inbox, int sender, long each) {
        Thread self = Thread.currentThread();
        long n = 0;
        while (n < each) {
            int count = (int) Math.min(each - n, 1 + n % inbox.maxBatch());
            TupleImpl[] tuples = new TupleImpl[count];
            for (int i = 0; i < count; i++) {
                tuples[i] = tuple(sender, n + i);
            }
            while (!inbox.offer(1, tuples, count)) {
                AtomicInteger woken = new AtomicInteger();
                inbox.awaitCapacity(() -> {
                    woken.set(1);
                    LockSupport.unpark(self);
                });
                if (inbox.offer(1, tuples, count)) {
                    break;
                }
                // No timeout: a lost wake-up would hang here and fail the test.
                while (woken.get() == 0) {
                    LockSupport.park();
                }
            }
            n += count;
        }
    }
}
