// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.operators.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tempest.operators.join.IntervalJoin;
import tempest.operators.join.JoinKind;
import tempest.operators.join.TableJoin;
import tempest.operators.pattern.EventPattern;
import tempest.operators.pattern.KeyedPatterns;

/** Where sums of times and lengths would be more than a long can tell. */
class TimeRangeTest {
    private static final long[] NO_TIMES = {Long.MAX_VALUE, Long.MAX_VALUE - 3, Long.MIN_VALUE, Long.MIN_VALUE + 3, TimeRange.MOST + 1, -TimeRange.MOST - 1};
    private static final List<WindowShape> SHAPES = List.of(WindowShape.Hopping.tumbling(10), new WindowShape.Hopping(10, 3), new WindowShape.Sliding(10), new WindowShape.Session(10),
        WindowShape.Hopping.tumbling(TimeRange.MOST), new WindowShape.Session(TimeRange.MOST));

    private final List<String> results = new ArrayList<>();

    private void keep(WindowResult<String, String> result) {
        results.add((result.retraction() ? "not " : "") + result.result());
    }

    @Test
    void aValueOfNoTimeIsInNoWindowAndLeavesTheOthersAsTheyAre() {
        for (WindowShape shape : SHAPES) {
            KeyedWindows<String, Long, String> windows = KeyedWindows.of(shape, new SumAndCount(), OutputMode.APPEND, 0);
            assertTrue(windows.add("k", 1L, 5, this::keep));
            for (long time : NO_TIMES) {
                assertFalse(windows.add("k", 2L, time, this::keep), () -> shape + " took " + time);
            }
            windows.advance(6, this::keep);
            assertTrue(windows.add("k", 4L, 6, this::keep), shape::toString);
            windows.advance(Long.MAX_VALUE, this::keep);
            assertTrue(results.contains("5/2"), () -> shape + " gave " + results);
            assertEquals(0, windows.keys(), shape::toString);
            results.clear();
        }
    }

    @Test
    void aLatenessOrGraceForEverIsForEver() {
        for (WindowShape shape : SHAPES.subList(0, 4)) {
            KeyedWindows<String, Long, String> windows = KeyedWindows.of(shape, new SumAndCount(), OutputMode.UPDATE, Long.MAX_VALUE);
            windows.add("k", 1L, 5, this::keep);
            windows.advance(1_000_000, this::keep);
            results.clear();
            assertTrue(windows.add("k", 2L, 5, this::keep), shape::toString);
            assertTrue(results.contains("3/2"), () -> shape + " gave " + results);
        }
        List<String> joined = new ArrayList<>();
        TableJoin<String, String, String> tables = new TableJoin<>(JoinKind.INNER, Long.MAX_VALUE);
        tables.advance(1_000_000);
        assertTrue(tables.putLeft("k", "l", 5, r -> joined.add(r.left() + r.right())));
        assertTrue(tables.putRight("k", "r", -5, r -> joined.add(r.left() + r.right())));
        assertFalse(tables.putRight("k", "r", Long.MAX_VALUE, r -> joined.add(r.left() + r.right())));
        IntervalJoin<String, String, String> streams = new IntervalJoin<>(JoinKind.LEFT, Long.MAX_VALUE, Long.MAX_VALUE, 0, l -> { }, r -> { });
        streams.addLeft("k", "l", 5, r -> joined.add(r.left() + r.right()));
        streams.addRight("k", "s", -1_000_000_000_000L, r -> joined.add(r.left() + r.right()));
        streams.advance(1_000_000, r -> joined.add(r.left() + r.right()));
        assertEquals(List.of("lr", "ls"), joined);
        assertThrows(IllegalArgumentException.class, () -> new IntervalJoin<String, String, String>(JoinKind.LEFT, Long.MIN_VALUE, -1, 0, l -> { }, r -> { }));
    }

    @Test
    void aPatternOfNoTimeIsNotWaitedFor() {
        List<String> matches = new ArrayList<>();
        EventPattern<String> pattern = EventPattern.<String>begin("a", what -> what.equals("a")).then("b", what -> what.equals("b")).within(Long.MAX_VALUE - 1);
        KeyedPatterns<String, String, String> patterns = new KeyedPatterns<>(pattern, what -> what, gone -> { });
        assertFalse(patterns.add("k", "a", Long.MAX_VALUE));
        assertTrue(patterns.add("k", "a", 5));
        assertTrue(patterns.add("k", "b", 1_000_000));
        patterns.advance(2_000_000, match -> matches.add(match.events() + " " + match.complete()));
        assertEquals(List.of("{a=[a], b=[b]} true"), matches);
    }

    @Test
    void theFirstTimesThereAreDoNotMoveTheWatermarkToTheLast() {
        SourceProgress<String> progress = new SourceProgress<>(List.of("a"), 5, Long.MAX_VALUE - 1, Long.MAX_VALUE, 0);
        progress.reached("a", Long.MIN_VALUE + 2, 0);
        assertEquals(Long.MIN_VALUE, progress.watermark(0));
        progress.reached("a", 100, 0);
        assertEquals(95, progress.watermark(0));
        assertFalse(progress.isTooFarAhead(100, 50));
    }

    @Test
    void aWindowLongerThanAnyTimeIsRefused() {
        assertEquals("a window of 9223372036854775807 ms; that must not be above 1152921504606846976",
            assertThrows(IllegalArgumentException.class, () -> WindowShape.Hopping.tumbling(Long.MAX_VALUE)).getMessage());
        assertThrows(IllegalArgumentException.class, () -> new WindowShape.Session(Long.MAX_VALUE));
        assertThrows(IllegalArgumentException.class, () -> new WindowShape.Sliding(Long.MAX_VALUE));
    }
}
