// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RoundBudgetTest {
    @Test
    void quickCodeGetsLongerRounds() {
        RoundBudget budget = new RoundBudget();
        for (int i = 0; i < 20; i++) {
            budget.completed(budget.maxCalls(), budget.maxCalls());
        }
        assertTrue(budget.maxCalls() >= 1024);
    }

    @Test
    void codeThatBlocksIsFlushedAfterEachCall() {
        RoundBudget budget = new RoundBudget();
        for (int i = 0; i < 20; i++) {
            budget.completed(budget.maxCalls(), 1000);
        }
        budget.completed(3, 5_000_000);
        assertEquals(1, budget.maxCalls());
        budget.completed(1, 100);
        assertEquals(1, budget.maxCalls(), "one quick call proves nothing");
    }

    @Test
    void afterManyQuickCallsInARowRoundsGrowAgain() {
        RoundBudget budget = new RoundBudget();
        budget.completed(1, 5_000_000);
        for (int i = 0; i < 20_000; i++) {
            budget.completed(budget.maxCalls(), 100);
        }
        assertTrue(budget.maxCalls() > 1);
    }
}
