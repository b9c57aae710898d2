// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.storm.Contexts;
import org.apache.storm.RecordingCollector;
import org.apache.storm.TestTuples;
import org.apache.storm.state.InMemoryKeyValueState;
import org.apache.storm.state.KeyValueState;
import org.apache.storm.state.State;
import org.apache.storm.state.StateProvider;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.base.BaseStatefulWindowedBolt;
import org.apache.storm.topology.base.BaseWindowedBolt;
import org.apache.storm.topology.base.BaseWindowedBolt.Count;
import org.apache.storm.topology.base.BaseWindowedBolt.Duration;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.apache.storm.windowing.TupleWindow;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A window that is saved with its bolt's state gives what one gives that never failed, writes what changed, and has in memory what it may. */
class PersistentWindowTest {
    private static final Fields FIELDS = new Fields("n", "ts");
    private static final Map<String, CountingState> STATES = new HashMap<>();

    /** Counts the tuples that are written to it. */
    private static final class CountingState extends InMemoryKeyValueState<Object, Object> {
        int tuplesWritten;

        @Override
        public void put(Object key, Object value) {
            tuplesWritten += value instanceof List<?> block ? block.size() : 0;
            super.put(key, value);
        }
    }

    /** Outlives the bolts of a test, as a store outlives a worker. */
    public static final class Store implements StateProvider {
        @Override
        public State newState(String namespace, Map<String, Object> topoConf, TopologyContext context) {
            return STATES.computeIfAbsent(namespace, name -> new CountingState());
        }
    }

    private static List<Object> numbers(List<Tuple> tuples) {
        List<Object> numbers = new ArrayList<>();
        tuples.forEach(tuple -> numbers.add(tuple.getValueByField("n")));
        return numbers;
    }

    private static String told(TupleWindow window) {
        return numbers(window.get()) + " new " + numbers(window.getNew()) + " left " + numbers(window.getExpired());
    }

