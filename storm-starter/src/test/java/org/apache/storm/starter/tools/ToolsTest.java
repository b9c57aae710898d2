// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ToolsTest {
    @Test
    void aSlidingCounterForgetsWhatLeavesTheWindow() {
        SlidingCounter<String> counter = new SlidingCounter<>(2);
        counter.add("a");
        counter.advance();
        counter.add("a");
        counter.add("b");
        assertEquals(Map.of("a", 2L, "b", 1L), counter.totals());
        counter.advance();
        assertEquals(Map.of("a", 1L, "b", 1L), counter.totals());
        counter.advance();
        assertEquals(Map.of(), counter.totals());
        assertThrows(IllegalArgumentException.class, () -> new SlidingCounter<>(0));
    }

    @Test
    void rankingsKeepTheBestInOrder() {
        Rankings rankings = new Rankings(2);
        rankings.update("a", 1);
        rankings.update("b", 3);
        rankings.update("c", 2);
        assertEquals(List.of(new Rankings.Ranked("b", 3), new Rankings.Ranked("c", 2)), rankings.list());
        rankings.update("b", 0);
        assertEquals(List.of(new Rankings.Ranked("c", 2)), rankings.list());
        assertThrows(IllegalArgumentException.class, () -> new Rankings(0));
    }
}
