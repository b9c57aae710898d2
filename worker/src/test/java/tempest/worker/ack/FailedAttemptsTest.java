// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.ack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FailedAttemptsTest {
    private final FailedAttempts attempts = new FailedAttempts(3);

    @Test
    void theLastAttemptIsTheOneAfterAllFailuresButOne() {
        assertFalse(attempts.isLast("m"));
        attempts.failed("m", 0);
        assertFalse(attempts.isLast("m"));
        attempts.failed("m", 1);
        assertTrue(attempts.isLast("m"));
        assertFalse(attempts.isLast("another"));
        attempts.failed("m", 2);
        attempts.failed("m", 3);
        assertTrue(attempts.isLast("m"), "a letter that was lost is written again");
    }

    @Test
    void messageIdsAreTheSameIfTheyAreEqual() {
        attempts.failed(List.of("topic", 7), 0);
        attempts.failed(List.of("topic", 7), 0);
        assertTrue(attempts.isLast(List.of("topic", 7)));
    }

    @Test
    void anAckForgetsFailures() {
        attempts.failed("m", 0);
        attempts.failed("m", 0);
        attempts.acked("m");
        attempts.acked("never failed");
        assertFalse(attempts.isLast("m"));
        assertEquals(0, attempts.size());
    }

    @Test
    void aLimitOfOneNeedsNoMemory() {
        FailedAttempts one = new FailedAttempts(1);
        assertTrue(one.isLast("m"));
        one.failed("m", 0);
        assertEquals(0, one.size());
        assertThrows(IllegalArgumentException.class, () -> new FailedAttempts(0));
    }

    @Test
    void aFailureIsForgottenAfterAnHour() {
        attempts.failed("old", 0);
        attempts.failed("old", 0);
        attempts.failed("new", FailedAttempts.KEPT_NANOS - 1);
        assertTrue(attempts.isLast("old"));
        attempts.failed("new", FailedAttempts.KEPT_NANOS);
        assertFalse(attempts.isLast("old"));
        assertTrue(attempts.isLast("new"));
    }

    @Test
    void theMessagesThatFailedTheLongestAgoMakeRoom() {
        for (int i = 0; i < FailedAttempts.MOST_MESSAGES; i++) {
            attempts.failed(i, i);
        }
        attempts.failed(0, FailedAttempts.MOST_MESSAGES);
        attempts.failed("one more", FailedAttempts.MOST_MESSAGES);
        assertEquals(FailedAttempts.MOST_MESSAGES, attempts.size());
        assertTrue(attempts.isLast(0), "it failed lately");
        attempts.failed(1, FailedAttempts.MOST_MESSAGES);
        assertFalse(attempts.isLast(1), "it was forgotten and begins again");
    }

    @Test
    void theMarkOfARootChangesNeitherItsTaskNorItsSlot() {
        SplittableRandom random = new SplittableRandom(16);
        for (int i = 0; i < 10_000; i++) {
            int task = random.nextInt(1, RootId.MAX_TASK + 1);
            int slot = random.nextInt(RootId.MAX_SLOTS);
            int generation = random.nextInt();
            long first = RootId.of(task, generation, slot, false);
            long last = RootId.of(task, generation, slot, true);
            assertFalse(RootId.isLastAttempt(first));
            assertTrue(RootId.isLastAttempt(last));
            assertEquals(task, RootId.task(last));
            assertEquals(task, RootId.task(first));
            assertEquals(slot, RootId.slot(last));
        }
    }
}
