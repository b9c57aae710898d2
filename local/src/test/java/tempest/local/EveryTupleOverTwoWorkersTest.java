// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.storm.Config;
import org.apache.storm.LocalCluster;
import org.apache.storm.LocalDRPC;
import org.apache.storm.coordination.BatchOutputCollector;
import org.apache.storm.drpc.LinearDRPCTopologyBuilder;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.metric.IEventLogger;
import org.apache.storm.metric.api.IMetric;
import org.apache.storm.metric.api.IMetricsConsumer;
import org.apache.storm.state.KeyValueState;
import org.apache.storm.streams.Pair;
import org.apache.storm.streams.Stream;
import org.apache.storm.streams.StreamBuilder;
import org.apache.storm.streams.operations.mappers.ValueMapper;
import org.apache.storm.streams.tuple.Tuple3;
import org.apache.storm.streams.windowing.TumblingWindows;
import org.apache.storm.task.IErrorReporter;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.testing.AckFailMapTracker;
import org.apache.storm.testing.FeederSpout;
import org.apache.storm.topology.BasicOutputCollector;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.topology.base.BaseBasicBolt;
import org.apache.storm.topology.base.BaseBatchBolt;
import org.apache.storm.topology.base.BaseStatefulBolt;
import org.apache.storm.topology.base.BaseWindowedBolt;
import org.apache.storm.transactional.TransactionAttempt;
import org.apache.storm.trident.TridentTopology;
import org.apache.storm.trident.operation.builtin.Count;
import org.apache.storm.trident.operation.builtin.MapGet;
import org.apache.storm.trident.testing.FeederBatchSpout;
import org.apache.storm.trident.testing.MemoryMapState;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.apache.storm.windowing.TupleWindow;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every kind of tuple that the system and the API make goes from worker to worker in the default settings: Java's serialization is off. */
@SuppressWarnings("deprecation")
class EveryTupleOverTwoWorkersTest {
    private static final Events SEEN = new Events();
    private static LocalCluster cluster;

    private final AckFailMapTracker outcome = new AckFailMapTracker();

    /** Nobody registered it. */
    static final class Odd {
        @Override
        public String toString() {
            return "odd";
        }
    }

    @BeforeAll
    static void start() throws Exception {
        cluster = new LocalCluster();
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
    }

    @BeforeEach
    void forget() {
        SEEN.all().clear();
    }

    private static Config conf() {
        Config conf = new Config();
        conf.setNumWorkers(2);
        conf.setFallBackOnJavaSerialization(false);
        conf.put(Config.TOPOLOGY_BUILTIN_METRICS_BUCKET_SIZE_SECS, 1);
        conf.put(Config.TOPOLOGY_V2_METRICS_TICK_INTERVAL_SECONDS, 1);
        return conf;
    }

    private static LocalCluster.LocalTopology submit(String name, Config conf, StormTopology topology) throws Exception {
        return cluster.submitTopology(name, conf, topology);
    }

    private FeederSpout source(String... fields) {
        FeederSpout source = new FeederSpout(new Fields(fields));
        source.setAckFailDelegate(outcome);
        return source;
    }

    private static Set<String> seen(String prefix) {
        return SEEN.all().stream().map(String::valueOf).filter(event -> event.startsWith(prefix)).collect(Collectors.toSet());
    }

    /** Both workers were there, and neither was started anew. */
    private static void assertBothLived(int tasks) {
        assertEquals(tasks, SEEN.count("prepared"), SEEN.all()::toString);
        assertEquals(2, seen("port ").size(), SEEN.all()::toString);
    }

    private static void prepared(TopologyContext context) {
        SEEN.add("port " + context.getThisWorkerPort());
        SEEN.add("prepared");
    }

    /** Tells what it is told to of each tuple. */
    private abstract static class Telling extends BaseBasicBolt {
        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context) {
            prepared(context);
        }

        abstract String tell(Tuple input);

