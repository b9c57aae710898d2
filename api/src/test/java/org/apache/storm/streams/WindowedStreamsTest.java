// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.streams.operations.Consumer;
import org.apache.storm.streams.operations.mappers.PairValueMapper;
import org.apache.storm.streams.windowing.SlidingWindows;
import org.apache.storm.streams.windowing.TumblingWindows;
import org.apache.storm.streams.windowing.Window;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichSpout;
import org.apache.storm.topology.base.BaseWindowedBolt.Count;
import org.apache.storm.topology.base.BaseWindowedBolt.Duration;
import org.apache.storm.tuple.Fields;
import org.apache.storm.utils.Time;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Windowed streams give what an evaluation of the whole input gives, in whatever tasks their windows are made. */
class WindowedStreamsTest {
    private static final Map<String, Queue<String>> SEEN = new ConcurrentHashMap<>();
    private static final int LAG_MS = 20;
    /** Far behind all times of a test, so that all windows end. */
    private static final long END_MS = 100_000;

    /** A spout that a test emits for. */
    private static final class ByHand extends BaseRichSpout {
        @Override
        public void open(Map<String, Object> conf, TopologyContext context, SpoutOutputCollector collector) {
        }

        @Override
        public void nextTuple() {
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("k", "v", "t"));
        }
    }

    private record Keep<T>(String name) implements Consumer<T> {
        @Override
        public void accept(T input) {
            SEEN.computeIfAbsent(name, n -> new ConcurrentLinkedQueue<>()).add(String.valueOf(input));
        }
    }

    /** A value of one side, with its key and its time. */
    private record Row(int side, String key, long value, long time) {
    }

    @BeforeEach
    void forget() {
        SEEN.clear();
    }

    private static List<String> seen(String name) {
        return SEEN.getOrDefault(name, new ConcurrentLinkedQueue<>()).stream().sorted().toList();
    }

    private static PairStream<String, Long> side(StreamBuilder builder) {
        return builder.newStream(new ByHand(), new PairValueMapper<>(0, 1));
    }

    private static Window<?, ?> tumbling(int ms) {
        return TumblingWindows.of(Duration.of(ms)).withTimestampField("t").withLag(Duration.of(LAG_MS));
    }

    private static void all(PairStream<String, Long> left, PairStream<String, Long> right) {
        left.join(right).forEach(new Keep<>("inner"));
        left.leftOuterJoin(right).forEach(new Keep<>("left"));
        left.rightOuterJoin(right).forEach(new Keep<>("right"));
        left.fullOuterJoin(right).forEach(new Keep<>("full"));
        left.coGroupByKey(right).mapValues(both -> List.of(sorted(both.getFirst()), sorted(both.getSecond()))).forEach(new Keep<>("both"));
    }

    private static List<Long> sorted(Iterable<Long> values) {
        List<Long> all = new ArrayList<>();
        values.forEach(all::add);
        all.sort(null);
        return all;
    }

    @Test
    void aTupleIsNotJoinedWithOneOfAnotherWindow() {
        StreamBuilder builder = new StreamBuilder();
        all(side(builder).window(tumbling(10)), side(builder).window(tumbling(10)));
        try (SteppedTopology running = new SteppedTopology(builder.build(), Map.of(), new Random(1))) {
            running.emit("spout1", "k", 1L, 5L);
            running.emit("spout2", "k", 2L, 15L);
            running.emit("spout1", "end", 0L, END_MS);
            running.emit("spout2", "end", 0L, END_MS);
            running.finish();
        }
        assertEquals(List.of(), seen("inner"));
        assertEquals(List.of("(k, (1, null))"), seen("left"));
        assertEquals(List.of("(k, (null, 2))"), seen("right"));
        assertEquals(List.of("(k, (1, null))", "(k, (null, 2))"), seen("full"));
        assertEquals(List.of("(k, [[1], []])", "(k, [[], [2]])"), seen("both"));
    }

    @Test
    void joinsOfWindowsEqualAnEvaluationOfTheWholeInput() {
        for (int seed = 0; seed < 150; seed++) {
            SEEN.clear();
            Random random = new Random(seed);
            int slide = 5 + random.nextInt(20);
            int length = random.nextBoolean() ? slide : slide * (1 + random.nextInt(3)) + random.nextInt(slide);
            Window<?, ?> window = SlidingWindows.of(Duration.of(length), Duration.of(slide)).withTimestampField("t").withLag(Duration.of(LAG_MS));
            StreamBuilder builder = new StreamBuilder();
            PairStream<String, Long> left = side(builder).repartition(1 + random.nextInt(3)).window(window);
            PairStream<String, Long> right = side(builder).repartition(1 + random.nextInt(3)).window(window);
            all(left, right);
            List<Row> rows = run(builder, random, 2);
            Map<Long, List<Row>> windows = windows(rows, length, slide);
            String which = "seed " + seed + ", " + length + "/" + slide + ", " + rows;
            assertEquals(evaluate(windows, (l, r) -> joined(l, r, false, false)), seen("inner"), which);
            assertEquals(evaluate(windows, (l, r) -> joined(l, r, true, false)), seen("left"), which);
            assertEquals(evaluate(windows, (l, r) -> joined(l, r, false, true)), seen("right"), which);
            assertEquals(evaluate(windows, (l, r) -> joined(l, r, true, true)), seen("full"), which);
            assertEquals(evaluate(windows, (l, r) -> List.of(List.of(values(l), values(r)).toString())), seen("both"), which);
        }
    }

    @Test
    void partsOfAWindowOfSeveralTasksAreMergedWithEachOtherAlone() {
        for (int seed = 0; seed < 150; seed++) {
            SEEN.clear();
            Random random = new Random(seed);
            int slide = 5 + random.nextInt(20);
            int length = random.nextBoolean() ? slide : slide * (1 + random.nextInt(3));
            Window<?, ?> window = SlidingWindows.of(Duration.of(length), Duration.of(slide)).withTimestampField("t").withLag(Duration.of(LAG_MS));
            StreamBuilder builder = new StreamBuilder();
            PairStream<String, Long> parts = side(builder).repartition(2 + random.nextInt(3)).window(window);
            parts.reduceByKey(Long::sum).forEach(new Keep<>("sums"));
            parts.map(Pair::getSecond).aggregate(0L, Long::sum, Long::sum).forEach(new Keep<>("totals"));
            parts.countByKey().map(Pair::getSecond).reduce(Math::max).forEach(new Keep<>("most"));
            side(builder).groupByKeyAndWindow(window).mapValues(WindowedStreamsTest::sorted).forEach(new Keep<>("groups"));
            List<Row> rows = run(builder, random, 2);
            String which = "seed " + seed + ", " + length + "/" + slide + ", " + rows;
            Map<Long, List<Row>> left = windows(rows.stream().filter(row -> row.side == 0).toList(), length, slide);
            Map<Long, List<Row>> right = windows(rows.stream().filter(row -> row.side == 1).toList(), length, slide);
            assertEquals(evaluate(left, (l, r) -> List.of(String.valueOf(sum(l)))), seen("sums"), which);
            assertEquals(left.values().stream().map(all -> String.valueOf(sum(all))).sorted().toList(), seen("totals"), which);
            assertEquals(left.values().stream().map(all -> String.valueOf(byKey(all).values().stream().mapToInt(List::size).max().getAsInt())).sorted()
                .toList(), seen("most"), which);
            assertEquals(evaluate(right, (l, r) -> List.of(values(r).toString())), seen("groups"), which);
        }
    }

    /** Emits rows of chance, out of order by less than the lag, in small parts between which windows are fired. */
    private static List<Row> run(StreamBuilder builder, Random random, int sides) {
        List<Row> rows = new ArrayList<>();
        try (SteppedTopology running = new SteppedTopology(builder.build(), Map.of(), random)) {
            long[] now = new long[sides];
            int count = random.nextInt(30);
            for (int i = 0; i < count; i++) {
                int side = random.nextInt(sides);
                now[side] += random.nextInt(4) == 0 ? random.nextInt(120) : random.nextInt(8);
                Row row = new Row(side, "k" + random.nextInt(3), i, Math.max(0, now[side] - random.nextInt(LAG_MS)));
                rows.add(row);
                running.emit("spout" + (side + 1), row.key, row.value, row.time);
                for (int step = random.nextInt(8); step > 0; step--) {
                    running.deliver();
                    if (random.nextInt(3) == 0) {
                        running.fireSome();
                    }
                }
            }
            for (int side = 0; side < sides; side++) {
                running.emit("spout" + (side + 1), "end", 0L, END_MS);
            }
            running.finish();
        }
        return rows;
    }

    /** The rows of each window that has any, by its end. */
    private static Map<Long, List<Row>> windows(List<Row> rows, int length, int slide) {
        Map<Long, List<Row>> windows = new TreeMap<>();
        for (long end = 0; end < END_MS - slide; end += slide) {
            long ends = end;
            List<Row> in = rows.stream().filter(row -> row.time > ends - length && row.time <= ends).toList();
            if (!in.isEmpty()) {
                windows.put(end, in);
            }
        }
        return windows;
    }

    private static Map<String, List<Row>> byKey(List<Row> rows) {
        Map<String, List<Row>> keys = new TreeMap<>();
        rows.forEach(row -> keys.computeIfAbsent(row.key, k -> new ArrayList<>()).add(row));
        return keys;
    }

    private interface Both {
        List<String> of(List<Row> left, List<Row> right);
    }

    private static List<String> evaluate(Map<Long, List<Row>> windows, Both both) {
        List<String> results = new ArrayList<>();
        windows.values().forEach(rows -> byKey(rows).forEach((key, all) -> {
            List<Row> left = all.stream().filter(row -> row.side == 0).toList();
            List<Row> right = all.stream().filter(row -> row.side == 1).toList();
            both.of(left, right).forEach(result -> results.add("(" + key + ", " + result + ")"));
        }));
        results.sort(null);
        return results;
    }

    private static List<String> joined(List<Row> left, List<Row> right, boolean keepLeft, boolean keepRight) {
        List<String> results = new ArrayList<>();
        left.forEach(l -> right.forEach(r -> results.add("(" + l.value + ", " + r.value + ")")));
        if (right.isEmpty() && keepLeft) {
            left.forEach(l -> results.add("(" + l.value + ", null)"));
        }
        if (left.isEmpty() && keepRight) {
            right.forEach(r -> results.add("(null, " + r.value + ")"));
        }
        return results;
    }

    private static List<Long> values(List<Row> rows) {
        return rows.stream().map(Row::value).sorted().toList();
    }

    private static long sum(List<Row> rows) {
        return rows.stream().mapToLong(Row::value).sum();
    }

    @Test
    void windowsByTheClockOfSeveralTasksHaveTheSameEnds() {
        int hour = 3_600_000;
        Time.SimulatedTime simulated = new Time.SimulatedTime();
        try (simulated) {
            Time.advanceTime(hour / 2);
            StreamBuilder builder = new StreamBuilder();
            all(side(builder).repartition(2).window(TumblingWindows.of(Duration.of(hour))), side(builder).window(TumblingWindows.of(Duration.of(hour))));
            try (SteppedTopology running = new SteppedTopology(builder.build(), Map.of(), new Random(2))) {
                running.emit("spout1", "k", 1L, 0L);
                running.deliverAll();
                Time.advanceTime(hour);
                running.finish();
                running.emit("spout2", "k", 2L, 0L);
                running.emit("spout1", "j", 3L, 0L);
                running.deliverAll();
                Time.advanceTime(hour);
                running.finish();
            }
        }
        assertEquals(List.of(), seen("inner"));
        assertEquals(List.of("(j, (3, null))", "(k, (1, null))", "(k, (null, 2))"), seen("full"));
    }

    @Test
    void aTaskWithoutTuplesDoesNotHoldBackTheWindowsOfOthers() {
        StreamBuilder builder = new StreamBuilder();
        PairStream<String, Long> left = side(builder).filter(pair -> pair.getSecond() > 0).repartition(4).window(tumbling(10));
        left.fullOuterJoin(side(builder).window(tumbling(10))).forEach(new Keep<>("full"));
        try (SteppedTopology running = new SteppedTopology(builder.build(), Map.of(), new Random(3))) {
            running.emit("spout1", "k", 1L, 5L); // all tuples of this side are of one key, so three tasks get none
            running.emit("spout2", "k", 2L, 6L);
            running.emit("spout1", "k", 0L, 200L); // is filtered out, and tells that nothing earlier comes
            running.emit("spout2", "k", 0L, 200L);
            running.finish();
        }
        assertEquals(List.of("(k, (1, 2))"), seen("full"));
    }

    @Test
    void windowsThatHaveNoEndsInCommonAreRefused() {
        StreamBuilder builder = new StreamBuilder();
        PairStream<String, Long> byTime = side(builder).window(tumbling(10));
        PairStream<String, Long> byCount = side(builder).window(TumblingWindows.of(Count.of(2)));
        String message = assertThrows(IllegalArgumentException.class, () -> byTime.join(byCount)).getMessage();
        assertTrue(message.contains("no ends in common"), message);
    }

    @Test
    void aTaskFarBehindIsWaitedForUntilThereAreManyWindows() {
        PendingWindows<String> windows = new PendingWindows.ByEnd<>(new TreeSet<>(List.of(1, 2)));
        for (long end = 1; end <= PendingWindows.ByEnd.MOST_WAITING; end++) {
            windows.add(1, end, "a" + end);
            windows.complete(1, end);
        }
        java.util.function.Supplier<Object> next = windows::poll;
        assertEquals(null, next.get());
        windows.add(1, 5_000, "far");
        assertEquals(new PendingWindows.Complete<>(1, List.of("a1")), next.get());
        assertEquals(null, next.get());
        windows.add(2, 2, "b2");
        windows.complete(2, 2);
        assertEquals(new PendingWindows.Complete<>(2, List.of("a2", "b2")), next.get());
        assertEquals(null, next.get());
    }
}
