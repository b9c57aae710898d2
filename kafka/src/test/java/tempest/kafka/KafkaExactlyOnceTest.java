// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.storm.LocalCluster;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.spout.ISpoutOutputCollector;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.state.KeyValueState;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseStatefulBolt;
import org.apache.storm.tuple.Tuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tempest.api.epoch.PreparedRows;
import tempest.api.epoch.Transaction;

/** Source and sink against one real broker. Most of it runs with {@code -Psoak} only, to keep the build short. */
class KafkaExactlyOnceTest {
    private static final int RECORDS = 5_000;
    private static final AtomicInteger SEEN = new AtomicInteger();
    private static final List<Integer> FAILING = List.of(1_000, 6_000);

    @TempDir
    private static Path folder;
    private static KafkaBroker broker;
    @TempDir
    private Path temp;

    @BeforeAll
    static void startTheBroker() throws Exception {
        broker = new KafkaBroker(folder);
    }

    @AfterAll
    static void stopTheBroker() {
        broker.close();
    }

    /** Fails some tuples that it has counted. */
    private static final class Failing extends BaseStatefulBolt<KeyValueState<String, Long>> {
        private static final long serialVersionUID = 1L;
        private final ExactKafkaCopy.Count count = new ExactKafkaCopy.Count();
        private transient OutputCollector collector;

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
            this.collector = collector;
            count.prepare(conf, context, collector);
        }

        @Override
        public void initState(KeyValueState<String, Long> state) {
            count.initState(state);
        }

