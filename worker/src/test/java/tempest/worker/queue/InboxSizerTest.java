// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class InboxSizerTest {
    private static final long MILLI = 1_000_000;

    @Test
    void aSlowConsumerGetsCapacityForTwoSecondsOfWork() {
        InboxSizer throughput = new InboxSizer(32_768);
        int capacity = 0;
        for (int n = 0; n < 1000; n++) {
            capacity = throughput.capacity(n * MILLI, 1, false);
            assertTrue(capacity <= 4096);
        }
        assertEquals(2000, capacity, 100);
    }

    @Test
    void aQuickConsumerGetsTheCapacityThatFitsTheCache() {
        InboxSizer throughput = new InboxSizer(32_768);
        int capacity = 0;
        for (int n = 0; n < 1000; n++) {
            capacity = throughput.capacity(n * MILLI, 1000, n % 10 == 0);
        }
        assertEquals(4096, capacity);
    }

    @Test
    void aVeryQuickConsumerGetsTheCapacityItEmptiesInTwoHundredMicroseconds() {
        InboxSizer throughput = new InboxSizer(32_768);
        int capacity = 0;
        for (int n = 0; n < 100_000; n++) {
            capacity = throughput.capacity(n * 10_000L, 1000, false);
        }
        assertEquals(20_000, capacity, 100);
    }

    @Test
    void aConsumerWithLittleToDoLosesNoCapacity() {
        InboxSizer throughput = new InboxSizer(32_768);
        int capacity = 0;
        for (int n = 0; n < 1000; n++) {
            capacity = throughput.capacity(n * MILLI, n % 100 == 0 ? 1 : 0, true);
        }
        assertEquals(InboxSizer.FIRST_CAPACITY, capacity);
    }

    @Test
    void thereIsAlwaysSomeCapacity() {
        InboxSizer throughput = new InboxSizer(32_768);
        assertTrue(throughput.capacity(1, 0, false) > 0);
        assertTrue(throughput.capacity(100_000 * MILLI, 1, false) > 0);
        assertEquals(2, new InboxSizer(2).capacity(100_000 * MILLI, 0, false));
    }
}
