// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.operators.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.functions.windowing.WindowFunction;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.windowing.assigners.EventTimeSessionWindows;
import org.apache.flink.streaming.api.windowing.assigners.GlobalWindows;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.WindowAssigner;
import org.apache.flink.streaming.api.windowing.triggers.CountTrigger;
import org.apache.flink.streaming.api.windowing.triggers.EventTimeTrigger;
import org.apache.flink.streaming.api.windowing.triggers.PurgingTrigger;
import org.apache.flink.streaming.api.windowing.triggers.Trigger;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.streaming.api.windowing.windows.Window;
import org.apache.flink.streaming.runtime.operators.windowing.WindowOperatorBuilder;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

/**
 * The same records and watermarks give, after every step, the same results and the same late records as Flink's window operator: tumbling, hopping, session
 * (with one gap, or with one in each record) and global windows, with an allowed lateness, accumulating and purging. A watermark there is the last time that is
 * over, here the first one that is not: one more. A session ends there with the gap after its last record, while a record just then still joins it; here it is
 * complete one millisecond later. So the watermarks of sessions are even here and their ends odd. A null key ends the job there and is a key here.
 */
class AsInFlinkTest {
    private static final OutputTag<Tuple3<String, Long, Long>> LATE = new OutputTag<>("late", Types.TUPLE(Types.STRING, Types.LONG, Types.LONG));

    /** What is done to both; a record has key, value and gap. */
    private static final class Case {
        final WindowShape shape;
        final boolean ownGaps;
        final boolean discard;
        final long lateness;

        Case(Random random) {
            long size = 1 + 2 * random.nextInt(15);
            shape = switch (random.nextInt(5)) {
                case 0 -> WindowShape.Hopping.tumbling(size);
                case 1 -> new WindowShape.Hopping(size, 1 + random.nextInt((int) size));
                case 2 -> new WindowShape.Global(1 + random.nextInt(4), false);
                default -> new WindowShape.Session(size);
            };
            ownGaps = shape instanceof WindowShape.Session && random.nextBoolean();
            discard = random.nextBoolean();
            lateness = random.nextBoolean() ? 0 : 2 * random.nextInt(15);
        }

        @Override
        public String toString() {
            return shape + (ownGaps ? " with gaps of its records" : "") + (discard ? " discarding" : " accumulating") + ", lateness " + lateness;
        }
    }

    /** Sum and number as text. */
    private static final class Sum implements AggregateFunction<Tuple3<String, Long, Long>, String, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public String createAccumulator() {
            return "0/0";
        }

        @Override
        public String add(Tuple3<String, Long, Long> value, String sum) {
            return merge(sum, value.f1 + "/1");
        }

        @Override
        public String getResult(String sum) {
            return sum;
        }

        @Override
        public String merge(String one, String other) {
            String[] a = one.split("/");
            String[] b = other.split("/");
            return Long.parseLong(a[0]) + Long.parseLong(b[0]) + "/" + (Long.parseLong(a[1]) + Long.parseLong(b[1]));
        }
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, Tuple3<String, Long, Long>, String> flink(Case of) throws Exception {
        Trigger<Object, TimeWindow> trigger = of.discard ? PurgingTrigger.of(EventTimeTrigger.create()) : EventTimeTrigger.create();
        if (of.shape instanceof WindowShape.Hopping hopping) {
            return operator(SlidingEventTimeWindows.of(Duration.ofMillis(hopping.size()), Duration.ofMillis(hopping.advance())), trigger, of.lateness);
        } else if (of.shape instanceof WindowShape.Global global) {
            return operator(GlobalWindows.create(), of.discard ? PurgingTrigger.of(CountTrigger.of(global.every())) : CountTrigger.of(global.every()), of.lateness);
        } else if (of.ownGaps) {
            return operator(EventTimeSessionWindows.<Tuple3<String, Long, Long>>withDynamicGap(record -> record.f2), trigger, of.lateness);
        }
        return operator(EventTimeSessionWindows.withGap(Duration.ofMillis(((WindowShape.Session) of.shape).gap())), trigger, of.lateness);
    }

