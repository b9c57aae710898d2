// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class WaitingTuplesTest {
    private final WaitingTuples tuples = new WaitingTuples();

    @Test
    void theOldestWaitsSinceTheHeartbeatByWhichItHadArrived() {
        tuples.record(0, 100, 0, 0);
        tuples.record(10, 100, 5, 0);
        tuples.record(20, 104, 20, 0);
        assertEquals(10, tuples.oldestQueuedSecs(20));
        assertEquals(14, tuples.oldestQueuedSecs(24));
        tuples.record(30, 105, 19, 0);
        assertEquals(10, tuples.oldestQueuedSecs(30));
        tuples.record(40, 124, 0, 0);
        assertEquals(0, tuples.oldestQueuedSecs(40));
    }

    @Test
    void aBoltThatStandsStillHasItsOldestTupleHoweverLongAgoItCame() {
        tuples.record(0, 100, 7, 0);
        for (int now = 3; now <= 3_000; now += 3) {
            tuples.record(now, 100, 7 + now, 0);
        }
        assertEquals(3_000, tuples.oldestQueuedSecs(3_000));
    }

    @Test
    void whatIsHeldIsComparedWithAMinuteAgo() {
        for (int now = 0; now <= 300; now += 3) {
            tuples.record(now, 10L * now, 0, 2L * now);
        }
        assertEquals(600, tuples.held());
        assertEquals(480, tuples.heldBefore(300), 12);
    }

    @Test
    void aRestartedExecutorBeginsAnew() {
        tuples.record(0, 100, 7, 5);
        tuples.record(10, 0, 3, 0);
        assertEquals(0, tuples.oldestQueuedSecs(10));
        assertEquals(0, tuples.heldBefore(10));
    }
}
