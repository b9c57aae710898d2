// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.local.trident;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.storm.Config;
import org.apache.storm.LocalCluster;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.task.IMetricsContext;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichSpout;
import org.apache.storm.topology.base.BaseWindowedBolt.Duration;
import org.apache.storm.trident.Stream;
import org.apache.storm.trident.TridentTopology;
import org.apache.storm.trident.operation.builtin.Count;
import org.apache.storm.trident.state.State;
import org.apache.storm.trident.state.StateFactory;
import org.apache.storm.trident.testing.CountAsAggregator;
import org.apache.storm.trident.testing.FeederBatchSpout;
import org.apache.storm.trident.testing.FixedBatchSpout;
import org.apache.storm.trident.testing.Split;
import org.apache.storm.trident.windowing.InMemoryWindowsStoreFactory;
import org.apache.storm.trident.windowing.config.TumblingCountWindow;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whole Trident topologies on one local cluster: what the states hold in the end. */
class BatchRunTest {
    /** So many exact looks in a row, 2 ms apart. */
    private static final int LOOKS = 250;
    private static LocalCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = new LocalCluster();
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
    }

    private static Config conf() {
        Config conf = new Config();
        conf.setMaxSpoutPending(4);
        conf.setNumWorkers(2);
        conf.setMessageTimeoutSecs(10);
        conf.put(Config.TOPOLOGY_TRIDENT_BATCH_EMIT_INTERVAL_MILLIS, 1);
        return conf;
    }

    private static void until(BooleanSupplier condition, Supplier<Object> what) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - end < 0, () -> "waited in vain: " + what.get());
            LockSupport.parkNanos(2_000_000);
        }
    }

    @Test
    void wordsOfAFixedSpoutAreCounted() throws Exception {
        FixedBatchSpout spout = new FixedBatchSpout(new Fields("sentence"), 2, new Values("a b c"), new Values("a b"), new Values("a"), new Values("d d"));
        TridentTopology topology = new TridentTopology();
        topology.newStream("fixed", spout).each(new Fields("sentence"), new Split(), new Fields("word")).groupBy(new Fields("word"))
            .persistentAggregate(Tables.factory("fixed", Tables.Kind.OPAQUE, 0), new Count(), new Fields("count")).parallelismHint(3);
        try (LocalCluster.LocalTopology running = cluster.submitTopology("fixed", conf(), topology.build())) {
            Map<Object, Object> expected = Map.of("a", 3L, "b", 2L, "c", 1L, "d", 2L);
            until(() -> Tables.counts("fixed").equals(expected), () -> Tables.counts("fixed"));
        }
    }

    @Test
    void replayedBatchesAreCountedOnceAndThoseOfAPlainStateMoreOften() throws Exception {
        TridentTopology topology = new TridentTopology();
        Stream numbers = topology.newStream("replayed", new Numbers.Replayed(3, 2000, 20)).parallelismHint(2);
        numbers.groupBy(new Fields("number")).persistentAggregate(Tables.factory("transactional", Tables.Kind.TRANSACTIONAL, 17), new Count(), new Fields("count"))
            .parallelismHint(3);
        numbers.groupBy(new Fields("number")).persistentAggregate(Tables.factory("plain", Tables.Kind.PLAIN, 0), new Count(), new Fields("count"));
        numbers.groupBy(new Fields("number")).persistentAggregate(Tables.factory("opaque", Tables.Kind.OPAQUE, 23), new Count(), new Fields("count"))
            .parallelismHint(2);
        try (LocalCluster.LocalTopology running = cluster.submitTopology("replayed", conf(), topology.build())) {
            until(() -> Tables.total("transactional") >= 6000 && Tables.total("opaque") >= 6000 && Tables.total("plain") >= 6000,
                () -> Tables.total("transactional") + " " + Tables.total("opaque") + " " + Tables.total("plain"));
        }
        assertEquals(Map.of(), wrong("transactional", 3, 2000));
        assertEquals(Map.of(), wrong("opaque", 3, 2000));
        assertTrue(Tables.total("plain") > 6000, () -> "nothing was replayed");
    }

    @Test
    void anOpaqueStateIsExactWhenAReplayedBatchHasOtherContents() throws Exception {
        TridentTopology topology = new TridentTopology();
        topology.newStream("other", new Numbers.Opaque(3, 2000, 20)).parallelismHint(2).groupBy(new Fields("number"))
            .persistentAggregate(Tables.factory("other", Tables.Kind.OPAQUE, 11), new Count(), new Fields("count")).parallelismHint(3);
        try (LocalCluster.LocalTopology running = cluster.submitTopology("other", conf(), topology.build())) {
            awaitExact("other", 3, 2000);
        }
    }

    /** Waits until the counts are exact and stay so: a batch that was written and failed nevertheless is taken back once more. */
    private static void awaitExact(String table, long count, long numbers) {
        int[] looks = {0};
        until(() -> {
            looks[0] = wrong(table, count, numbers).isEmpty() ? looks[0] + 1 : 0;
            return looks[0] >= LOOKS;
        }, () -> wrong(table, count, numbers));
    }

    /** The numbers below {@code numbers} that were not counted {@code count} times, with what was counted. */
    private static Map<Object, Object> wrong(String table, long count, long numbers) {
        Map<Object, Object> counts = Tables.counts(table);
        Map<Object, Object> wrong = new HashMap<>();
        for (long i = 0; i < numbers; i++) {
            Object counted = counts.remove(i);
            if (!Long.valueOf(count).equals(counted)) {
                wrong.put(i, counted);
            }
        }
        wrong.putAll(counts);
        return wrong;
    }

    @Test
    void aFeederReturnsWhenItsBatchIsComplete() throws Exception {
        FeederBatchSpout feeder = new FeederBatchSpout(List.of("sentence"));
        TridentTopology topology = new TridentTopology();
        topology.newStream("fed", feeder).each(new Fields("sentence"), new Split(), new Fields("word")).groupBy(new Fields("word"))
            .persistentAggregate(Tables.factory("fed", Tables.Kind.TRANSACTIONAL, 0), new Count(), new Fields("count")).parallelismHint(2);
        try (LocalCluster.LocalTopology running = cluster.submitTopology("fed", conf(), topology.build())) {
            feeder.feed(List.of(new Values("a b"), new Values("b")));
            assertEquals(Map.of("a", 1L, "b", 2L), Tables.counts("fed"));
            feeder.feed(List.of(new Values("a")));
            assertEquals(Map.of("a", 2L, "b", 2L), Tables.counts("fed"));
        }
    }

    @Test
    void progressSurvivesTheTopology() throws Exception {
        for (int run = 1; run <= 2; run++) {
            TridentTopology topology = new TridentTopology();
            topology.newStream("again", new Numbers.Replayed(2, 300 * run, 10)).groupBy(new Fields("number"))
                .persistentAggregate(Tables.factory("again", Tables.Kind.TRANSACTIONAL, 0), new Count(), new Fields("count"));
            int total = 600 * run;
            try (LocalCluster.LocalTopology running = cluster.submitTopology("again-" + run, conf(), topology.build())) {
                until(() -> Tables.total("again") >= total, () -> Tables.total("again"));
            }
        }
        assertEquals(Map.of(), wrong("again", 2, 600));
    }

    @Test
    void anOrdinarySpoutReceivesAcksAndFailsOfItsTuples() throws Exception {
        Acking.ACKED.clear();
        TridentTopology topology = new TridentTopology();
        topology.newStream("ordinary", new Acking()).groupBy(new Fields("number"))
            .persistentAggregate(Tables.factory("ordinary", Tables.Kind.TRANSACTIONAL, 0), new Count(), new Fields("count"));
        try (LocalCluster.LocalTopology running = cluster.submitTopology("ordinary", conf(), topology.build())) {
            until(() -> Acking.ACKED.size() == 100, () -> Acking.ACKED.size());
        }
        assertEquals(100, Tables.total("ordinary"));
    }

    @Test
    void windowsByCountHoldEachTupleOnce() throws Exception {
        TridentTopology topology = new TridentTopology();
        topology.newStream("windowed", new Numbers.Replayed(1, 1000, 7))
            .window(TumblingCountWindow.of(50), new InMemoryWindowsStoreFactory(), new Fields("number"), new CountAsAggregator(), new Fields("size"))
            .groupBy(new Fields("size")).persistentAggregate(Tables.factory("windowed", Tables.Kind.TRANSACTIONAL, 5), new Count(), new Fields("count"));
        try (LocalCluster.LocalTopology running = cluster.submitTopology("windowed", conf(), topology.build())) {
            until(() -> Tables.total("windowed") >= 20, () -> Tables.counts("windowed"));
        }
        assertEquals(Map.of(50L, 20L), Tables.counts("windowed"));
    }

    @Test
    void windowsByTimeHoldEachTupleOnce() throws Exception {
        TridentTopology topology = new TridentTopology();
        topology.newStream("timed", new Numbers.Replayed(1, 1000, 50))
            .tumblingWindow(Duration.of(30), new InMemoryWindowsStoreFactory(), new Fields("number"), new org.apache.storm.trident.testing.CountAsAggregator(),
                new Fields("size"))
            .groupBy(new Fields("size")).persistentAggregate(Tables.factory("timed", Tables.Kind.TRANSACTIONAL, 0), new Count(), new Fields("count"));
        Supplier<Long> tuples = () -> Tables.counts("timed").entrySet().stream()
            .mapToLong(e -> ((Number) e.getKey()).longValue() * ((Number) e.getValue()).longValue()).sum();
        try (LocalCluster.LocalTopology running = cluster.submitTopology("timed", conf(), topology.build())) {
            until(() -> tuples.get() >= 1000, tuples::get);
        }
        assertEquals(1000L, tuples.get());
    }

    @Test
    void aStateThatCannotBeMadeIsReportedAndItsBatchesAreReplayedUntilItCan() throws Exception {
        Late.REACHABLE.set(false);
        TridentTopology topology = new TridentTopology();
        topology.newStream("late", new Numbers.Replayed(2, 300, 50)).groupBy(new Fields("number"))
            .persistentAggregate(new Late(Tables.factory("late", Tables.Kind.TRANSACTIONAL, 0)), new Count(), new Fields("count"));
        try (LocalCluster.LocalTopology running = cluster.submitTopology("late", conf(), topology.build())) {
            until(() -> errors("late").contains(Late.class.getName() + " could not make the state of partition 0 in 3 attempts: no way to the tables"),
                () -> errors("late"));
            assertEquals(0, Tables.total("late"));
            Late.REACHABLE.set(true);
            until(() -> Tables.total("late") >= 600, () -> Tables.total("late"));
        }
        assertEquals(Map.of(), wrong("late", 2, 300));
    }

    private static String errors(String topology) {
        try {
            return cluster.getTopologyInfoByName(topology).get_errors().toString();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes a state once it can. */
    private record Late(StateFactory then) implements StateFactory {
        static final AtomicBoolean REACHABLE = new AtomicBoolean();

        @Override
        public State makeState(Map<String, Object> conf, IMetricsContext metrics, int partitionIndex, int numPartitions) {
            if (!REACHABLE.get()) {
                throw new IllegalStateException("no way to the tables");
            }
            return then.makeState(conf, metrics, partitionIndex, numPartitions);
        }
    }

    /** A hundred numbers, each once. */
    private static final class Acking extends BaseRichSpout {
        private static final long serialVersionUID = 1L;
        static final java.util.Set<Object> ACKED = java.util.concurrent.ConcurrentHashMap.newKeySet();

        private transient SpoutOutputCollector collector;
        private int next;

        @Override
        public void open(Map<String, Object> conf, TopologyContext context, SpoutOutputCollector collector) {
            this.collector = collector;
        }

        @Override
        public void nextTuple() {
            if (next < 100) {
                collector.emit(new Values(next), next);
                next++;
            }
        }

        @Override
        public void ack(Object msgId) {
            ACKED.add(msgId);
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("number"));
        }
    }
}
