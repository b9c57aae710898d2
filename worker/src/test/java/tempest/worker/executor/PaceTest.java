// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PaceTest {
    @Test
    void quickCodeGetsLongerRounds() {
        Pace pace = new Pace();
        for (int i = 0; i < 20; i++) {
            pace.done(pace.quantum(), pace.quantum());
        }
        assertTrue(pace.quantum() >= 1024);
    }

    @Test
    void codeThatBlocksIsFlushedAfterEachCall() {
        Pace pace = new Pace();
        for (int i = 0; i < 20; i++) {
            pace.done(pace.quantum(), 1000);
        }
        pace.done(3, 5_000_000);
        assertEquals(1, pace.quantum());
        pace.done(1, 100);
        assertEquals(1, pace.quantum(), "one quick call proves nothing");
    }

    @Test
    void afterManyQuickCallsInARowRoundsGrowAgain() {
        Pace pace = new Pace();
        pace.done(1, 5_000_000);
        for (int i = 0; i < 20_000; i++) {
            pace.done(pace.quantum(), 100);
        }
        assertTrue(pace.quantum() > 1);
    }
}
