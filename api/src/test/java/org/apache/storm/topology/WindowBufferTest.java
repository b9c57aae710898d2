// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.storm.TestTuples;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.junit.jupiter.api.Test;

class WindowBufferTest {
    private static final Fields N = new Fields("n");
    private final List<String> fired = new ArrayList<>();
    private final List<Object> expired = new ArrayList<>();

    private static List<Object> numbers(List<Tuple> tuples) {
        return tuples.stream().map(tuple -> tuple.getValue(0)).collect(Collectors.toList());
    }

    private WindowBuffer<Tuple> buffer(int lengthCount, long lengthMs, int slideCount, long slideMs) {
        return new WindowBuffer<>(new WindowBuffer.Spec(lengthCount, lengthMs, slideCount, slideMs), new WindowBuffer.Sink<>() {
            @Override
            public void expired(Tuple tuple) {
                expired.add(tuple.getValue(0));
            }

            @Override
            public void window(List<Tuple> all, List<Tuple> fresh, List<Tuple> left, long end) {
                fired.add(end + ":" + numbers(all) + " new " + numbers(fresh) + " left " + numbers(left));
            }
        });
    }

    private static Tuple tuple(Object n) {
        return TestTuples.of(N, n);
    }

    private void put(WindowBuffer<Tuple> buffer, long... times) {
        for (long time : times) {
            buffer.put(tuple(time), time, false);
        }
    }

    @Test
    void aWindowListsItsTuplesAsTheyArrivedWhateverTheirTimes() {
        WindowBuffer<Tuple> buffer = buffer(0, 10, 0, 5);
        put(buffer, 4, 2, 5, 1, 8, 6, 7);
        buffer.advance(10);
        assertEquals(List.of("5:[4, 2, 5, 1] new [4, 2, 5, 1] left []", "10:[4, 2, 5, 1, 8, 6, 7] new [8, 6, 7] left []"), fired);
        put(buffer, 14, 11);
        buffer.advance(15);
        assertEquals("15:[8, 6, 7, 14, 11] new [14, 11] left [4, 2, 5, 1]", fired.get(2));
    }

    @Test
    void theOrderOfArrivalIsRestored() {
        WindowBuffer<Tuple> buffer = buffer(0, 10, 0, 10);
        put(buffer, 4, 2, 3);
        WindowBuffer<Tuple> restored = buffer(0, 10, 0, 10);
        restored.restore(buffer.entries(), true);
        put(restored, 1);
        restored.advance(10);
        assertEquals(List.of("10:[4, 2, 3, 1] new [4, 2, 3, 1] left []"), fired);
    }

    @Test
    void aTumblingWindowOfACountHoldsEachTupleOnce() {
        WindowBuffer<Tuple> buffer = buffer(3, 0, 3, 0);
        for (int i = 1; i <= 7; i++) {
            buffer.arrived(tuple(i), 100 + i, false);
        }
        assertEquals(List.of("103:[1, 2, 3] new [1, 2, 3] left []", "106:[4, 5, 6] new [4, 5, 6] left [1, 2, 3]"), fired);
        assertEquals(List.of(1, 2, 3), expired);
    }

    @Test
    void aSlidingWindowOfACountTellsWhatIsNewAndWhatLeft() {
        WindowBuffer<Tuple> buffer = buffer(3, 0, 2, 0);
        for (int i = 1; i <= 6; i++) {
            buffer.arrived(tuple(i), i, false);
        }
        assertEquals(List.of("2:[1, 2] new [1, 2] left []", "4:[2, 3, 4] new [3, 4] left [1]", "6:[4, 5, 6] new [5, 6] left [2, 3]"), fired);
    }

    @Test
    void aWindowOfTimeExcludesItsStartAndIncludesItsEnd() {
        WindowBuffer<Tuple> buffer = buffer(0, 10, 0, 5);
        buffer.startAt(90);
        buffer.arrived(tuple("a"), 91, false);
        buffer.arrived(tuple("b"), 95, false);
        buffer.tick(94);
        buffer.tick(95);
        buffer.tick(100);
        assertEquals(List.of("95:[a, b] new [a, b] left []", "100:[a, b] new [] left []"), fired);
        buffer.tick(105);
        buffer.tick(200);
        assertEquals(2, fired.size(), "an empty window does not fire");
        assertEquals(List.of("a", "b"), expired);
    }

    @Test
    void aLateTimerLosesNothingAndATupleOfTheMillisecondAWindowEndedInIsInTheNext() {
        WindowBuffer<Tuple> buffer = buffer(0, 10, 0, 10);
        buffer.startAt(0);
        for (int time : new int[] {3, 10, 11, 25}) {
            buffer.arrived(tuple(time), time, false);
        }
        buffer.tick(30);
        buffer.arrived(tuple("same"), 30, false);
        buffer.tick(47);
        assertEquals(List.of("10:[3, 10] new [3, 10] left []", "20:[11] new [11] left [3, 10]", "30:[25] new [25] left [11]",
            "40:[same] new [same] left [25]"), fired);
        assertEquals(50, buffer.nextEnd());
    }