    private static <W extends Window> KeyedOneInputStreamOperatorTestHarness<String, Tuple3<String, Long, Long>, String> operator(
            WindowAssigner<? super Tuple3<String, Long, Long>, W> assigner, Trigger<? super Tuple3<String, Long, Long>, ? super W> trigger, long lateness) throws Exception {
        TypeInformation<Tuple3<String, Long, Long>> type = Types.TUPLE(Types.STRING, Types.LONG, Types.LONG);
        KeySelector<Tuple3<String, Long, Long>, String> key = record -> record.f0;
        WindowOperatorBuilder<Tuple3<String, Long, Long>, String, W> builder = new WindowOperatorBuilder<>(assigner, trigger, new ExecutionConfig(), type, key, Types.STRING);
        builder.allowedLateness(Duration.ofMillis(lateness));
        builder.sideOutputLateData(LATE);
        WindowFunction<String, String, String, W> text = (of, window, sums, out) -> sums.forEach(sum -> out.collect(of + " "
            + (window instanceof TimeWindow time ? time.getStart() + "-" + time.getEnd() + " " : "") + sum));
        OneInputStreamOperator<Tuple3<String, Long, Long>, String> operator = builder.aggregate(new Sum(), text, Types.STRING);
        KeyedOneInputStreamOperatorTestHarness<String, Tuple3<String, Long, Long>, String> harness = new KeyedOneInputStreamOperatorTestHarness<>(operator, key, Types.STRING);
        harness.open();
        return harness;
    }

    /** What came since this was called last, without watermarks. */
    private static List<String> drain(KeyedOneInputStreamOperatorTestHarness<String, Tuple3<String, Long, Long>, String> flink) {
        List<String> results = new ArrayList<>();
        for (Object each = flink.getOutput().poll(); each != null; each = flink.getOutput().poll()) {
            if (each instanceof StreamRecord<?> record) {
                results.add((String) record.getValue());
            }
        }
        results.sort(null);
        return results;
    }

    private static int lateRecords(KeyedOneInputStreamOperatorTestHarness<String, Tuple3<String, Long, Long>, String> flink) {
        return flink.getSideOutput(LATE) == null ? 0 : flink.getSideOutput(LATE).size();
    }