    private static final class Numbers extends TopologyBuilderTest.Words {
        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(FIELDS);
        }
    }

    /** Keeps what it is told of windows. */
    private static final class Telling extends BaseStatefulWindowedBolt<KeyValueState<String, Long>> {
        private final transient List<String> told;
        private transient OutputCollector collector;

        Telling(List<String> told) {
            this.told = told;
        }

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
            this.collector = collector;
        }

        @Override
        public void initState(KeyValueState<String, Long> state) {
        }

        @Override
        public void execute(TupleWindow window) {
            told.add(told(window));
            collector.emit(new Values(1));
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("one"));
        }
    }

    /** The same without a state. */
    private static final class Plain extends BaseWindowedBolt {
        private final transient List<String> told = new ArrayList<>();

        @Override
        public void execute(TupleWindow window) {
            told.add(told(window));
        }
    }

    private final RecordingCollector recorded = new RecordingCollector();

    @BeforeEach
    void forgetStates() {
        STATES.clear();
    }

    private <E extends WindowedBoltExecutor> E prepared(E executor) {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("spout", new Numbers());
        builder.setBolt("windows", new TopologyBuilderTest.Count()).shuffleGrouping("spout");
        Contexts contexts = new Contexts(builder.createTopology());
        contexts.conf.put("topology.state.provider", Store.class.getName());
        contexts.conf.put("topology.bolts.watermark.event.interval.ms", 3_600_000);
        contexts.conf.putAll(executor.getComponentConfiguration());
        executor.prepare(contexts.conf, contexts.of("windows"), new OutputCollector(recorded));
        return executor;
    }

    private PersistentWindowedBoltExecutor<?> persistent(List<String> told, BaseWindowedBolt like, long mostInMemory) {
        Telling bolt = new Telling(told);
        bolt.getComponentConfiguration().putAll(like.getComponentConfiguration());
        if (like.getTimestampExtractor() != null) {
            bolt.withTimestampExtractor(like.getTimestampExtractor());
        }
        PersistentWindowedBoltExecutor<KeyValueState<String, Long>> executor = prepared(new PersistentWindowedBoltExecutor<>(bolt.withPersistence()
            .withMaxEventsInMemory(mostInMemory)));
        executor.initState(new InMemoryKeyValueState<>());
        return executor;
    }

    private static BaseWindowedBolt window(BaseWindowedBolt bolt, Random random) {
        int slide = 1 + random.nextInt(6);
        int length = 1 + random.nextInt(20);
        return switch (random.nextInt(4)) {
            case 0 -> bolt.withWindow(Count.of(length), Count.of(slide));
            case 1 -> bolt.withWindow(Duration.of(length), Duration.of(slide)).withTimestampField("ts").withLag(Duration.of(4));
            case 2 -> bolt.withWindow(Count.of(length), Duration.of(slide)).withTimestampField("ts").withLag(Duration.of(4));
            default -> bolt.withWindow(Count.of(length), Count.of(slide)).withTimestampField("ts").withLag(Duration.of(4));
        };
    }

    @Test
    void restartsAndRollbacksChangeNoWindow() {
        for (int seed = 0; seed < 300; seed++) {
            STATES.clear();
            Random random = new Random(seed);
            List<Tuple> input = new ArrayList<>();
            long now = 100;
            for (int n = random.nextInt(60); n >= 0; n--) {
                now += random.nextInt(3);
                input.add(TestTuples.of(FIELDS, (long) input.size(), now - random.nextInt(4)));
            }
            Plain plain = new Plain();
            WindowedBoltExecutor expected = prepared(new WindowedBoltExecutor(window(plain, new Random(seed))));
            for (Tuple tuple : input) {
                expected.execute(tuple);
                expected.fireDue();
            }
            List<String> told = new ArrayList<>();
            int most = 1 + random.nextInt(12);
            PersistentWindowedBoltExecutor<?> executor = persistent(told, plain, most);
            int saved = 0;
            int toldWhenSaved = 0;
            long txid = 0;
            for (int i = 0; i < input.size(); i++) {
                executor.execute(input.get(i));
                executor.fireDue();
                int chance = random.nextInt(12);
                if (chance < 2) {
                    executor.prePrepare(++txid);
                    executor.preCommit(txid);
                    saved = i + 1;
                    toldWhenSaved = told.size();
                } else if (chance < 4 && i < input.size() - 1) { // what was not saved comes again
                    if (chance == 2) {
                        executor.preRollback();
                    } else {
                        executor.cleanup();
                        STATES.values().forEach(InMemoryKeyValueState::rollback);
                        executor = persistent(told, plain, most);
                    }
                    i = saved - 1;
                    told.subList(toldWhenSaved, told.size()).clear();
                }
            }
            assertEquals(plain.told, told, "seed " + seed);
            executor.cleanup();
            expected.cleanup();
        }
    }

    @Test
    void aCheckpointWritesWhatChangedHoweverManyTuplesTheWindowHas() {
        PersistentWindowedBoltExecutor<?> executor = persistent(new ArrayList<>(), new Plain().withTumblingWindow(Count.of(100_000)), 50_000);
        Tuple tuple = TestTuples.of(FIELDS, 1L, 0L);
        for (long n = 0; n < 50_500; n++) {
            executor.execute(tuple);
        }
        executor.prePrepare(1);
        executor.preCommit(1);
        CountingState state = STATES.values().iterator().next();
        assertEquals(50_500, state.tuplesWritten);
        executor.execute(tuple);
        executor.prePrepare(2);
        executor.preCommit(2);
        assertEquals(50_500 + 501, state.tuplesWritten, "one block more, of which half was there");
        executor.cleanup();
    }

    @Test
    void noMoreTuplesAreInMemoryThanWasSaid() {
        InMemoryKeyValueState<String, Object> state = new InMemoryKeyValueState<>();
        TupleBlocks blocks = new TupleBlocks(state, 100);
        Tuple tuple = TestTuples.of(FIELDS, 1L, 0L);
        for (int n = 0; n < 10_000; n++) {
            assertEquals(n, blocks.add(SavedTuple.of(tuple, n)));
            assertTrue(blocks.inMemory() <= 100, "after " + n + " there are " + blocks.inMemory());
        }
        for (int n = 0; n < 10_000; n++) {
            assertEquals(n, blocks.get(n).time());
            assertTrue(blocks.inMemory() <= 100, "at " + n + " there are " + blocks.inMemory());
        }
        blocks.save(0, null);
        for (int n = 0; n < 10_000; n++) {
            blocks.release(n);
        }
        blocks.save(0, null);
        List<Object> left = new ArrayList<>();
        state.iterator().forEachRemaining(entry -> left.add(entry.getKey()));
        assertEquals(List.of("window"), left, "what left the window is gone from the state");
    }

    @Test
    void whatIsEmittedHangsOnTuplesThatNoCheckpointHolds() {
        PersistentWindowedBoltExecutor<?> executor = persistent(new ArrayList<>(), new Plain().withWindow(Count.of(4), Count.of(2)), 10);
        List<Tuple> tuples = new ArrayList<>();
        for (long n = 0; n < 4; n++) {
            tuples.add(TestTuples.of(FIELDS, n, 0L));
        }
        executor.execute(tuples.get(0));
        executor.execute(tuples.get(1));
        assertEquals(tuples.subList(0, 2), recorded.emitted.get(0).anchors());
        executor.prePrepare(1);
        executor.preCommit(1);
        executor.execute(tuples.get(2));
        executor.execute(tuples.get(3));
        assertEquals(tuples.subList(2, 4), recorded.emitted.get(1).anchors());
        executor.cleanup();
    }

    @Test
    void aWindowWithNoTupleInMemoryIsRefused() {
        String message = assertThrows(IllegalArgumentException.class,
            () -> persistent(new ArrayList<>(), new Plain().withTumblingWindow(Count.of(2)), 0)).getMessage();
        assertEquals("Bolt 'windows' has withMaxEventsInMemory(0), which must be 1 or more", message);
    }
}