    @Test
    void aLongPauseOfAnIdleWindowCostsNothing() {
        WindowBuffer<Tuple> buffer = buffer(0, 10, 0, 1);
        buffer.startAt(0);
        buffer.tick(1_000_000_000_000L);
        buffer.arrived(tuple("x"), 2_000_000_000_000L, false);
        buffer.tick(2_000_000_000_000L);
        assertEquals(List.of("2000000000000:[x] new [x] left []"), fired);
    }

    @Test
    void aWindowOfTimeThatSlidesByACountLetsGoOfOldTuplesEvenIfItDoesNotFire() {
        WindowBuffer<Tuple> buffer = buffer(0, 10, 1000, 0);
        for (int i = 0; i < 200; i++) {
            buffer.arrived(tuple(i), i, false);
        }
        assertTrue(fired.isEmpty());
        assertEquals(190, expired.size());
    }

    @Test
    void windowsOfEventTimeEndAtMultiplesOfTheSlideWhateverTheOrderOfArrival() {
        WindowBuffer<Tuple> buffer = buffer(0, 10, 0, 5);
        put(buffer, 12, 3, 7, 5, 11);
        buffer.advance(12);
        assertEquals(List.of("5:[3, 5] new [3, 5] left []", "10:[3, 7, 5] new [7] left []"), fired);
        buffer.advance(15);
        assertEquals("15:[12, 7, 11] new [12, 11] left [3, 5]", fired.get(2));
    }

    @Test
    void aLongGapInEventTimeIsJumpedOver() {
        WindowBuffer<Tuple> buffer = buffer(0, 10, 0, 10);
        put(buffer, 1, 1_000_000_000_001L);
        buffer.advance(1_000_000_000_010L);
        assertEquals(List.of("10:[1] new [1] left []", "1000000000010:[1000000000001] new [1000000000001] left [1]"), fired);
    }

    @Test
    void aCountByEventTimeGoesByTheOrderOfTimeAndWaitsForTheWatermark() {
        WindowBuffer<Tuple> buffer = buffer(2, 0, 2, 0);
        put(buffer, 4, 1, 3, 2, 9);
        buffer.advance(3);
        assertEquals(List.of("2:[1, 2] new [1, 2] left []"), fired);
        buffer.advance(9);
        assertEquals(List.of("2:[1, 2] new [1, 2] left []", "4:[4, 3] new [4, 3] left [1, 2]"), fired);
    }

    @Test
    void timesBeforeTheEpochAlignToo() {
        WindowBuffer<Tuple> buffer = buffer(0, 10, 0, 10);
        put(buffer, -12, -10, -1);
        buffer.advance(0);
        assertEquals(List.of("-10:[-12, -10] new [-12, -10] left []", "0:[-1] new [-1] left [-12, -10]"), fired);
    }

