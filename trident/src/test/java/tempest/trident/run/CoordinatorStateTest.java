// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoordinatorStateTest {
    private final CoordinatorState coordinator = new CoordinatorState(7, 0);
    private final List<String> abandoned = new ArrayList<>();

    private BatchAttempt enter(long transaction, int attempt) {
        return coordinator.enter(transaction, attempt, old -> abandoned.add(old.attempt.toString()));
    }

    @Test
    void rowsOfOneAttemptMeet() {
        assertSame(enter(5, 0), enter(5, 0));
        assertNotSame(enter(5, 0), enter(6, 0));
    }

    @Test
    void aNewerAttemptReplacesAnOlderOne() {
        enter(5, 0);
        assertNotNull(enter(5, 2));
        assertEquals(List.of("5:0"), abandoned);
        assertNull(enter(5, 1));
        assertNull(enter(5, 0));
    }

    @Test
    void whatIsCompleteDoesNotBeginAgain() {
        enter(5, 0);
        enter(6, 0);
        enter(7, 1);
        coordinator.advance(7, old -> abandoned.add(old.attempt.toString()));
        assertEquals(List.of("5:0", "6:0"), abandoned);
        assertNull(enter(6, 3));
        assertNotNull(enter(7, 1));
        assertEquals(1, coordinator.size());
        coordinator.advance(4, old -> abandoned.add("again"));
        assertEquals(2, abandoned.size());
    }
}
