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
import org.apache.storm.Contexts;
import org.apache.storm.TestTuples;
import org.apache.storm.RecordingCollector;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.spout.CheckPointState.Action;
import org.apache.storm.state.InMemoryKeyValueState;
import org.apache.storm.state.KeyValueState;
import org.apache.storm.state.State;
import org.apache.storm.state.StateProvider;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.base.BaseStatefulBolt;
import org.apache.storm.topology.base.BaseStatefulWindowedBolt;
import org.apache.storm.topology.base.BaseWindowedBolt;
import org.apache.storm.topology.base.BaseWindowedBolt.Count;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.apache.storm.windowing.TupleWindow;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatefulTopologyTest {
    private static final Map<String, State> STATES = new HashMap<>();
    private final RecordingCollector recorded = new RecordingCollector();

    /** Outlives the bolts of a test, as a store outlives a worker. */
    public static final class Store implements StateProvider {
        @Override
        public State newState(String namespace, Map<String, Object> topoConf, TopologyContext context) {
            return STATES.computeIfAbsent(namespace, name -> new InMemoryKeyValueState<>());
        }
    }

    static class Sum extends BaseStatefulBolt<KeyValueState<String, Long>> {
        transient KeyValueState<String, Long> state;
        private transient OutputCollector collector;

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
            this.collector = collector;
        }

        @Override
        public void initState(KeyValueState<String, Long> state) {
            this.state = state;
        }

        @Override
        public void execute(Tuple input) {
            state.put("sum", state.get("sum", 0L) + input.getLong(0));
            collector.ack(input);
        }
    }

    static class WindowSum extends BaseStatefulWindowedBolt<KeyValueState<String, Long>> {
        transient KeyValueState<String, Long> state;
        transient List<List<Object>> fresh = new ArrayList<>();

        @Override
        public void initState(KeyValueState<String, Long> state) {
            this.state = state;
        }

        @Override
        public void execute(TupleWindow window) {
            List<Object> numbers = new ArrayList<>();
            for (Tuple tuple : window.getNew()) {
                numbers.add(tuple.getValue(0));
                state.put("sum", state.get("sum", 0L) + tuple.getLong(0));
            }
            fresh.add(numbers);
        }
    }

    @BeforeEach
    void forgetStates() {
        STATES.clear();
    }

    private <T extends State> StatefulBoltExecutor<T> prepared(IStatefulBolt<T> bolt, int spoutTasks) {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("spout", new TopologyBuilderTest.Words());
        builder.setBolt("before", new TopologyBuilderTest.Count(), spoutTasks).shuffleGrouping("spout");
        builder.setBolt("sum", bolt).shuffleGrouping("before");
        StormTopology topology = builder.createTopology();
        Contexts contexts = new Contexts(topology);
        contexts.conf.put("topology.state.provider", Store.class.getName());
        if (bolt.getComponentConfiguration() != null) {
            contexts.conf.putAll(bolt.getComponentConfiguration());
        }
        StatefulBoltExecutor<T> executor = new StatefulBoltExecutor<>(bolt);
        executor.prepare(contexts.conf, contexts.of("sum"), new OutputCollector(recorded));
        return executor;
    }

    private static Tuple number(long n) {
        return TestTuples.from("before", "default", 2, new Fields("n"), n);
    }

    /** From a task of the bolt before, of which the first has number 2. */
    private static Tuple step(int nth, Action action, long txid) {
        return TestTuples.from("before", "$checkpoint", nth + 1, new Fields("txid", "action"), txid, action);
    }

    @Test
    void tuplesWaitForTheStateAndAreAckedOnceItIsCommitted() {
        Sum bolt = new Sum();
        StatefulBoltExecutor<?> executor = prepared(bolt, 1);
        Tuple early = number(5);
        executor.execute(early);
        executor.execute(step(1, Action.INITSTATE, -1));
        assertEquals(5L, bolt.state.get("sum"));
        executor.execute(step(1, Action.PREPARE, 0));
        assertTrue(!recorded.acked.contains(early));
        executor.execute(step(1, Action.COMMIT, 0));
        assertTrue(recorded.acked.contains(early));
        assertEquals(List.of(List.of(-1L, Action.INITSTATE), List.of(0L, Action.PREPARE), List.of(0L, Action.COMMIT)),
            recorded.values("$checkpoint"));
    }

    @Test
    void aRollbackUndoesTheStateAndHasItsTuplesReplayed() {
        Sum bolt = new Sum();
        StatefulBoltExecutor<?> executor = prepared(bolt, 1);
        executor.execute(step(1, Action.INITSTATE, -1));
        executor.execute(number(1));
        executor.execute(step(1, Action.PREPARE, 0));
        executor.execute(step(1, Action.COMMIT, 0));
        Tuple prepared = number(10);
        Tuple after = number(100);
        executor.execute(prepared);
        executor.execute(step(1, Action.PREPARE, 1));
        executor.execute(after);
        executor.execute(step(1, Action.ROLLBACK, 1));
        assertEquals(1L, bolt.state.get("sum"));
        assertEquals(List.of(prepared, after), recorded.failed);
    }

    @Test
    void aCheckpointBeforeTheStateIsThereIsFailed() {
        Sum bolt = new Sum();
        StatefulBoltExecutor<?> executor = prepared(bolt, 1);
        Tuple early = step(1, Action.PREPARE, 0);
        executor.execute(early);
        assertEquals(List.of(early), recorded.failed);
        assertTrue(recorded.values("$checkpoint").isEmpty());
        assertTrue(recorded.errors.isEmpty());
        executor.execute(step(1, Action.INITSTATE, 0));
        executor.execute(step(1, Action.PREPARE, 1));
        assertEquals(2, recorded.values("$checkpoint").size());
    }

    /** Cannot save its first checkpoint. */
    static class StoreAway extends Sum {
        @Override
        public void prePrepare(long txid) {
            if (txid == 1) {
                throw new IllegalStateException("the store is away");
            }
        }
    }

    @Test
    void aStepThatThrowsIsFailedAndReportedAndTheBoltGoesOn() {
        StatefulBoltExecutor<?> executor = prepared(new StoreAway(), 1);
        executor.execute(step(1, Action.INITSTATE, 0));
        Tuple failing = step(1, Action.PREPARE, 1);
        executor.execute(failing);
        assertEquals(List.of(failing), recorded.failed);
        assertEquals("the store is away", recorded.errors.get(0).getMessage());
        executor.execute(step(1, Action.ROLLBACK, 1));
        executor.execute(step(1, Action.PREPARE, 2));
        assertEquals(3, recorded.values("$checkpoint").size());
    }

    @Test
    void aStepIsDoneOnceItCameFromEveryTaskEvenIfOneSentItTwice() {
        Sum bolt = new Sum();
        StatefulBoltExecutor<?> executor = prepared(bolt, 2);
        executor.execute(step(1, Action.INITSTATE, -1));
        executor.execute(step(1, Action.INITSTATE, -1));
        assertTrue(recorded.values("$checkpoint").isEmpty());
        executor.execute(step(2, Action.INITSTATE, -1));
        assertEquals(1, recorded.values("$checkpoint").size());
        executor.execute(step(1, Action.PREPARE, 0));
        executor.execute(step(1, Action.ROLLBACK, 0));
        executor.execute(step(2, Action.ROLLBACK, 0));
        assertEquals(List.of(0L, Action.ROLLBACK), recorded.values("$checkpoint").get(1));
    }

    @Test
    void whatIsNotAnchoredIsRefused() {
        StatefulBoltExecutor<?> executor = prepared(new Emitting(), 1);
        executor.execute(step(1, Action.INITSTATE, -1));
        assertThrows(UnsupportedOperationException.class, () -> executor.execute(number(1)));
    }

    static class Emitting extends Sum {
        private transient OutputCollector out;

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
            out = collector;
        }

        @Override
        public void execute(Tuple input) {
            out.emit(new Values(1));
        }
    }

    @Test
    void aWindowRebuiltFromReplayedTuplesCountsEachOnce() {
        WindowSum first = new WindowSum();
        first.withWindow(Count.of(3), Count.of(2)).withMessageIdField("n");
        assertEquals("n", first.getComponentConfiguration().get("topology.bolts.message.id.field.name"));
        StatefulBoltExecutor<?> executor = prepared(new StatefulWindowedBoltExecutor<>(first), 1);
        executor.execute(step(1, Action.INITSTATE, -1));
        for (long n = 1; n <= 4; n++) {
            executor.execute(number(n));
        }
        executor.execute(step(1, Action.PREPARE, 0));
        executor.execute(step(1, Action.COMMIT, 0));
        assertEquals(10L, first.state.get("sum"));

        WindowSum second = new WindowSum();
        second.withWindow(Count.of(3), Count.of(2)).withMessageIdField("n");
        StatefulBoltExecutor<?> restarted = prepared(new StatefulWindowedBoltExecutor<>(second), 1);
        restarted.execute(step(1, Action.INITSTATE, 0));
        for (long n = 1; n <= 6; n++) { // 1 left the window before, 2 to 4 were in it
            restarted.execute(number(n));
        }
        assertEquals(21L, second.state.get("sum"));
        assertEquals(List.of(List.of(5L, 6L)), second.fresh);
    }

    @Test
    void aPersistentWindowComesBackWithItsTuples() {
        WindowSum first = new WindowSum();
        first.withWindow(Count.of(4), Count.of(4)).withPersistence();
        StatefulBoltExecutor<?> executor = prepared(new PersistentWindowedBoltExecutor<>(first), 1);
        executor.execute(step(1, Action.INITSTATE, -1));
        Tuple saved = number(1);
        executor.execute(saved);
        executor.execute(number(2));
        executor.execute(step(1, Action.PREPARE, 0));
        executor.execute(step(1, Action.COMMIT, 0));
        assertTrue(recorded.acked.contains(saved));

        WindowSum second = new WindowSum();
        second.withWindow(Count.of(4), Count.of(4)).withPersistence();
        StatefulBoltExecutor<?> restarted = prepared(new PersistentWindowedBoltExecutor<>(second), 1);
        restarted.execute(step(1, Action.INITSTATE, 0));
        for (long n = 3; n <= 6; n++) {
            restarted.execute(number(n));
        }
        assertEquals(List.of(List.of(1L, 2L, 3L, 4L)), second.fresh);
    }

    @Test
    void aStatefulWindowWithoutAWayToKnowReplayedTuplesIsRefused() {
        WindowSum bolt = new WindowSum();
        bolt.withTumblingWindow(Count.of(2));
        String message = assertThrows(IllegalArgumentException.class,
            () -> prepared(new StatefulWindowedBoltExecutor<>(bolt), 1)).getMessage();
        assertTrue(message.contains("withMessageIdField"), message);
    }

    @Test
    void whatIsReplayedAfterARollbackIsNotLate() {
        WindowSum bolt = new WindowSum();
        bolt.withTumblingWindow(BaseWindowedBolt.Duration.of(10)).withTimestampField("n").withMessageIdField("n").withWatermarkInterval(BaseWindowedBolt.Duration.hours(1));
        StatefulWindowedBoltExecutor<?> windows = new StatefulWindowedBoltExecutor<>(bolt);
        StatefulBoltExecutor<?> executor = prepared(windows, 1);
        executor.execute(step(1, Action.INITSTATE, -1));
        executor.execute(step(1, Action.PREPARE, 0));
        executor.execute(step(1, Action.COMMIT, 0));
        for (int run = 0; run < 2; run++) {
            executor.execute(number(5));
            executor.execute(number(25));
            windows.fireDue();
            executor.execute(step(1, Action.ROLLBACK, run + 1));
        }
        assertEquals(List.of(List.of(5L), List.of(5L)), bolt.fresh);
        executor.cleanup();
    }
}
