// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.ack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AckBatchTest {
    @Test
    void acksOfOneRootInARowTakeOnePair() {
        AckBatch batch = new AckBatch(new AckBatch.Folds());
        for (int i = 1; i <= 8; i++) {
            batch.ack(42, 1L << i);
        }
        assertEquals(2, batch.unsentLongs());
        assertEquals(42, batch.unsent()[0]);
        assertEquals(0b111111110, batch.unsent()[1]);
    }

    @Test
    void nothingIsLostOrCountedTwiceInAnyOrder() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            AckBatch batch = new AckBatch(new AckBatch.Folds());
            Map<Long, Long> expected = new HashMap<>();
            Map<Long, Long> received = new HashMap<>();
            int roots = 1 + random.nextInt(300);
            for (int i = 0; i < 2000; i++) {
                long root = 1 + random.nextInt(roots);
                long xor = random.nextLong();
                batch.ack(root, xor);
                expected.merge(root, xor, (a, b) -> a ^ b);
                if (random.nextInt(100) == 0) {
                    take(batch, received, random.nextBoolean());
                }
            }
            take(batch, received, true);
            assertEquals(expected, received, "seed " + seed);
            assertTrue(batch.isEmpty());
        }
    }

    private static void take(AckBatch batch, Map<Long, Long> received, boolean handOver) {
        for (int i = 0; i < batch.unsentLongs(); i += 2) {
            received.merge(batch.unsent()[i], batch.unsent()[i + 1], (a, b) -> a ^ b);
        }
        if (handOver) {
            batch.handedOver();
        } else {
            batch.copied();
        }
    }

    private static void add(Map<Long, Long> received, long[] pairs, int longs) {
        for (int i = 0; i < longs; i += 2) {
            received.merge(pairs[i], pairs[i + 1], (a, b) -> a ^ b);
        }
    }

    @Test
    void onlyAcksFoldedInSinceAreSentAfterAnEarlySend() {
        AckBatch batch = new AckBatch(new AckBatch.Folds());
        batch.ack(1, 0b01);
        batch.ack(2, 0b01);
        AckBatch.SoFar soFar = batch.soFar();
        assertEquals(4, soFar.longs());
        batch.sent(soFar);
        assertEquals(0, batch.soFar().longs());
        batch.ack(2, 0b10);
        batch.ack(3, 0b01);
        assertEquals(4, batch.unsentLongs());
        Map<Long, Long> rest = new HashMap<>();
        add(rest, batch.unsent(), batch.unsentLongs());
        assertEquals(Map.of(2L, 0b10L, 3L, 0b01L), rest);
    }

    /** One thread acks, another one repeatedly sends what there is so far. */
    @Test
    void nothingIsLostOrSentTwiceWhileAnotherThreadSends() throws InterruptedException {
        for (int seed = 0; seed < 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            AckBatch batch = new AckBatch(new AckBatch.Folds());
            Map<Long, Long> expected = new HashMap<>();
            Map<Long, Long> received = new HashMap<>();
            AtomicBoolean done = new AtomicBoolean();
            AtomicInteger sends = new AtomicInteger();
            Thread sender = new Thread(() -> {
                while (!done.get()) {
                    synchronized (received) {
                        AckBatch.SoFar soFar = batch.soFar();
                        add(received, soFar.pairs(), soFar.longs());
                        batch.sent(soFar);
                        sends.incrementAndGet();
                    }
                    Thread.yield();
                }
            });
            sender.start();
            while (sends.get() == 0) {
                Thread.onSpinWait();
            }
            for (int i = 0; i < 50_000; i++) {
                long root = 1 + random.nextInt(40);
                long xor = random.nextLong();
                batch.ack(root, xor);
                expected.merge(root, xor, (a, b) -> a ^ b);
                if (random.nextInt(500) == 0) {
                    synchronized (received) {
                        add(received, batch.unsent(), batch.unsentLongs());
                        batch.handedOver();
                    }
                }
            }
            done.set(true);
            sender.join();
            add(received, batch.unsent(), batch.unsentLongs());
            assertEquals(expected, received, "seed " + seed);
        }
    }
}
