// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeferredEmitsTest {
    private final DeferredEmits emits = new DeferredEmits();
    private final List<String> run = new ArrayList<>();

    @Test
    void withoutCapacityOnlyOneOfEachKindWaits() {
        assertTrue(emits.offerPeriodic("tick", () -> run.add("first tick"), true));
        assertFalse(emits.offerPeriodic("tick", () -> run.add("second tick"), true));
        assertTrue(emits.offerPeriodic("report", () -> run.add("report"), true));
        assertEquals(0, emits.run(() -> false));
        assertEquals(2, emits.run(() -> true));
        assertEquals(List.of("first tick", "report"), run);
        assertEquals(1, emits.takeSkipped());
        assertEquals(0, emits.takeSkipped());
    }

    @Test
    void withCapacityEachTickRuns() {
        for (int i = 0; i < 5; i++) {
            assertTrue(emits.offerPeriodic("tick", () -> run.add("tick"), false));
        }
        assertEquals(5, emits.run(() -> true));
    }

    @Test
    void itStopsAsSoonAsTheCapacityIsUsedUp() {
        for (int i = 0; i < 5; i++) {
            emits.offer(() -> run.add("emit"));
        }
        assertEquals(2, emits.run(() -> run.size() < 2));
        assertFalse(emits.isEmpty());
        assertEquals(3, emits.run(() -> true));
    }

    @Test
    void atMostTheLimitWaits() {
        for (int i = 0; i < DeferredEmits.MOST; i++) {
            assertTrue(emits.offer(() -> run.add("emit")));
        }
        assertFalse(emits.offer(() -> run.add("one too many")));
        assertFalse(emits.offerPeriodic("tick", () -> run.add("tick"), false));
        assertEquals(1, emits.takeSkipped());
        assertEquals(DeferredEmits.MOST, emits.run(() -> true));
        assertTrue(emits.offer(() -> run.add("emit")));
    }
}