        @Override
        public void execute(Tuple input, BasicOutputCollector collector) {
            SEEN.add(tell(input));
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            // It emits nothing.
        }
    }

    /** Tells the values. */
    private static final class ValuesTold extends Telling {
        @Override
        String tell(Tuple input) {
            return "got " + input.getValues();
        }
    }

    @Test
    void valuesOfTheClassesThatAreRegisteredByDefault() throws Exception {
        FeederSpout source = source("value");
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("source", source);
        builder.setBolt("teller", new ValuesTold(), 4).allGrouping("source");
        List<Object> values = Arrays.asList("text", 1, 2L, 3.5, 4.5f, (short) 5, (byte) 6, 'c', true, null, BigInteger.TEN, new byte[0],
            new ArrayList<>(List.of(1, "a")), new HashMap<>(Map.of("k", 1)), new HashSet<>(Set.of(1)), new Values(1, 2), new TransactionAttempt(BigInteger.ONE, 2L));
        try (LocalCluster.LocalTopology topology = submit("defaults", conf(), builder.createTopology())) {
            for (int i = 0; i < values.size(); i++) {
                source.feed(new Values(values.get(i)), i);
            }
            Events.until(() -> outcome.isAcked(values.size() - 1) && seen("got ").size() >= values.size(), () -> values.size() + " values in " + SEEN.all());
            assertBothLived(4);
        }
    }

    @Test
    void stepsOfCheckpointsThroughStatefulBoltsAndOthers() throws Exception {
        FeederSpout source = source("word");
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("source", source);
        builder.setBolt("counter", new Counter(), 4).allGrouping("source");
        builder.setBolt("teller", new ValuesTold(), 2).allGrouping("counter");
        Config conf = conf();
        conf.put(Config.TOPOLOGY_STATE_CHECKPOINT_INTERVAL, 50);
        try (LocalCluster.LocalTopology topology = submit("stateful", conf, builder.createTopology())) {
            for (int i = 0; i < 10; i++) {
                source.feed(new Values("w"), i);
                int id = i;
                Events.until(() -> outcome.isAcked(id), () -> "a checkpoint after word " + id + ": " + SEEN.all());
            }
            assertTrue(seen("got ").contains("got [w, 10]"), SEEN.all()::toString);
            assertBothLived(6);
        }
    }

    /** Counts words in its state. */
    private static final class Counter extends BaseStatefulBolt<KeyValueState<String, Long>> {
        private transient OutputCollector collector;
        private transient KeyValueState<String, Long> counts;

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
            this.collector = collector;
            prepared(context);
        }

        @Override
        public void initState(KeyValueState<String, Long> state) {
            counts = state;
        }

        @Override
        public void execute(Tuple input) {
            long count = counts.get(input.getString(0), 0L) + 1;
            counts.put(input.getString(0), count);
            collector.emit(input, new Values(input.getString(0), count));
            collector.ack(input);
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("word", "count"));
        }
    }

    @Test
    void dataPointsWhateverTheirValuesAndDimensions() throws Exception {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("source", source("value"));
        builder.setBolt("measured", new Measured(), 4).allGrouping("source");
        Config conf = conf();
        conf.registerMetricsConsumer(Consumer.class, 1);
        try (LocalCluster.LocalTopology topology = submit("metrics", conf, builder.createTopology())) {
            for (String good : List.of("v1 map={k=[1, 2]} {d=1}", "v1 count=7 {}", "v2 number=5 {}", "v2 after=6 {}")) {
                Events.until(() -> seen(good).size() == 2, () -> good + " of two workers in " + SEEN.all());
            }
            Events.until(() -> seen("v1 odd=odd").size() == 1 && seen("v1 after=8").size() == 2, () -> "what comes after " + SEEN.all());
            assertEquals(Set.of(), seen("v2 null"));
            assertEquals(Set.of(), seen("v2 text"));
            assertEquals(Set.of(), seen("v2 throws"));
            assertEquals(Set.of(), seen("v1 throws"));
            Events.until(() -> seen("system").size() == 2, () -> "what the workers tell of themselves in " + SEEN.all());
            assertBothLived(4);
        }
    }

    /** Has metrics of all kinds. */
    private static final class Measured extends Telling {
        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context) {
            prepared(context);
            v1(context, "v1 map", () -> Map.of("k", List.of(1, 2)), Map.of("d", "1"));
            v1(context, "v1 odd", Odd::new, Map.of());
            v1(context, "v1 count", () -> 7L, Map.of());
            v1(context, "v1 throws", () -> {
                throw new IllegalStateException("a metric that fails");
            }, Map.of());
            v1(context, "v1 after", () -> 8, new HashMap<>());
            context.registerGauge("v2 null", () -> null);
            context.registerGauge("v2 text", () -> "text");
            context.registerGauge("v2 odd", Odd::new);
            context.registerGauge("v2 number", () -> 5);
            context.registerGauge("v2 throws", () -> {
                throw new IllegalStateException("a gauge that fails");
            });
            context.registerGauge("v2 after", () -> 6.0f).getValue();
        }

        private static void v1(TopologyContext context, String name, java.util.function.Supplier<Object> value, Map<String, String> dimensions) {
            context.registerMetric(name, new IMetric() {
                @Override
                public Object getValueAndReset() {
                    return value.get();
                }

                @Override
                public Map<String, String> getDimensions() {
                    return dimensions;
                }
            }, 1);
        }

        @Override
        String tell(Tuple input) {
            return "measured";
        }
    }

    /** Tells data points with the worker they came from. */
    public static final class Consumer implements IMetricsConsumer {
        @Override
        public void prepare(Map<String, Object> conf, Object argument, TopologyContext context, IErrorReporter errors) {
            SEEN.add("consumer");
        }

        @Override
        public void handleDataPoints(TaskInfo task, Collection<DataPoint> points) {
            for (DataPoint point : points) {
                String value = point.value instanceof Float f ? String.valueOf(f.intValue()) : String.valueOf(point.value);
                if (point.name.startsWith("v")) {
                    SEEN.add(point.name + "=" + value + " " + point.dimensions + " " + task.srcWorkerPort);
                } else if (point.name.equals("__recv-iconnection") && point.value instanceof Map) {
                    SEEN.add("system " + task.srcWorkerPort);
                }
            }
        }

        @Override
        public void cleanup() {
            // It holds nothing.
        }
    }

    @Test
    void rowsForEventLoggersEvenOfWhatCannotBeSent() throws Exception {
        FeederSpout source = source("value");
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("source", source);
        builder.setBolt("emitting", new Emitting(), 4).allGrouping("source");
        Config conf = conf();
        conf.setNumEventLoggers(1);
        conf.registerEventLogger(Log.class);
        try (LocalCluster.LocalTopology topology = submit("events", conf, builder.createTopology())) {
            cluster.debug("events", "", true, 100);
            Events.until(() -> {
                source.feed(new Values("x"), "x");
                return seen("event emitting").size() == 4;
            }, () -> "an event of each of four tasks in " + SEEN.all());
            assertTrue(seen("event source").stream().allMatch(event -> event.endsWith("[x]")), SEEN.all()::toString);
            assertBothLived(4);
        }
    }

    /** Emits what cannot be sent to a stream that nobody hears. */
    private static final class Emitting extends Telling {
        @Override
        public void execute(Tuple input, BasicOutputCollector collector) {
            collector.emit("unheard", Arrays.asList("plain", new Odd(), Map.of("k", new Odd()), null));
        }

        @Override
        String tell(Tuple input) {
            return "";
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declareStream("unheard", new Fields("a", "b", "c", "d"));
        }
    }

    /** Tells events with their task. */
    public static final class Log implements IEventLogger {
        @Override
        public void prepare(Map<String, Object> conf, Map<String, Object> arguments, TopologyContext context) {
            SEEN.add("logger");
        }

        @Override
        public void log(EventInfo event) {
            SEEN.add("event " + event.getComponent() + " " + event.getTask() + " " + event.getValues());
        }

        @Override
        public void close() {
            // It holds nothing.
        }
    }

    @Test
    void lateTuplesOfWindows() throws Exception {
        FeederSpout source = source("word", "ts");
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("source", source);
        builder.setBolt("window", new Windowed().withTumblingWindow(BaseWindowedBolt.Duration.of(10)).withTimestampField("ts")
            .withWatermarkInterval(BaseWindowedBolt.Duration.of(10)).withLateTupleStream("late")).globalGrouping("source");
        builder.setBolt("late", new LateTold(), 4).allGrouping("window", "late");
        try (LocalCluster.LocalTopology topology = submit("late", conf(), builder.createTopology())) {
            source.feed(new Values("a", 5L), "a");
            source.feed(new Values("b", 1000L), "b");
            SEEN.await("window", 1);
            source.feed(new Values("c", 1L), "c");
            Events.until(() -> outcome.isAcked("c"), () -> "the late tuple's ack: " + SEEN.all());
            assertEquals(4, SEEN.count("late source default [word, ts] [c, 1] true"), SEEN.all()::toString);
            assertBothLived(4);
        }
    }

    /** Tells that it fired. */
    private static final class Windowed extends BaseWindowedBolt {
        @Override
        public void execute(TupleWindow window) {
            SEEN.add("window");
        }
    }

    /** Tells all of the tuple in the tuple. */
    private static final class LateTold extends Telling {
        @Override
        String tell(Tuple input) {
            Tuple late = (Tuple) input.getValueByField("late_tuple");
            assertEquals("c", late.getStringByField("word"));
            return "late " + late.getSourceComponent() + " " + late.getSourceStreamId() + " " + late.getFields() + " " + late.getValues() + " "
                + late.getMessageId().getAnchors().equals(input.getMessageId().getAnchors());
        }
    }

    @Test
    void requestsThroughALineOfBolts() throws Exception {
        try (LocalDRPC drpc = new LocalDRPC()) {
            LinearDRPCTopologyBuilder builder = new LinearDRPCTopologyBuilder("count");
            builder.addBolt(new Letters(), 4);
            builder.addBolt(new PerRequest(), 4).fieldsGrouping(new Fields("id"));
            try (LocalCluster.LocalTopology topology = submit("drpc", conf(), builder.createLocalTopology(drpc))) {
                for (int letters = 1; letters < 9; letters++) {
                    assertEquals(Integer.toString(letters), drpc.execute("count", "x".repeat(letters)));
                }
                assertBothLived(4);
            }
        }
    }

    /** Emits each letter of a request. */
    private static final class Letters extends BaseBasicBolt {
        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context) {
            prepared(context);
        }

        @Override
        public void execute(Tuple input, BasicOutputCollector collector) {
            for (String letter : input.getString(1).split("")) {
                collector.emit(new Values(input.getValue(0), letter));
            }
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("id", "letter"));
        }
    }

    /** Counts the letters of one request. */
    private static final class PerRequest extends BaseBatchBolt<Object> {
        private transient BatchOutputCollector collector;
        private transient Object id;
        private transient int count;

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context, BatchOutputCollector collector, Object id) {
            this.collector = collector;
            this.id = id;
        }

        @Override
        public void execute(Tuple tuple) {
            count++;
        }

        @Override
        public void finishBatch() {
            collector.emit(new Values(id, count));
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("id", "count"));
        }
    }

    @Test
    void batchesOfTridentAndRequestsForTheirState() throws Exception {
        try (LocalDRPC drpc = new LocalDRPC()) {
            FeederBatchSpout feeder = new FeederBatchSpout(List.of("word"));
            TridentTopology trident = new TridentTopology();
            var counts = trident.newStream("words", feeder).parallelismHint(4).shuffle().groupBy(new Fields("word"))
                .persistentAggregate(new MemoryMapState.Factory(), new Count(), new Fields("count")).parallelismHint(4);
            trident.newDRPCStream("get", drpc).groupBy(new Fields("args")).stateQuery(counts, new Fields("args"), new MapGet(), new Fields("count"))
                .project(new Fields("args", "count"));
            try (LocalCluster.LocalTopology topology = submit("trident", conf(), trident.build())) {
                assertTimeoutPreemptively(Duration.ofSeconds(60), () -> feeder.feed(List.of(List.of("a"), new Values("b"), Arrays.asList("a"), List.of("c"))));
                Events.until(() -> asked(drpc, "a").equals("[[\"a\",2]]") && asked(drpc, "b").equals("[[\"b\",1]]"), () -> "counts, not " + asked(drpc, "a"));
            }
        }
    }

    private static String asked(LocalDRPC drpc, String word) {
        try {
            return drpc.execute("get", word);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void pairsAndTuplesOfStreamsAndEndsOfTheirWindows() throws Exception {
        FeederSpout source = source("word");
        StreamBuilder builder = new StreamBuilder();
        Stream<Tuple3<String, Pair<String, Integer>, Long>> tuples = builder.newStream(source, new ValueMapper<String>(0))
            .map(word -> new Tuple3<>(word, Pair.of(word, 1), 2L)).repartition(4).peek(tuple -> SEEN.add("tuple " + tuple));
        tuples.mapToPair(tuple -> Pair.of(Pair.of(tuple.value1, 0), tuple.value3)).reduceByKey(Long::sum).forEach(pair -> SEEN.add("sum " + pair));
        tuples.map(tuple -> tuple.value3).window(TumblingWindows.of(BaseWindowedBolt.Count.of(2))).aggregate(0L, Long::sum, Long::sum)
            .forEach(sum -> SEEN.add("window " + sum));
        try (LocalCluster.LocalTopology topology = submit("streams", conf(), (StormTopology) builder.build())) {
            for (int i = 0; i < 8; i++) {
                source.feed(new Values("w" + i), i);
            }
            Events.until(() -> seen("tuple ").size() == 8 && seen("sum ").size() >= 8, () -> "eight of each in " + SEEN.all());
            assertTrue(seen("sum ").contains("sum ((w3, 0), 2)"), SEEN.all()::toString);
            Events.until(() -> {
                source.feed(new Values("w0"));
                return !seen("window ").isEmpty();
            }, () -> "the end of a window in " + SEEN.all());
        }
    }
}
