// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.epoch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.storm.LocalCluster;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.generated.InvalidTopologyException;
import org.apache.storm.generated.RebalanceOptions;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.grouping.CustomStreamGrouping;
import org.apache.storm.state.KeyValueState;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.ShellBolt;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.task.WorkerTopologyContext;
import org.apache.storm.testing.TestWordSpout;
import org.apache.storm.topology.IRichBolt;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.StateGuarantee;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.topology.base.BaseRichBolt;
import org.apache.storm.topology.base.BaseStatefulBolt;
import org.apache.storm.topology.base.BaseWindowedBolt;
import org.apache.storm.trident.TridentTopology;
import org.apache.storm.trident.testing.FixedBatchSpout;
import org.apache.storm.trident.testing.MemoryMapState;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.apache.storm.windowing.TupleWindow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tempest.api.Said;
import tempest.api.window.KeyedWindowBolt;
import tempest.operators.window.Aggregations;
import tempest.operators.window.WindowShape;

class EpochTopologyTest {
    private static final int LINES = 20_000;
    private static final int WORDS = 20;
    private static final AtomicInteger SEEN = new AtomicInteger();
    private static final List<Integer> FAILING = List.of(5_000, 25_000, 47_000);

    @TempDir
    private Path temp;

    /** Passes lines on by a thread of its own, which fails some of those that it sees. */
    private static final class Flaky extends BaseRichBolt {
        private static final long serialVersionUID = 1L;
        private transient OutputCollector collector;
        private transient ExecutorService thread;

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
            this.collector = collector;
            thread = Executors.newSingleThreadExecutor();
            context.registerMetric("given", () -> 0, 1);
            assertEquals(List.of("line"), context.getThisInputFields().get("lines").get("default"));
        }

        @Override
        public void execute(Tuple input) {
            thread.execute(() -> {
                if (FAILING.contains(SEEN.incrementAndGet())) {
                    collector.fail(input);
                } else {
                    collector.emit(input, new Values(input.getStringByField("line")));
                    collector.ack(input);
                }
            });
        }

