// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class GrowthTest {
    private final Growth growth = new Growth(4);

    private void take(double... values) {
        for (double value : values) {
            growth.add("threads", value, 5);
        }
    }

    @Test
    void whatRisesSlowlyAfterAllHadSettledGrew() {
        take(10, 60, 100, 100, 106, 112, 118, 117, 119);
        assertEquals(List.of("threads grew from 100 to 117"), growth.grown());
    }

    @Test
    void whatComesAndGoesDidNot() {
        take(10, 60, 100, 100, 200, 101, 200, 101, 200);
        assertEquals(List.of(), growth.grown());
    }

    @Test
    void whatRoseBeforeAllHadSettledIsNoGrowth() {
        take(1, 2, 100, 90, 95, 95, 96);
        assertEquals(List.of(), growth.grown());
    }

    @Test
    void aTenthAndTheSlackAreAllowed() {
        take(100, 100, 100, 100, 115, 115, 115);
        assertEquals(List.of(), growth.grown());
        take(116, 116, 116);
        assertEquals(List.of("threads grew from 100 to 116"), growth.grown());
    }

    @Test
    void theTableTellsTheHighestOnceSettledAndTheLowestInTheEnd() {
        take(1, 2, 100, 90, 95, 94, 96);
        assertEquals(List.of("| threads | 100 | 94 |"), growth.rows());
    }

    @Test
    void tooFewFiguresProveNothing() {
        take(1, 2, 3, 100, 200, 300);
        assertEquals(List.of(), growth.grown());
    }
}
