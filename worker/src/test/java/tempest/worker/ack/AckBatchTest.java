// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.ack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AckBatchTest {
    @Test
    void acksOfOneRootInARowTakeOnePair() {
        AckBatch batch = new AckBatch(new AckBatch.Folds());
        for (int i = 1; i <= 8; i++) {
            batch.ack(42, 1L << i);
        }
        assertEquals(2, batch.longs());
        assertEquals(42, batch.pairs()[0]);
        assertEquals(0b111111110, batch.pairs()[1]);
    }

    @Test
    void whateverTheOrderNothingIsLostOrCountedTwice() {
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
        for (int i = 0; i < batch.longs(); i += 2) {
            received.merge(batch.pairs()[i], batch.pairs()[i + 1], (a, b) -> a ^ b);
        }
        if (handOver) {
            batch.handedOver();
        } else {
            batch.copied();
        }
    }
}
