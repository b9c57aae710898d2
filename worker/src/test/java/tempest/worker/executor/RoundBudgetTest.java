// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RoundBudgetTest {
    @Test
    void quickCodeGetsLongerRounds() {
        RoundBudget budget = new RoundBudget();
        for (int i = 0; i < 20; i++) {
            budget.completed(budget.maxCalls(), budget.maxCalls(), 0);
        }
        assertTrue(budget.maxCalls() >= 1024);
    }

    @Test
    void codeIsAssumedSlowUntilItProvesQuick() {
        RoundBudget budget = new RoundBudget();
        assertTrue(budget.isOfSlowCalls());
        budget.completed(1, 1000, 0);
        assertFalse(budget.isOfSlowCalls());
    }

    @Test
    void slowCodeGetsOneCallPerRound() {
        RoundBudget budget = new RoundBudget();
        for (int i = 0; i < 20; i++) {
            budget.completed(budget.maxCalls(), 1000, 0);
        }
        for (int i = 0; i < 20; i++) {
            budget.completed(1, 5_000_000, 0);
        }
        assertTrue(budget.isOfSlowCalls());
    }

    @Test
    void aSingleSlowRoundHalvesTheBudget() {
        RoundBudget budget = new RoundBudget();
        for (int i = 0; i < 20; i++) {
            budget.completed(budget.maxCalls(), 1000, 0);
        }
        int before = budget.maxCalls();
        budget.completed(before, 10_000_000, 0);
        assertEquals(before / 2, budget.maxCalls());
        budget.completed(before / 2, 1000, 0);
        assertEquals(before, budget.maxCalls());
    }

    @Test
    void quickCodeDoesNotStaySlowBecauseItsImmediateSendsTakeLong() {
        RoundBudget budget = new RoundBudget();
        budget.completed(1, 5_000_000, 0);
        budget.completed(1, 101_000, 100_000);
        assertFalse(budget.isOfSlowCalls());
    }
}
