// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.operators.window;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The worked example of "The Dataflow Model" (Akidau and others, VLDB 2015): ten scores of one key, summed up. Their values, their windows and every sum are the
 * paper's; their times are read from its figures, to some seconds. The watermark passes 12:02 before the score of nine comes, which is late.
 */
class DataflowPaperTest {
    private static final long MINUTE = 60_000;

    /** In the order in which they come: value, seconds after 12:00. */
    private static final int[][] SCORES = {{5, 30}, {7, 140}, {3, 190}, {4, 205}, {8, 180}, {3, 255}, {9, 85}, {3, 385}, {8, 430}, {1, 465}};
    /** Where the watermark is after each of them, in seconds after 12:00; in the end it passes all. */
    private static final int[] WATERMARKS = {60, 120, 130, 150, 180, 240, 240, 360, 400, 100_000};
    /** After which of them windows are fired early, as the paper does each minute: before the nine comes, and before the one. */
    private static final List<Integer> EARLY = List.of(3, 5, 8);

    private static List<String> sums(WindowShape shape, OutputMode mode, long lateness, boolean early) {
        List<String> results = new ArrayList<>();
        KeyedWindows<String, Number, Long> windows = KeyedWindows.of(shape, Aggregations.sum(), mode, lateness);
        for (int i = 0; i < SCORES.length; i++) {
            windows.add("k", SCORES[i][0], SCORES[i][1] * 1_000L, r -> results.add(text(r)));
            windows.advance(WATERMARKS[i] * 1_000L, r -> results.add(text(r)));
            if (early && EARLY.contains(i)) {
                windows.fireEarly(r -> results.add(text(r)));
            }
        }
        return results;
    }

    private static String text(WindowResult<String, Long> result) {
        return (result.retraction() ? "-" : "") + result.result();
    }

    @Test
    void allScoresInTheGlobalWindowSumUpToFiftyOne() {
        assertEquals(List.of("51"), sums(new WindowShape.Global(10, true), OutputMode.APPEND, 0, false));
    }

    @Test
    void theGlobalWindowByCountOfTwoDiscarding() {
        List<String> purged = sums(new WindowShape.Global(2, true), OutputMode.APPEND, 0, false);
        assertEquals(List.of("12", "7", "11", "12", "9"), purged);
        assertEquals(purged, sums(new WindowShape.Global(2, false), OutputMode.DISCARD, 0, false));
        assertEquals(List.of("12", "19", "30", "42", "51"), sums(new WindowShape.Global(2, false), OutputMode.UPDATE, 0, false));
    }

    @Test
    void fixedWindowsWithWholeInput() {
        assertEquals(List.of("14", "22", "3", "12"), sums(WindowShape.Hopping.tumbling(2 * MINUTE), OutputMode.APPEND, 100 * MINUTE, false), "as in a batch: nothing is late");
    }

    @Test
    void fixedWindowsAccumulating() {
        assertEquals(List.of("5", "22", "14", "3", "12"), sums(WindowShape.Hopping.tumbling(2 * MINUTE), OutputMode.UPDATE, 10 * MINUTE, false));
    }

    @Test
    void fixedWindowsDiscarding() {
        assertEquals(List.of("5", "22", "9", "3", "12"), sums(WindowShape.Hopping.tumbling(2 * MINUTE), OutputMode.DISCARD, 10 * MINUTE, false));
    }

    @Test
    void fixedWindowsAccumulatingAndRetracting() {
        assertEquals(List.of("5", "22", "-5", "14", "3", "12"), sums(WindowShape.Hopping.tumbling(2 * MINUTE), OutputMode.RETRACT, 10 * MINUTE, false));
    }

    @Test
    void fixedWindowsWithEarlyResults() {
        assertEquals(List.of("5", "14", "22", "3", "14", "3", "11", "12"), sums(WindowShape.Hopping.tumbling(2 * MINUTE), OutputMode.UPDATE, 10 * MINUTE, true));
        assertEquals(List.of("5", "14", "8", "3", "9", "11", "1"), sums(WindowShape.Hopping.tumbling(2 * MINUTE), OutputMode.DISCARD, 10 * MINUTE, true));
    }

    @Test
    void fixedWindowsWithoutLateness() {
        assertEquals(List.of("5", "22", "3", "12"), sums(WindowShape.Hopping.tumbling(2 * MINUTE), OutputMode.UPDATE, 0, false), "the nine is left out");
    }

    @Test
    void slidingWindowsOfTwoMinutesEachMinute() {
        assertEquals(List.of("5", "14", "16", "22", "18", "3", "3", "12", "9"), sums(new WindowShape.Hopping(2 * MINUTE, MINUTE), OutputMode.APPEND, 100 * MINUTE, false));
        assertEquals(List.of("5", "5", "7", "22", "14", "16", "18", "3", "3", "12", "9"),
            sums(new WindowShape.Hopping(2 * MINUTE, MINUTE), OutputMode.UPDATE, 10 * MINUTE, false));
        assertEquals(List.of("5", "5", "7", "22", "9", "9", "18", "3", "3", "12", "9"),
            sums(new WindowShape.Hopping(2 * MINUTE, MINUTE), OutputMode.DISCARD, 10 * MINUTE, false));
    }

    @Test
    void sessionsWithAMinutesGap() {
        assertEquals(List.of("39", "12"), sums(new WindowShape.Session(MINUTE), OutputMode.APPEND, 100 * MINUTE, false));
    }

    @Test
    void sessionsAccumulatingAndRetracting() {
        assertEquals(List.of("5", "14", "-14", "25", "-5", "-25", "39", "11", "-11", "12"), sums(new WindowShape.Session(MINUTE), OutputMode.RETRACT, 10 * MINUTE, true));
    }

    @Test
    void sessionsDiscarding() {
        assertEquals(List.of("5", "14", "11", "9", "11", "1"), sums(new WindowShape.Session(MINUTE), OutputMode.DISCARD, 10 * MINUTE, true));
    }
}