    @Test
    void tumblingWindowsOfEventTimePartitionAnyStream() {
        Random random = new Random(42);
        for (int run = 0; run < 200; run++) {
            fired.clear();
            List<Long> seen = new ArrayList<>();
            int slide = 1 + random.nextInt(20);
            WindowBuffer<Tuple> buffer = new WindowBuffer<>(new WindowBuffer.Spec(0, slide, 0, slide), new WindowBuffer.Sink<>() {
                @Override
                public void expired(Tuple tuple) {
                }

                @Override
                public void window(List<Tuple> all, List<Tuple> fresh, List<Tuple> left, long end) {
                    assertEquals(all, fresh);
                    assertEquals(0, end % slide);
                    for (Tuple tuple : all) {
                        long time = (Long) tuple.getValue(0);
                        assertTrue(time > end - slide && time <= end);
                        seen.add(time);
                    }
                }
            });
            long watermark = Long.MIN_VALUE;
            List<Long> put = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                long time = Math.max(watermark, 0) + random.nextInt(100);
                if (!buffer.isOver(time)) {
                    put(buffer, time);
                    put.add(time);
                }
                if (random.nextInt(10) == 0) {
                    watermark = Math.max(watermark, time);
                    buffer.advance(watermark);
                }
            }
            buffer.advance(Long.MAX_VALUE / 2);
            put.sort(null);
            seen.sort(null);
            assertEquals(put, seen);
        }
    }

    @Test
    void aTupleOfTheLastTimeThereIsEndsTheWindowsBeforeItAndNoneOfItsOwn() {
        for (long[] spec : new long[][] {{10, 10}, {10, 5}, {10, 15}}) {
            fired.clear();
            WindowBuffer<Tuple> buffer = buffer(0, spec[0], 0, spec[1]);
            put(buffer, 8, Long.MAX_VALUE, Long.MAX_VALUE - 1, Long.MAX_VALUE - 30);
            assertTimeoutPreemptively(Duration.ofSeconds(60), () -> buffer.advance(Long.MAX_VALUE));
            assertTrue(fired.get(0).contains(":[8] new"), fired::toString);
            assertEquals(1, fired.stream().filter(window -> window.contains("new [" + (Long.MAX_VALUE - 30) + "]")).count(), fired::toString);
            assertTrue(fired.size() < 8, fired::toString);
        }
    }

    @Test
    void theFirstTimesThereAreDoNotMoveTheWatermarkToTheLast() {
        GlobalStreamId a = new GlobalStreamId("a", "default");
        Watermark watermark = new Watermark(Set.of(a), new Watermark.Bounds(5, 0, 0), 0);
        watermark.track(a, Long.MIN_VALUE + 2, 0);
        assertFalse(watermark.advance(0), () -> "it is at " + watermark.reached());
        watermark.track(a, 100, 0);
        assertTrue(watermark.advance(0));
        assertEquals(95, watermark.reached());
    }

    @Test
    void theWatermarkIsHeldBackByTheSlowestStreamAndTheLag() {
        GlobalStreamId a = new GlobalStreamId("a", "default");
        GlobalStreamId b = new GlobalStreamId("b", "default");
        Watermark watermark = new Watermark(Set.of(a, b), new Watermark.Bounds(5, 0, 0), 0);
        assertTrue(watermark.track(a, 100, 0));
        assertFalse(watermark.advance(1_000_000), "stream b was not heard of");
        assertTrue(watermark.track(b, 50, 0));
        assertTrue(watermark.advance(0));
        assertEquals(45, watermark.reached());
        assertFalse(watermark.track(a, 44, 0));
        assertTrue(watermark.track(a, 45, 0));
        assertFalse(watermark.advance(0));
        assertFalse(watermark.isTooFarAhead(Long.MAX_VALUE, 0), "as on Storm, no time is too far ahead unless that is set");
    }

    @Test
    void whatHoldsTheWatermarkBackIsKnownAndByHowMuch() {
        GlobalStreamId a = new GlobalStreamId("a", "default");
        GlobalStreamId b = new GlobalStreamId("b", "more");
        Watermark watermark = new Watermark(Set.of(a, b), new Watermark.Bounds(5, 0, 1_000), 0);
        assertEquals(0, watermark.behind(), "there was no time yet");
        watermark.track(a, 100, 0);
        watermark.track(a, 300, 0);
        watermark.advance(0);
        assertEquals("b/more", watermark.heldBackBy(0));
        assertEquals(200, watermark.behind(), "time has come so far since the first tuple, and the watermark has not begun");
        watermark.track(b, 400, 500);
        watermark.advance(500);
        assertEquals("a/default", watermark.heldBackBy(500));
        assertEquals(105, watermark.behind());
        assertEquals("b/more", watermark.heldBackBy(1_000), "the other one is idle");
        assertEquals("", watermark.heldBackBy(1_500), "both are");
        watermark.track(b, Long.MAX_VALUE, 1_500);
        watermark.track(a, Long.MIN_VALUE, 1_500);
        assertTrue(watermark.behind() > 0);
    }

    @Test
    void aStreamThatIsIdleForLongEnoughNoLongerHoldsTheWatermarkBack() {
        GlobalStreamId a = new GlobalStreamId("a", "default");
        GlobalStreamId b = new GlobalStreamId("b", "default");
        Watermark watermark = new Watermark(Set.of(a, b), new Watermark.Bounds(0, 0, 1_000), 10_000);
        watermark.track(a, 100, 10_900);
        assertFalse(watermark.advance(10_999));
        assertTrue(watermark.advance(11_000));
        assertEquals(100, watermark.reached());
        assertTrue(watermark.track(b, 120, 11_100));
        watermark.track(a, 200, 11_200);
        assertTrue(watermark.advance(11_300));
        assertEquals(120, watermark.reached(), "what is heard of again counts again");
        assertFalse(watermark.advance(99_999), "where all are idle, time stands still");
    }

    @Test
    void aTimeTooFarAheadOfTheClockIsKnown() {
        Watermark watermark = new Watermark(Set.of(new GlobalStreamId("a", "default")), new Watermark.Bounds(0, 60_000, 0), 0);
        assertFalse(watermark.isTooFarAhead(1_060_000, 1_000_000));
        assertTrue(watermark.isTooFarAhead(1_060_001, 1_000_000));
        assertTrue(watermark.isTooFarAhead(Long.MAX_VALUE, -5));
        assertFalse(watermark.isTooFarAhead(Long.MIN_VALUE, 1_000_000));
    }
}