        @Override
        public void cleanup() {
            thread.shutdown();
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("word"));
        }
    }

    /** A bolt with state as any other. */
    private static final class Count extends BaseStatefulBolt<KeyValueState<String, Long>> {
        private static final long serialVersionUID = 1L;
        private transient OutputCollector collector;
        private transient KeyValueState<String, Long> counts;

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
            this.collector = collector;
        }

        @Override
        public void initState(KeyValueState<String, Long> state) {
            counts = state;
        }

        @Override
        public void execute(Tuple input) {
            String word = input.getString(0);
            long count = counts.get(word, 0L) + 1;
            counts.put(word, count);
            collector.emit(input, new Values(word, count));
            collector.ack(input);
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("word", "count"));
        }
    }

    private Map<String, Object> conf(Map<String, Object> more) {
        Map<String, Object> conf = new HashMap<>(Map.of("topology.state.guarantee", "exactly-once", "topology.state.epoch.folder", temp.resolve("epochs").toString()));
        conf.putAll(more);
        return conf;
    }

    private String file(String name, int from, int lines) throws IOException {
        List<String> words = new ArrayList<>();
        for (int i = from; i < from + lines; i++) {
            words.add("word" + i % WORDS);
        }
        return Files.write(temp.resolve(name), words).toString();
    }

    private List<String> committed() {
        List<String> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(temp.resolve("out"))) {
            for (Path each : files.filter(each -> each.toString().endsWith(".committed")).toList()) {
                all.addAll(Files.readAllLines(each));
            }
        } catch (IOException e) {
            return List.of(); // not there yet
        }
        all.sort(null);
        return all;
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, what);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    @Test
    void everyLineIsCountedAndWrittenOnceThoughTuplesFailAndTheTopologyStartsAgain() throws Exception {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("lines", new FileSource(List.of(file("one", 0, LINES), file("two", LINES, LINES))), 2);
        builder.setBolt("flaky", new Flaky(), 2).setNumTasks(4).shuffleGrouping("lines");
        builder.setBolt("count", new Count(), 2).customGrouping("flaky", new ByLastValue());
        builder.setBolt("out", new FileSink(temp.resolve("out").toString()), 2).shuffleGrouping("count");
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 2 * LINES; i++) {
            expected.add("word" + i % WORDS + "\t" + (i / WORDS + 1));
        }
        expected.sort(null);
        SEEN.set(0);
        EpochLog log = new EpochLog(new FolderStore(temp.resolve("epochs")));
        Map<String, Object> conf = conf(Map.of("topology.state.checkpoint.interval.ms", 100, "topology.workers", 2, "topology.acker.executors", 0,
            "topology.testing.always.try.serialize", true, "topology.fall.back.on.java.serialization", false));
        try (LocalCluster cluster = new LocalCluster()) {
            try (LocalCluster.LocalTopology running = cluster.submitTopology("first", conf, builder.createTopology())) {
                await("the lines are committed", () -> committed().size() >= expected.size());
                assertEquals(expected, committed());
            }
            EpochLog.Entry before = log.latest();
            assertTrue(before.incarnation() >= 3, before.toString());
            try (LocalCluster.LocalTopology again = cluster.submitTopology("again", conf, builder.createTopology())) {
                await("epochs are committed again", () -> log.latest().incarnation() > before.incarnation() && log.latest().committed().epoch() > before.committed().epoch() + 1);
                EpochLog.Entry placed = log.latest();
                RebalanceOptions oneOfEach = new RebalanceOptions();
                oneOfEach.set_wait_secs(0);
                oneOfEach.set_num_workers(1);
                oneOfEach.set_num_executors(Map.of("flaky", 1, "count", 1, "out", 1));
                cluster.rebalance("again", oneOfEach);
                await("epochs are committed after a rebalance", () -> log.latest().incarnation() > placed.incarnation()
                    && log.latest().committed().incarnation() > placed.incarnation());
            }
        }
        assertEquals(expected, committed());
    }

    /** Sends by a value that it takes for the last one. */
    private static final class ByLastValue implements CustomStreamGrouping {
        private static final long serialVersionUID = 1L;
        private List<Integer> tasks;

        @Override
        public void prepare(WorkerTopologyContext context, GlobalStreamId stream, List<Integer> targetTasks) {
            tasks = targetTasks;
        }

        @Override
        public List<Integer> chooseTasks(int taskId, List<Object> values) {
            return List.of(tasks.get(Math.floorMod(values.get(values.size() - 1).hashCode(), tasks.size())));
        }
    }

    private static final class Python extends ShellBolt implements IRichBolt {
        private static final long serialVersionUID = 1L;

        Python() {
            super("python3", "count.py");
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
        }

        @Override
        public Map<String, Object> getComponentConfiguration() {
            return null;
        }
    }

    /** Hands on what it gets to a sink that nobody else knows of. */
    private static final class Hiding extends BaseRichBolt {
        private static final long serialVersionUID = 1L;
        private final Object sink = new FileSink("hidden");

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
            ((IRichBolt) sink).prepare(conf, context, collector);
        }

        @Override
        public void execute(Tuple input) {
            ((IRichBolt) sink).execute(input);
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
        }
    }

    private static final class Windows extends BaseWindowedBolt {
        private static final long serialVersionUID = 1L;

        @Override
        public void execute(TupleWindow window) {
        }
    }

    private String refused(Map<String, Object> more, Consumer<TopologyBuilder> bolts) {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("lines", new FileSource(List.of("none")));
        bolts.accept(builder);
        return assertThrows(InvalidTopologyException.class, () -> StateGuarantee.applied(builder.createTopology(), conf(more))).get_msg();
    }

    @Test
    void whatCannotTakePartIsRefusedByName() {
        assertEquals("Spout 'words' cannot be in an exactly-once topology: org.apache.storm.testing.TestWordSpout cannot go back; it would have to implement "
            + "tempest.api.epoch.ICheckpointedSpout", refused(Map.of(), builder -> builder.setSpout("words", new TestWordSpout())));
        assertTrue(refused(Map.of(), builder -> builder.setBolt("windows", new Windows().withTumblingWindow(BaseWindowedBolt.Count.of(1))).shuffleGrouping("lines"))
            .startsWith("Bolt 'windows' cannot"));
        IRichBolt keyed = new KeyedWindowBolt<>(WindowShape.Hopping.tumbling(1_000), Aggregations.sum(), "line", "line", "line");
        assertTrue(refused(Map.of(), builder -> builder.setBolt("keyed", keyed).fieldsGrouping("lines", new Fields("line")))
            .startsWith("Bolt 'keyed' cannot be in an exactly-once topology: a tempest.api.window.KeyedWindowBolt keeps"));
        assertTrue(refused(Map.of(), builder -> builder.setBolt("other", new Python()).shuffleGrouping("lines")).contains("another language"));
        assertEquals("Bolt 'hiding' runs a sink, in the field sink, and is none itself, so nobody would commit it: let " + Hiding.class.getName()
            + " implement tempest.api.epoch.ITwoPhaseSink", refused(Map.of(), builder -> builder.setBolt("hiding", new Hiding()).shuffleGrouping("lines")));
    }

    @Test
    void tridentIsRefusedByName() {
        TridentTopology trident = new TridentTopology();
        trident.newStream("words", new FixedBatchSpout(new Fields("word"), 1, new Values("a"))).groupBy(new Fields("word"))
            .persistentAggregate(new MemoryMapState.Factory(), new org.apache.storm.trident.operation.builtin.Count(), new Fields("count"));
        String message = assertThrows(InvalidTopologyException.class, () -> StateGuarantee.applied(trident.build(), conf(Map.of()))).get_msg();
        assertTrue(message.endsWith("is of Trident, whose states are exact by its own transactions: leave topology.state.guarantee out"), message);
    }

    @Test
    void aConfigurationThatCannotBeKeptIsRefusedWithItsKey() {
        assertEquals("Configuration key topology.state.guarantee is 'once', where it has to be at-least-once or exactly-once",
            refused(Map.of("topology.state.guarantee", "once"), builder -> { }));
        assertTrue(refused(Map.of("topology.state.epoch.folder", "epochs"), builder -> { }).startsWith("Configuration key topology.state.epoch.folder is 'epochs'"));
        assertTrue(refused(Map.of("topology.state.epoch.folder", ""), builder -> { }).startsWith("Configuration key topology.state.epoch.folder is ''"));
        assertTrue(refused(Map.of("topology.state.checkpoint.interval.ms", 30_001), builder -> { }).contains("longer than topology.message.timeout.secs (30 s)"));
        assertTrue(refused(Map.of("topology.state.provider", "x.Redis"), builder -> { }).startsWith("Configuration key topology.state.provider is x.Redis, of which no object can be made: "));
        assertTrue(refused(Map.of("topology.state.provider", "java.util.ArrayList"), builder -> { }).contains("state is kept in memory or by a provider that implements tempest.api.epoch.IEpochStateProvider"));
        assertTrue(refused(Map.of("topology.tick.tuple.freq.secs", 0.5), builder -> builder.setBolt("count", new Count()).shuffleGrouping("lines")).startsWith("Bolt 'count': "));
    }

    @Test
    void aCycleIsRefusedByName() {
        assertTrue(refused(Map.of(), builder -> {
            builder.setBolt("count", new Count()).shuffleGrouping("lines").shuffleGrouping("again");
            builder.setBolt("again", new Flaky()).shuffleGrouping("count");
        }).matches("Bolt '(count|again)' is part of a cycle, .*"));
    }

    @Test
    void aTopologyIsRewrittenTheSameHoweverOftenItIsBuiltAndStaysAsItIsWithoutTheGuarantee() throws InvalidTopologyException {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("lines", new FileSource(List.of("none")));
        builder.setBolt("count", new Count()).shuffleGrouping("lines");
        StormTopology first = builder.createTopology();
        assertSame(first, StateGuarantee.applied(first, Map.of("topology.state.guarantee", "at-least-once")));
        StormTopology rewritten = StateGuarantee.applied(first, conf(Map.of()));
        assertEquals(rewritten, StateGuarantee.applied(first, conf(Map.of())));
        assertSame(rewritten, StateGuarantee.applied(rewritten, conf(Map.of())));
        builder.setBolt("out", new FileSink("out")).shuffleGrouping("count");
        StormTopology second = StateGuarantee.applied(builder.createTopology(), conf(Map.of()));
        assertEquals(Set.of("$epochs", "lines"), second.get_spouts().keySet());
        assertEquals(Set.of(new GlobalStreamId("lines", "default"), new GlobalStreamId("lines", "$epoch")), second.get_bolts().get("count").get_common().get_inputs().keySet());
        assertTrue(new String(second.get_spouts().get("$epochs").get_spout_object().get_serialized_java(), StandardCharsets.ISO_8859_1).contains("out"));
    }

    @Test
    void anEntryOfTheStoreIsWrittenOnce() {
        FolderStore store = new FolderStore(temp);
        assertTrue(store.create("a/b", new byte[] {1}));
        assertEquals(false, store.create("a/b", new byte[] {2}));
        assertEquals(1, store.read("a/b")[0]);
        assertEquals(List.of("b"), store.list("a"));
        store.delete("a");
        assertEquals(List.of(), store.list("a"));
        assertEquals(null, store.read("a/b"));
    }

    @Test
    void aCoordinatorThatWasReplacedAppendsNothing() {
        EpochLog log = new EpochLog(new FolderStore(temp));
        EpochLog.Entry first = new EpochLog.Entry(1, 1, Transaction.NONE);
        EpochLog.Entry replaced = new EpochLog.Entry(2, 2, Transaction.NONE);
        assertTrue(log.append(first) && log.append(replaced));
        assertEquals(false, log.append(new EpochLog.Entry(2, 1, new Transaction(1, 1))));
        assertEquals(replaced, log.latest());
    }

    private EpochCoordinator coordinator(Set<String> tasks, List<Throwable> errors, AtomicLong now) {
        EpochCoordinator coordinator = new EpochCoordinator(List.of());
        coordinator.prepare(new EpochSettings(new FolderStore(temp), now::get, 100, 1_000), tasks, errors::add);
        return coordinator;
    }

    @Test
    void anEpochOfMoreTasksIsNotGoneOnFrom() {
        AtomicLong now = new AtomicLong();
        List<Throwable> errors = new ArrayList<>();
        EpochCoordinator first = coordinator(Set.of("count-0", "count-1"), errors, now);
        first.nextTuple();
        EpochTask task = new EpochTask(new FolderStore(temp), "count-0");
        assertTrue(task.save(new Transaction(1, 1), new byte[0]) && new EpochTask(new FolderStore(temp), "count-1").save(new Transaction(1, 1), new byte[0]));
        now.addAndGet(100);
        first.nextTuple();
        assertEquals(new Transaction(1, 1), new EpochLog(new FolderStore(temp)).latest().committed());
        EpochCoordinator fewer = coordinator(Set.of("count-0", "sum-0"), errors, now);
        fewer.nextTuple();
        now.addAndGet(100);
        fewer.nextTuple();
        assertEquals(List.of("topology.state.epoch.folder has epoch 1 of a topology with other components or numbers of tasks: without [sum-0], with [count-1]. Submit with the same "
            + "ones, or name an empty folder to begin anew"), errors.stream().map(Throwable::getMessage).toList());
        assertEquals(1, new EpochLog(new FolderStore(temp)).latest().incarnation());
    }

    @Test
    void aCoordinatorThatWasReplacedBeginsAgainOnceNothingIsDecidedAnyMore() {
        AtomicLong now = new AtomicLong();
        EpochLog log = new EpochLog(new FolderStore(temp));
        EpochCoordinator first = coordinator(Set.of("count-0"), new ArrayList<>(), now);
        first.nextTuple();
        coordinator(Set.of("count-0"), new ArrayList<>(), now).nextTuple();
        assertEquals(2, log.latest().incarnation());
        for (int i = 0; i < 27; i++) {
            now.addAndGet(100);
            first.nextTuple();
        }
        assertEquals(2, log.latest().incarnation());
        for (int i = 0; i < 3; i++) {
            now.addAndGet(100);
            first.nextTuple();
        }
        assertEquals(3, log.latest().incarnation());
    }

    @Test
    void whatIsAppendedAtAPlaceThatWasDeletedDecidesNothing() {
        EpochLog log = new EpochLog(new FolderStore(temp));
        for (long position = 1; position <= 70; position++) {
            assertTrue(log.append(new EpochLog.Entry(position, position, Transaction.NONE)));
        }
        log.tidy(70);
        assertFalse(log.append(new EpochLog.Entry(2, 1, new Transaction(1, 1))));
        assertEquals(70, log.latest().position());
    }

    @Test
    void aTransactionOfTheFileSinkIsCommittedOnceAndOthersAreForgotten() {
        Path folder = temp.resolve("out");
        FileSink sink = new FileSink(folder.toString());
        sink.prepare("out-0", new OutputCollector(new Said()));
        sink.abort(1);
        sink.execute(Said.tuple("count", List.of("word", "count"), "a", 1));
        Transaction first = new Transaction(1, 1);
        sink.prepare(first);
        assertEquals(List.of(), committed());
        FileSink again = new FileSink(folder.toString());
        again.prepare("out-0", new OutputCollector(new Said()));
        sink.execute(Said.tuple("count", List.of("word", "count"), "b", 2));
        sink.prepare(new Transaction(2, 1));
        again.commit(first);
        again.commit(first);
        again.abort(2);
        again.commit(new Transaction(2, 1));
        assertEquals(List.of("a\t1"), committed());
        assertEquals(1, folder.toFile().list().length);
        sink.cleanup();
        again.cleanup();
    }
}