    @Test
    void windowsGiveWhatFlinksWindowOperatorGivesAfterEveryStep() throws Exception {
        int late = 0;
        int given = 0;
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            Case of = new Case(random);
            StringBuilder steps = new StringBuilder("seed " + seed + " " + of + ":");
            List<String> ours = new ArrayList<>();
            KeyedWindows<String, Long, String> windows = KeyedWindows.of(of.shape, new SumAndCount(), of.discard ? OutputMode.DISCARD : OutputMode.UPDATE, of.lateness);
            int lateHere = 0;
            Set<String> ends = new HashSet<>();
            long now = 2 * random.nextInt(50) - 40;
            long watermark = now - 40;
            boolean global = of.shape instanceof WindowShape.Global;
            try (KeyedOneInputStreamOperatorTestHarness<String, Tuple3<String, Long, Long>, String> flink = flink(of)) {
                for (long step = 0; step < 50; step++) {
                    if (random.nextInt(4) == 0) {
                        watermark = Math.max(watermark, now - 2 * random.nextInt(10));
                        steps.append(" |").append(watermark);
                        windows.advance(watermark, r -> ours.add(text(r, global)));
                        flink.processWatermark(watermark - 1);
                    } else {
                        now += 2 * (random.nextInt(10) == 0 ? random.nextInt(30) : random.nextInt(4));
                        long time = now - (random.nextInt(3) == 0 ? 2 * random.nextInt(30) : 0);
                        long gap = of.ownGaps ? 1 + 2 * random.nextInt(15) : of.shape instanceof WindowShape.Session session ? session.gap() : 0;
                        String key = "k" + random.nextInt(2);
                        while (of.ownGaps && !ends.add(key + (time + gap))) {
                            gap += 2; // see aRecordThatSpansItsWholeSessionMakesFlinkForgetTheOthers
                        }
                        for (int copies = !of.ownGaps && random.nextInt(6) == 0 ? 2 : 1; copies > 0; copies--) {
                            steps.append(' ').append(key).append('@').append(time).append('=').append(step).append(gap > 0 ? "+" + gap : "");
                            boolean taken = gap > 0 ? windows.add(key, step, time, gap, r -> ours.add(text(r, global))) : windows.add(key, step, time, r -> ours.add(text(r, global)));
                            lateHere += taken ? 0 : 1;
                            flink.processElement(new Tuple3<>(key, step, gap), time);
                        }
                    }
                    ours.sort(null);
                    assertEquals(drain(flink), ours, steps::toString);
                    assertEquals(lateRecords(flink), lateHere, steps::toString);
                    given += ours.size();
                    ours.clear();
                }
                late += lateHere;
            }
        }
        assertTrue(given > 3_000 && late > 300, "there is something to compare: " + given + " results, " + late + " late records");
    }

    private static String text(WindowResult<String, String> result, boolean global) {
        return result.key() + " " + (global ? "" : result.start() + "-" + result.end() + " ") + result.result();
    }

    @Test
    void aSessionIsOverOneMillisecondLaterThanInFlink() throws Exception {
        List<String> ours = new ArrayList<>();
        KeyedWindows<String, Long, String> windows = KeyedWindows.of(new WindowShape.Session(10), new SumAndCount(), OutputMode.APPEND, 0);
        try (var flink = operator(EventTimeSessionWindows.withGap(Duration.ofMillis(10)), EventTimeTrigger.create(), 0)) {
            windows.add("k", 1L, 0, r -> ours.add(text(r, false)));
            flink.processElement(new Tuple3<>("k", 1L, 0L), 0);
            windows.advance(10, r -> ours.add(text(r, false)));
            flink.processWatermark(9);
            assertEquals(List.of("k 0-10 1/1"), drain(flink));
            assertEquals(List.of(), ours);
            windows.advance(11, r -> ours.add(text(r, false)));
            assertEquals(List.of("k 0-10 1/1"), ours);
        }
    }

    @Test
    void aRecordThatSpansItsWholeSessionMakesFlinkForgetTheOthers() throws Exception {
        List<String> ours = new ArrayList<>();
        KeyedWindows<String, Long, String> windows = KeyedWindows.of(new WindowShape.Session(1), new SumAndCount(), OutputMode.APPEND, 0);
        try (var flink = operator(EventTimeSessionWindows.<Tuple3<String, Long, Long>>withDynamicGap(record -> record.f2), EventTimeTrigger.create(), 0)) {
            for (long[] record : new long[][] {{1, 10, 5}, {2, 4, 21}, {4, 4, 21}}) {
                windows.add("k", record[0], record[1], record[2], r -> ours.add(text(r, false)));
                flink.processElement(new Tuple3<>("k", record[0], record[2]), record[1]);
            }
            windows.advance(100, r -> ours.add(text(r, false)));
            flink.processWatermark(99);
            assertEquals(List.of("k 4-25 7/3"), ours);
            assertEquals(List.of("k 4-25 4/1"), drain(flink), "the third one's window is the session's, and replaces what it had");
        }
    }

    @Test
    void aNullKeyIsAKeyHereAndEndsTheJobInFlink() throws Exception {
        List<String> ours = new ArrayList<>();
        KeyedWindows<String, Long, String> windows = KeyedWindows.of(WindowShape.Hopping.tumbling(10), new SumAndCount(), OutputMode.APPEND, 0);
        windows.add(null, 1L, 0, r -> { });
        windows.add(null, 2L, 3, r -> { });
        windows.advance(10, r -> ours.add(text(r, false)));
        assertEquals(List.of("null 0-10 3/2"), ours);
        try (var flink = operator(SlidingEventTimeWindows.of(Duration.ofMillis(10), Duration.ofMillis(10)), EventTimeTrigger.create(), 0)) {
            assertThrows(RuntimeException.class, () -> flink.processElement(new Tuple3<>(null, 1L, 0L), 0));
        }
    }
}
