// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.storm.spout.CheckPointState.Action;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.state.InMemoryKeyValueState;
import org.apache.storm.state.State;
import org.apache.storm.state.StateProvider;
import org.apache.storm.streams.operations.Consumer;
import org.apache.storm.streams.operations.mappers.PairValueMapper;
import org.apache.storm.streams.windowing.TumblingWindows;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichSpout;
import org.apache.storm.topology.base.BaseWindowedBolt.Duration;
import org.apache.storm.tuple.Fields;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What streams keep beyond a value or a window comes back after a restart, and is as it was saved after a rollback. */
class KeptStreamsTest {
    private static final Map<String, InMemoryKeyValueState<?, ?>> STATES = new HashMap<>();
    private static final List<String> SEEN = new CopyOnWriteArrayList<>();

    /** Outlives the bolts of a test, as a store outlives a worker. */
    public static final class Store implements StateProvider {
        @Override
        public State newState(String namespace, Map<String, Object> topoConf, TopologyContext context) {
            return STATES.computeIfAbsent(namespace, name -> new InMemoryKeyValueState<>());
        }
    }

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
            SEEN.add(name + " " + input);
        }
    }

    @BeforeEach
    void forget() {
        STATES.clear();
        SEEN.clear();
    }

    private static PairStream<String, Long> side(StreamBuilder builder) {
        return builder.newStream(new ByHand(), new PairValueMapper<>(0, 1));
    }

    private static SteppedTopology started(StreamBuilder builder) {
        SteppedTopology running = new SteppedTopology(builder.build(), Map.of("topology.state.provider", Store.class.getName()), new Random(1));
        running.checkpoint(0, Action.INITSTATE);
        return running;
    }

    private static void save(SteppedTopology running, long txid) {
        running.checkpoint(txid, Action.PREPARE);
        running.checkpoint(txid, Action.COMMIT);
    }

    private static List<String> taken() {
        List<String> taken = SEEN.stream().sorted().toList();
        SEEN.clear();
        return taken;
    }

    private static StreamBuilder everything() {
        StreamBuilder builder = new StreamBuilder();
        PairStream<String, Long> left = side(builder);
        PairStream<String, Long> right = side(builder);
        left.countByKey().forEach(new Keep<>("count"));
        left.map(Pair::getSecond).aggregate(0L, Long::sum, Long::sum).forEach(new Keep<>("sum"));
        left.groupByKey().forEach(new Keep<>("group"));
        left.join(right).forEach(new Keep<>("join"));
        left.coGroupByKey(right).forEach(new Keep<>("both"));
        return builder;
    }

    @Test
    void whatIsAggregatedAndJoinedWithoutWindowsOutlivesARestart() {
        try (SteppedTopology running = started(everything())) {
            running.emit("spout1", "k", 1L, 0L);
            running.emit("spout1", "k", 2L, 0L);
            running.deliverAll();
            save(running, 1);
            taken();
            STATES.values().forEach(InMemoryKeyValueState::rollback);
            running.restartAll();
            running.checkpoint(1, Action.INITSTATE);
            running.emit("spout1", "k", 5L, 0L);
            running.deliverAll();
            running.emit("spout2", "k", 10L, 0L);
            running.deliverAll();
        }
        assertEquals(List.of("both (k, ([1, 2, 5], [10]))", "both (k, ([1, 2, 5], []))", "count (k, 3)", "group (k, [1, 2, 5])", "join (k, (1, 10))",
            "join (k, (2, 10))", "join (k, (5, 10))", "sum 8"), taken());
    }

    @Test
    void aRollbackUndoesWhatWasNotSaved() {
        try (SteppedTopology running = started(everything())) {
            running.emit("spout1", "k", 1L, 0L);
            running.deliverAll();
            save(running, 1);
            running.emit("spout1", "k", 2L, 0L);
            running.deliverAll();
            running.checkpoint(2, Action.PREPARE);
            running.emit("spout1", "k", 3L, 0L);
            running.deliverAll();
            running.checkpoint(2, Action.ROLLBACK);
            taken();
            running.emit("spout1", "k", 2L, 0L);
            running.deliverAll();
        }
        assertEquals(List.of("both (k, ([1, 2], []))", "count (k, 2)", "group (k, [1, 2])", "sum 3"), taken());
    }

    @Test
    void aWindowedStreamKeepsAStateByKey() {
        StreamBuilder builder = new StreamBuilder();
        side(builder).window(TumblingWindows.of(Duration.of(10)).withTimestampField("t")).reduceByKey(Long::sum).updateStateByKey(0L, Long::sum)
            .toPairStream().forEach(new Keep<>("sum"));
        try (SteppedTopology running = started(builder)) {
            running.emit("spout1", "k", 1L, 5L);
            running.emit("spout1", "k", 2L, 6L);
            running.emit("spout1", "k", 4L, 25L);
            running.finish();
            assertEquals(List.of("sum (k, 3)"), taken());
            save(running, 1);
            STATES.values().forEach(InMemoryKeyValueState::rollback);
            running.restartAll();
            running.checkpoint(1, Action.INITSTATE);
            running.emit("spout1", "k", 4L, 25L); // its window was not complete, so it comes again
            running.emit("spout1", "k", 8L, 45L);
            running.finish();
            assertEquals(List.of("sum (k, 7)"), taken());
        }
    }

    @Test
    void whatGrowsWithoutBoundIsToldAtBuild() {
        StreamBuilder builder = new StreamBuilder();
        side(builder).countByKey();
        side(builder).join(side(builder));
        side(builder).window(TumblingWindows.of(Duration.of(10))).countByKey();
        List<String> growing = builder.growing();
        assertEquals(2, growing.size(), growing::toString);
        assertEquals("bolt1 keeps a result for every key that ever came, as its stream has no windows: its state grows without bound", growing.get(0));
        assertEquals("bolt4 keeps every value of both streams, as its stream has no windows: its state grows without bound", growing.get(1));
    }

    @Test
    void valuesAreCollectedInPlace() {
        PairStream.Listing<Integer> listing = new PairStream.Listing<>();
        ArrayList<Integer> list = listing.init();
        assertSame(list, listing.apply(list, 1));
        assertSame(list, listing.merge(list, new ArrayList<>(List.of(2))));
        Iterable<Integer> result = listing.result(list);
        listing.apply(list, 3);
        assertEquals(List.of(1, 2), result);
    }
}
