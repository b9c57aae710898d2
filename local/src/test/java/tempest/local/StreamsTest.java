// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.storm.LocalCluster;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.streams.Pair;
import org.apache.storm.streams.PairStream;
import org.apache.storm.streams.Stream;
import org.apache.storm.streams.StreamBuilder;
import org.apache.storm.streams.StreamState;
import org.apache.storm.streams.operations.Consumer;
import org.apache.storm.streams.operations.aggregators.LongSum;
import org.apache.storm.streams.operations.mappers.PairValueMapper;
import org.apache.storm.streams.operations.mappers.TupleValueMappers;
import org.apache.storm.streams.operations.mappers.ValueMapper;
import org.apache.storm.streams.windowing.SlidingWindows;
import org.apache.storm.streams.windowing.TumblingWindows;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.BasicOutputCollector;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseBasicBolt;
import org.apache.storm.topology.base.BaseRichSpout;
import org.apache.storm.topology.base.BaseWindowedBolt.Count;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Streams of typed values give what their operations say, on a cluster in this JVM. */
class StreamsTest {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final Map<String, Queue<Object>> SEEN = new ConcurrentHashMap<>();
    private static LocalCluster cluster;

    @BeforeAll
    static void startTheCluster() throws Exception {
        cluster = new LocalCluster();
    }

    @AfterAll
    static void stopTheCluster() throws Exception {
        cluster.close();
    }

    /** Emits given rows once. */
    static final class Rows extends BaseRichSpout {
        private final Fields fields;
        private final ArrayList<Values> rows;
        private transient SpoutOutputCollector collector;
        private transient int next;

        Rows(Fields fields, Values... rows) {
            this.fields = fields;
            this.rows = new ArrayList<>(Arrays.asList(rows));
        }

        @Override
        public void open(Map<String, Object> conf, TopologyContext context, SpoutOutputCollector collector) {
            this.collector = collector;
        }

        @Override
        public void nextTuple() {
            if (next < rows.size()) {
                collector.emit(rows.get(next), next);
                next++;
            }
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(fields);
        }
    }

    private static Rows words(String... words) {
        return new Rows(new Fields("word"), Arrays.stream(words).map(Values::new).toArray(Values[]::new));
    }

    /** Keeps what comes. */
    record Keep<T>(String name) implements Consumer<T> {
        @Override
        public void accept(T input) {
            SEEN.computeIfAbsent(name, n -> new ConcurrentLinkedQueue<>()).add(input);
        }
    }

    private static List<String> seen(String name) {
        return SEEN.getOrDefault(name, new ConcurrentLinkedQueue<>()).stream().map(String::valueOf).sorted().toList();
    }

    private static void run(String name, StreamBuilder builder, String... expected) throws Exception {
        List<String> wanted = Arrays.stream(expected).sorted().toList();
        run(name, builder, wanted::equals);
        assertEquals(wanted, seen(name));
    }