        @Override
        public void execute(Tuple record) {
            if (FAILING.contains(SEEN.incrementAndGet())) {
                collector.fail(record);
            } else {
                count.execute(record);
            }
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            count.declareOutputFields(declarer);
        }
    }

    private static void await(Supplier<String> what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, what);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    /** What comes out of the numbers up to this one, sorted: of each digit the counts and the numbers, each once. */
    static List<String> sorted(List<String> results) {
        List<String> parts = new ArrayList<>();
        for (String result : results) {
            String[] digitCountNumber = result.split(":");
            parts.add("count " + digitCountNumber[0] + ":" + digitCountNumber[1]);
            parts.add("number " + digitCountNumber[2]);
        }
        parts.sort(null);
        return parts;
    }

    static List<String> expected(int numbers) {
        List<String> parts = new ArrayList<>();
        for (int number = 0; number < numbers; number++) {
            parts.add("count " + number % 10 + ":" + (number / 10 + 1));
            parts.add("number " + number);
        }
        parts.sort(null);
        return parts;
    }

    @Test
    @Tag("soak")
    void recordsAreCountedAndWrittenOnceThoughTuplesFailAndTheTopologyIsSubmittedAgain() throws Exception {
        broker.topic("in", 3);
        broker.topic("out", 2);
        broker.produce("in", 0, RECORDS);
        SEEN.set(0);
        Map<String, Object> conf = Map.of("topology.state.guarantee", "exactly-once", "topology.state.epoch.folder", temp.resolve("epochs").toString(), "topology.workers", 2,
            "topology.state.checkpoint.interval.ms", 200, "topology.fall.back.on.java.serialization", false, "topology.testing.always.try.serialize", true);
        StormTopology topology = ExactKafkaCopy.topology(broker.address(), new Failing());
        try (LocalCluster cluster = new LocalCluster()) {
            try (LocalCluster.LocalTopology first = cluster.submitTopology("first", conf, topology)) {
                await(() -> "the first records", () -> broker.readCommitted("out").size() >= RECORDS);
            }
            broker.produce("in", RECORDS, 2 * RECORDS);
            try (LocalCluster.LocalTopology again = cluster.submitTopology("again", conf, topology)) {
                await(() -> "the records that came meanwhile", () -> broker.readCommitted("out").size() >= 2 * RECORDS);
            }
        }
        assertEquals(expected(2 * RECORDS), sorted(broker.readCommitted("out")));
        assertTrue(SEEN.get() > 2 * RECORDS, "nothing went back");
    }

    private Map<String, Object> kafka(Map<String, Object> more) {
        Map<String, Object> conf = new HashMap<>(Map.of("bootstrap.servers", broker.address()));
        conf.putAll(more);
        return conf;
    }

    private KafkaSink sink(String topic, List<String> told, Map<String, Object> more) {
        KafkaSink sink = new KafkaSink(kafka(more), topic);
        TopologyContext context = new TopologyContext(new StormTopology(Map.of(), Map.of(), Map.of()), Map.of(), Map.of(1, "out"), Map.of("out", List.of(1)), Map.of(), null, "t-1-1",
            temp.toString(), temp.toString(), 1, 1, List.of(1), Map.of(), Map.of(), Map.of(), Map.of(), new AtomicBoolean(), null);
        sink.prepare(PreparedRows.of(Map.of("topology.state.epoch.folder", temp.resolve(topic).toString()), context), new OutputCollector(new ToldCollector(told)));
        return sink;
    }

    private static void give(KafkaSink sink, String value) {
        sink.execute(ToldCollector.tuple(value));
    }

    @Test
    void anEpochIsWrittenOnceHoweverOftenAndByWhichProcessItIsCommitted() throws Exception {
        broker.topic("once", 1);
        KafkaSink sink = sink("once", new ArrayList<>(), Map.of());
        sink.abort(1);
        give(sink, "a");
        sink.prepare(new Transaction(1, 1));
        assertEquals(List.of(), broker.readCommitted("once"));
        KafkaSink later = sink("once", new ArrayList<>(), Map.of()); // the first one died between prepare and commit
        later.commit(new Transaction(1, 1));
        later.commit(new Transaction(1, 1));
        later.abort(2);
        give(later, "b");
        later.prepare(new Transaction(2, 2));
        give(sink, "lost");
        sink.prepare(new Transaction(2, 1));
        sink.commit(new Transaction(1, 1));
        later.commit(new Transaction(2, 2));
        assertEquals(List.of("a", "b"), broker.readCommitted("once"));
        sink.cleanup();
        later.cleanup();
    }

    @Test
    void aProcessThatWakesTooLateWritesNothing() throws Exception {
        broker.topic("fenced", 1);
        KafkaSink zombie = sink("fenced", new ArrayList<>(), Map.of());
        zombie.abort(1);
        give(zombie, "a");
        zombie.prepare(new Transaction(1, 1));
        KafkaSink later = sink("fenced", new ArrayList<>(), Map.of());
        later.abort(1);
        String message = assertThrows(IllegalStateException.class, () -> zombie.commit(new Transaction(1, 1))).getMessage();
        assertTrue(message.startsWith("Epoch 1 was not written: another process has taken tempest-") && message.endsWith("-out-0 over"), message);
        later.commit(new Transaction(1, 1));
        zombie.commit(new Transaction(1, 1));
        assertEquals(List.of("a"), broker.readCommitted("fenced"));
        zombie.cleanup();
        later.cleanup();
    }

    /** Between the transaction and what the folder says of it. */
    @Test
    @Tag("soak")
    void anEpochThatIsWrittenAndOfWhichTheFolderDoesNotKnowYetIsNotWrittenAgain() throws Exception {
        broker.topic("marked", 1);
        EpochTransactions dies = new EpochTransactions(kafka(Map.of()), System::nanoTime);
        dies.connect("marked-0");
        List<Object> row = new ArrayList<>(Arrays.asList("marked", null, null, null, "a".getBytes(StandardCharsets.UTF_8)));
        dies.write(7, List.of(row));
        EpochTransactions next = new EpochTransactions(kafka(Map.of()), System::nanoTime);
        next.connect("marked-0");
        next.write(7, List.of(row));
        next.write(8, List.of(row));
        assertEquals(List.of("a", "a"), broker.readCommitted("marked"));
        dies.close();
        next.close();
    }

    @Test
    @Tag("soak")
    void aTransactionThatWasLeftOpenIsAbortedByWhoTakesItsIdOver() throws Exception {
        broker.topic("open", 1);
        Map<String, Object> conf = kafka(Map.of("transactional.id", "tempest-open-0"));
        try (KafkaProducer<String, String> dies = new KafkaProducer<>(conf, new StringSerializer(), new StringSerializer())) {
            dies.initTransactions();
            dies.beginTransaction();
            dies.send(new ProducerRecord<>("open", "left")).get(60, TimeUnit.SECONDS);
            EpochTransactions next = new EpochTransactions(kafka(Map.of()), System::nanoTime);
            next.connect("open-0");
            next.write(1, List.of(new ArrayList<>(Arrays.asList("open", null, null, null, "a".getBytes(StandardCharsets.UTF_8)))));
            assertEquals(List.of("a"), broker.readCommitted("open"));
            next.close();
        }
    }

    @Test
    @Tag("soak")
    void aTransactionsTimeOutThatTheBrokerDoesNotAllowIsToldAtTheStart() {
        KafkaSink sink = sink("bound", new ArrayList<>(), Map.of("transaction.timeout.ms", 900_001));
        String message = assertThrows(IllegalStateException.class, () -> sink.abort(1)).getMessage();
        assertEquals("transaction.timeout.ms is 900001 ms, more than the broker's transaction.max.timeout.ms; set it lower, or that higher", message);
        sink.cleanup();
    }

    @Test
    @Tag("soak")
    void whatCannotBeARecordFailsWithItsReason() {
        List<String> told = new ArrayList<>();
        KafkaSink sink = sink("bad", told, Map.of("value.serializer", "org.apache.kafka.common.serialization.LongSerializer"));
        give(sink, "no number");
        assertTrue(told.get(0).startsWith("error A tuple cannot be made a record of Kafka: java.lang.ClassCastException"), told.toString());
        assertEquals("failed", told.get(1));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> sink("bad", told, Map.of("key.serializer", "x.None"))).getMessage().startsWith("KafkaSink: key.serializer is x.None"));
        sink.cleanup();
    }

    /** A source's task, and what it emits and tells. */
    private final class Reader implements AutoCloseable {
        private final KafkaSource source;
        private final List<String> values = new ArrayList<>();
        private final List<String> errors = new ArrayList<>();
        private final AtomicLong now = new AtomicLong();

        Reader(String topic, int task, int tasks, Map<String, Object> more) {
            source = new KafkaSource(kafka(more), List.of(topic));
            source.open(new SpoutOutputCollector(new ISpoutOutputCollector() {
                @Override
                public List<Integer> emit(String streamId, List<Object> tuple, Object messageId) {
                    values.add((String) tuple.get(5));
                    return List.of();
                }

                @Override
                public void emitDirect(int taskId, String streamId, List<Object> tuple, Object messageId) {
                    throw new UnsupportedOperationException();
                }

                @Override
                public long getPendingCount() {
                    return 0;
                }

                @Override
                public void flush() {
                }

                @Override
                public void reportError(Throwable error) {
                    errors.add(error.getMessage());
                }
            }), task, tasks, now::get);
        }

        Reader restored(byte[] position) {
            source.restore(position);
            return this;
        }

        List<String> read(int many) {
            await(() -> values.size() + " of " + many + " records came; " + errors, () -> {
                for (int i = 0; i < 100 && values.size() < many; i++) {
                    source.nextTuple();
                }
                return values.size() >= many;
            });
            values.sort(null);
            return values;
        }

        @Override
        public void close() {
            source.close();
        }
    }

    @Test
    @Tag("soak")
    void tasksDivideThePartitionsAndGoOnWhereTheyWereAndFindNewOnes() throws Exception {
        broker.topic("shared", 2);
        broker.produce("shared", 0, 40);
        byte[] position;
        try (Reader first = new Reader("shared", 0, 2, Map.of()).restored(null); Reader second = new Reader("shared", 1, 2, Map.of()).restored(null)) {
            await(() -> "all records", () -> {
                first.source.nextTuple();
                second.source.nextTuple();
                return first.values.size() + second.values.size() == 40;
            });
            assertTrue(first.values.size() > 0 && second.values.size() > 0);
            first.values.addAll(second.values);
            assertEquals(KafkaBroker.numbers(0, 40), Set.copyOf(first.values));
        }
        try (Reader one = new Reader("shared", 0, 1, Map.of("metadata.max.age.ms", 100)).restored(null)) {
            one.read(15);
            position = one.source.position();
            List<String> before = List.copyOf(one.values);
            one.read(40);
            one.values.clear();
            one.restored(position);
            List<String> after = one.read(25);
            after.addAll(before);
            assertEquals(KafkaBroker.numbers(0, 40), Set.copyOf(after));
            one.values.clear();
            broker.grow("shared", 3);
            broker.produce("shared", 40, 100);
            await(() -> one.values.size() + " of 60 records came", () -> {
                one.now.addAndGet(31_000);
                one.source.nextTuple();
                return one.values.size() == 60;
            });
            assertEquals(KafkaBroker.numbers(40, 100), Set.copyOf(one.values));
            assertEquals(List.of(), one.errors);
        }
    }

    @Test
    @Tag("soak")
    void recordsThatAreGoneAreToldAndNotPassedOver() throws Exception {
        broker.topic("short", 1);
        broker.produce("short", 0, 20);
        try (Reader reader = new Reader("short", 0, 1, Map.of()).restored(null)) {
            reader.read(5);
            byte[] position = reader.source.position();
            broker.forget("short", 0, 10);
            reader.restored(position);
            await(() -> "an error", () -> {
                reader.source.nextTuple();
                return !reader.errors.isEmpty();
            });
            assertEquals(5, reader.values.size());
            assertTrue(reader.errors.get(0).startsWith("The records to go on with are gone, of {short-0=5}: "), reader.errors.get(0));
        }
    }

    @Test
    @Tag("soak")
    void whereThereIsNoTopicThatIsToldUntilThereIsOne() throws Exception {
        try (Reader reader = new Reader("later", 0, 1, Map.of("allow.auto.create.topics", false)).restored(null)) {
            reader.source.nextTuple();
            assertEquals(List.of("Kafka cannot be read, and is tried again in 2000 ms: there is no topic later"), reader.errors);
            broker.topic("later", 1);
            broker.produce("later", 0, 3);
            reader.now.addAndGet(2_000);
            await(() -> "the records", () -> {
                reader.source.nextTuple();
                reader.now.addAndGet(100);
                return reader.values.size() == 3;
            });
        }
    }

    @Test
    void aTopologyMayBeginAtTheEnd() throws Exception {
        broker.topic("late", 1);
        broker.produce("late", 0, 5);
        try (Reader reader = new Reader("late", 0, 1, Map.of("auto.offset.reset", "latest")).restored(null)) {
            reader.source.nextTuple();
            broker.produce("late", 5, 8);
            assertEquals(List.of("5", "6", "7"), reader.read(3));
        }
    }

    @Test
    @Tag("soak")
    void recordsOfTransactionsThatAreNotCommittedAreNotEmitted() throws Exception {
        broker.topic("aborted", 1);
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(kafka(Map.of("transactional.id", "aborts")), new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("aborted", "no"));
            producer.abortTransaction();
        }
        broker.produce("aborted", 0, 1);
        try (Reader reader = new Reader("aborted", 0, 1, Map.of()).restored(null)) {
            assertEquals(List.of("0"), reader.read(1));
        }
    }
}