    private static void run(String name, StreamBuilder builder, Predicate<List<String>> done) throws Exception {
        try (LocalCluster.LocalTopology running = cluster.submitTopology(name, new HashMap<>(), builder.build())) {
            long deadline = System.nanoTime() + PATIENCE_NANOS;
            while (!done.test(seen(name))) {
                if (System.nanoTime() > deadline) {
                    fail("after a minute there is " + seen(name));
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
    }

    @Test
    void valuesAreMappedFilteredAndSplit() throws Exception {
        StreamBuilder builder = new StreamBuilder();
        builder.newStream(words("a b", "c", "d e f"), new ValueMapper<String>(0), 1).flatMap(s -> Arrays.asList(s.split(" ")))
            .filter(w -> !w.equals("c")).repartition(2).map(w -> w + w).peek(new Keep<>("mapped")).print();
        run("mapped", builder, "aa", "bb", "dd", "ee", "ff");
    }

    @Test
    void withoutWindowsEachValueGivesANewResult() throws Exception {
        StreamBuilder builder = new StreamBuilder();
        builder.newStream(words("a", "b", "a", "a"), new ValueMapper<String>(0)).repartition(3).mapToPair(w -> Pair.of(w, 1)).countByKey()
            .forEach(new Keep<>("counts"));
        run("counts", builder, "(a, 1)", "(a, 2)", "(a, 3)", "(b, 1)");
    }

    @Test
    void aWindowGivesOneResultAlsoWhenItsPartsAreMerged() throws Exception {
        StreamBuilder builder = new StreamBuilder();
        builder.newStream(words("1", "2", "3", "4"), new ValueMapper<String>(0)).map(Long::valueOf).window(TumblingWindows.of(Count.of(2)))
            .aggregate(new LongSum()).forEach(new Keep<>("sums"));
        builder.newStream(words("1", "2", "3", "4"), new ValueMapper<String>(0)).map(Integer::valueOf).window(SlidingWindows.of(Count.of(3), Count.of(2)))
            .reduce((a, b) -> a + b).map(s -> "sliding " + s).forEach(new Keep<>("sums"));
        run("sums", builder, "3", "7", "sliding 3", "sliding 9");
    }

    @Test
    void partsOfAWindowFromSeveralTasksAreMerged() throws Exception {
        StreamBuilder builder = new StreamBuilder();
        builder.newStream(words("a", "b", "a", "c", "b", "a", "d", "a"), new ValueMapper<String>(0)).repartition(2).window(TumblingWindows.of(Count.of(2)))
            .mapToPair(w -> Pair.of(w, 1L)).reduceByKey(Long::sum).map(Pair::getSecond).aggregate(0L, Long::sum, Long::sum)
            .forEach(new Keep<>("merged"));
        run("merged", builder, all -> all.stream().mapToLong(Long::parseLong).sum() == 8);
    }

    @Test
    void windowsAreJoinedByKey() throws Exception {
        StreamBuilder builder = new StreamBuilder();
        PairStream<String, Integer> left = builder.newStream(new Rows(new Fields("k", "v"), new Values("a", 1), new Values("b", 2)),
            new PairValueMapper<String, Integer>(0, 1));
        PairStream<String, Integer> right = builder.newStream(new Rows(new Fields("k", "v"), new Values("a", 10), new Values("c", 30)),
            new PairValueMapper<String, Integer>(0, 1));
        PairStream<String, Integer> l = left.window(TumblingWindows.of(Count.of(2)));
        PairStream<String, Integer> r = right.window(TumblingWindows.of(Count.of(2)));
        l.join(r).map(p -> "inner " + p).forEach(new Keep<>("joined"));
        l.leftOuterJoin(r).map(p -> "left " + p).forEach(new Keep<>("joined"));
        l.fullOuterJoin(r, (x, y) -> (x == null ? 0 : x) + (y == null ? 0 : y)).map(p -> "full " + p).forEach(new Keep<>("joined"));
        l.coGroupByKey(r).map(p -> "both " + p).forEach(new Keep<>("joined"));
        run("joined", builder, "inner (a, (1, 10))", "left (a, (1, 10))", "left (b, (2, null))", "full (a, 11)", "full (b, 2)", "full (c, 30)",
            "both (a, ([1], [10]))", "both (b, ([2], []))", "both (c, ([], [30]))");
    }

    @Test
    void aStateIsUpdatedByKeyAndCanBeQueried() throws Exception {
        StreamBuilder builder = new StreamBuilder();
        StreamState<String, Long> counts = builder.newStream(words("a", "b", "a"), new ValueMapper<String>(0)).mapToPair(w -> Pair.of(w, 1))
            .updateStateByKey(0L, (count, one) -> count + one);
        counts.toPairStream().forEach(new Keep<>("state"));
        builder.newStream(words("z"), new ValueMapper<String>(0)).stateQuery(counts).forEach(new Keep<>("state"));
        run("state", builder, "(a, 1)", "(a, 2)", "(b, 1)", "(z, null)");
    }

    @Test
    void branchesGroupsAndBoltsOfTheUsers() throws Exception {
        StreamBuilder builder = new StreamBuilder();
        Stream<Integer>[] halves = builder.newStream(new Rows(new Fields("a", "b", "c"), new Values(1, 2, 3), new Values(4, 5, 6)),
            TupleValueMappers.<Integer, Integer, Integer>of(0, 1, 2)).map(t -> t.value1 + t.value2 + t.value3).branch(s -> s < 10, s -> s >= 5);
        halves[0].map(s -> "small " + s).forEach(new Keep<>("branches"));
        halves[1].to(new ToSeen());
        builder.newStream(words("a", "b", "a"), new ValueMapper<String>(0)).mapToPair(w -> Pair.of(w, w.length()))
            .groupByKeyAndWindow(TumblingWindows.of(Count.of(3))).mapValues(all -> String.valueOf(all)).forEach(new Keep<>("branches"));
        run("branches", builder, "small 6", "bolt 15", "(a, [1, 1])", "(b, [1])");
    }

    static final class ToSeen extends BaseBasicBolt {
        @Override
        public void execute(Tuple input, BasicOutputCollector collector) {
            new Keep<String>("branches").accept("bolt " + input.getValueByField("value"));
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
        }
    }

    @Test
    void aWindowOfWindowsAndNoTasksAtAllAreRefused() {
        Stream<String> stream = new StreamBuilder().newStream(words("a"), new ValueMapper<String>(0));
        Stream<String> windowed = stream.window(TumblingWindows.of(Count.of(2)));
        assertThrows(IllegalArgumentException.class, () -> windowed.window(TumblingWindows.of(Count.of(2))));
        assertThrows(IllegalArgumentException.class, () -> stream.repartition(0));
    }
}
