// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.Contexts;
import org.apache.storm.RecordingCollector;
import org.apache.storm.TestTuples;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.spout.CheckPointState.Action;
import org.apache.storm.state.InMemoryKeyValueState;
import org.apache.storm.state.KeyValueState;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.base.BaseRichBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.MessageId;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.TupleImpl;
import org.apache.storm.tuple.Values;
import org.apache.storm.utils.Time;
import org.junit.jupiter.api.Test;

/** Tasks: the checkpoint spout 1, the bolt before 2 and 3, the spout 4, the sum 5. */
class CheckpointAlignmentTest {
    private static final int CHECKPOINT_SPOUT = 1;
    private static final int FIRST = 2;
    private static final int SECOND = 3;
    private static final int SPOUT = 4;

    private final RecordingCollector recorded = new RecordingCollector();
    private final StatefulTopologyTest.Sum sum = new StatefulTopologyTest.Sum();
    private final KeyValueState<String, Long> state = new InMemoryKeyValueState<>();

    private static StormTopology topology(boolean alsoFromTheSpout) {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("spout", new TopologyBuilderTest.Words());
        builder.setBolt("before", new TopologyBuilderTest.Count(), 2).shuffleGrouping("spout");
        BoltDeclarer sum = builder.setBolt("sum", new StatefulTopologyTest.Sum()).shuffleGrouping("before");
        if (alsoFromTheSpout) {
            sum.shuffleGrouping("spout");
        }
        return builder.createTopology();
    }

    private BaseStatefulBoltExecutor initialized(boolean alsoFromTheSpout) {
        Contexts contexts = new Contexts(topology(alsoFromTheSpout));
        StatefulBoltExecutor<?> executor = new StatefulBoltExecutor<>(sum);
        executor.prepare(contexts.conf, contexts.of("sum"), new OutputCollector(recorded), state);
        if (alsoFromTheSpout) {
            executor.execute(step(CHECKPOINT_SPOUT, Action.INITSTATE, -1));
        }
        executor.execute(step(FIRST, Action.INITSTATE, -1));
        executor.execute(step(SECOND, Action.INITSTATE, -1));
        recorded.emitted.clear();
        recorded.acked.clear();
        return executor;
    }

    private static String component(int task) {
        return task == CHECKPOINT_SPOUT ? "$checkpointspout" : task == SPOUT ? "spout" : "before";
    }

    private static Tuple number(int task, long n) {
        return TestTuples.from(component(task), "default", task, new Fields("n"), n);
    }

    private static Tuple step(int task, Action action, long txid) {
        return TestTuples.from(component(task), "$checkpoint", task, new Fields("txid", "action"), txid, action);
    }

    private static Tuple attempt(long root, int task, Action action, long txid) {
        TupleImpl step = (TupleImpl) step(task, action, txid);
        return new TupleImpl(step.getContext(), step.getValues(), component(task), task, "$checkpoint", MessageId.makeRootId(root, 17));
    }

    private List<List<Object>> steps() {
        return recorded.values("$checkpoint");
    }

    @Test
    void whatAnInputSendsAfterItsBarrierIsNotInTheSnapshot() {
        BaseStatefulBoltExecutor executor = initialized(false);
        executor.execute(number(FIRST, 1));
        executor.execute(step(FIRST, Action.PREPARE, 0));
        executor.execute(number(FIRST, 10)); // its spout has it replayed if this checkpoint is the last
        executor.execute(number(SECOND, 100));
        assertEquals(101L, sum.state.get("sum"));
        executor.execute(step(SECOND, Action.PREPARE, 0));
        assertEquals(111L, sum.state.get("sum"));
        executor.execute(step(FIRST, Action.COMMIT, 0));
        executor.execute(step(SECOND, Action.COMMIT, 0));
        state.rollback();
        assertEquals(101L, sum.state.get("sum"));
    }

    /** Emits what it gets. */
    private static final class Relay extends BaseRichBolt {
        private static final long serialVersionUID = 1L;
        private transient OutputCollector out;

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
            out = collector;
        }

        @Override
        public void execute(Tuple input) {
            out.emit(input, new Values(input.getValue(0)));
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("n"));
        }
    }

    @Test
    void aBoltWithoutStateHoldsTooAndKeepsAnInputsOrder() {
        Contexts contexts = new Contexts(topology(false));
        CheckpointTupleForwarder executor = new CheckpointTupleForwarder(new Relay());
        executor.prepare(contexts.conf, contexts.of("sum"), new OutputCollector(recorded));
        executor.execute(step(FIRST, Action.PREPARE, 0));
        executor.execute(number(FIRST, 1));
        executor.execute(number(FIRST, 2));
        executor.execute(number(SECOND, 3));
        executor.execute(step(SECOND, Action.PREPARE, 0));
        executor.execute(number(FIRST, 4));
        List<Object> firsts = new ArrayList<>();
        recorded.emitted.forEach(each -> firsts.add(each.values().get(0)));
        assertEquals(List.<Object>of(3L, 0L, 1L, 2L, 4L), firsts);
    }

    @Test
    void whatComesAfterARollbackWaitsUntilItIsDone() {
        BaseStatefulBoltExecutor executor = initialized(false);
        Tuple replayed = number(FIRST, 10);
        Tuple old = number(SECOND, 100);
        executor.execute(step(FIRST, Action.ROLLBACK, 0));
        executor.execute(replayed);
        executor.execute(old);
        executor.execute(step(SECOND, Action.ROLLBACK, 0));
        assertEquals(List.of(old), recorded.failed);
        assertEquals(10L, sum.state.get("sum"));
    }

    @Test
    void theCheckpointSpoutSpeaksForTheOtherSpouts() {
        BaseStatefulBoltExecutor executor = initialized(true);
        executor.execute(step(CHECKPOINT_SPOUT, Action.PREPARE, 0));
        executor.execute(number(SPOUT, 1));
        assertNull(sum.state.get("sum"));
        executor.execute(step(FIRST, Action.PREPARE, 0));
        executor.execute(step(SECOND, Action.PREPARE, 0));
        assertEquals(1L, sum.state.get("sum"));
        assertEquals(List.of(List.of(0L, Action.PREPARE)), steps());
    }

    @Test
    void aCommitHoldsNothing() {
        BaseStatefulBoltExecutor executor = initialized(false);
        executor.execute(step(FIRST, Action.COMMIT, -1));
        executor.execute(number(FIRST, 1));
        assertEquals(1L, sum.state.get("sum"));
    }

    @Test
    void aSlowInputsOldStepUndoesNoNewerOne() {
        BaseStatefulBoltExecutor executor = initialized(false);
        executor.execute(number(SECOND, 1));
        executor.execute(attempt(1, FIRST, Action.PREPARE, 0));
        executor.execute(attempt(2, FIRST, Action.ROLLBACK, 0));
        executor.execute(attempt(1, SECOND, Action.PREPARE, 0));
        assertTrue(steps().isEmpty());
        executor.execute(attempt(2, SECOND, Action.ROLLBACK, 0));
        assertEquals(List.of(List.of(0L, Action.ROLLBACK)), steps());
        assertNull(sum.state.get("sum"));
    }

    @Test
    void twoAttemptsAtAStepAreNotTakenForOne() {
        BaseStatefulBoltExecutor executor = initialized(false);
        executor.execute(attempt(1, FIRST, Action.ROLLBACK, 0)); // the one of the second task is lost
        executor.execute(attempt(2, SECOND, Action.ROLLBACK, 0));
        assertTrue(steps().isEmpty());
        Tuple last = attempt(2, FIRST, Action.ROLLBACK, 0);
        executor.execute(last);
        assertEquals(1, steps().size());
        assertTrue(recorded.acked.contains(last));
    }

    @Test
    void aBarrierIsAckedOnceTheStepIsDone() {
        BaseStatefulBoltExecutor executor = initialized(false);
        Tuple first = step(FIRST, Action.PREPARE, 0);
        Tuple second = step(SECOND, Action.PREPARE, 0);
        executor.execute(first);
        assertTrue(recorded.acked.isEmpty());
        executor.execute(second);
        assertTrue(recorded.acked.containsAll(List.of(first, second)));
    }

    @Test
    void aStepThatTakesTooLongIsFailedAndWhatWasHeldGoesOn() {
        try (Time.SimulatedTime time = new Time.SimulatedTime()) {
            BaseStatefulBoltExecutor executor = initialized(false);
            Tuple first = attempt(1, FIRST, Action.PREPARE, 0);
            executor.execute(first);
            executor.execute(number(FIRST, 1));
            Time.advanceTime(59_999);
            executor.execute(number(FIRST, 10));
            assertNull(sum.state.get("sum"));
            Time.advanceTime(1);
            executor.execute(number(FIRST, 100));
            assertEquals(111L, sum.state.get("sum"));
            Tuple late = attempt(1, SECOND, Action.PREPARE, 0);
            executor.execute(late);
            assertEquals(List.of(first, late), recorded.failed);
            executor.execute(number(SECOND, 1000));
            assertEquals(1111L, sum.state.get("sum"));
            executor.execute(attempt(2, FIRST, Action.ROLLBACK, 0));
            executor.execute(attempt(2, SECOND, Action.ROLLBACK, 0));
            assertNull(sum.state.get("sum"));
            assertEquals(List.of(List.of(0L, Action.ROLLBACK)), steps());
        }
    }

    @Test
    void theTimeoutIsTheTopologys() {
        Contexts contexts = new Contexts(topology(false));
        contexts.conf.put(Config.TOPOLOGY_STATE_SYNCHRONIZATION_TIMEOUT_SECS, 2);
        CheckpointAlignment alignment = new CheckpointAlignment(contexts.conf, contexts.of("sum"));
        alignment.arrived(step(FIRST, Action.PREPARE, 0), 5_000);
        assertNull(alignment.overdue(6_999));
        assertEquals("1 of 2 input tasks sent PREPARE, the others did not within topology.state.synchronization.timeout.secs = 2 s", alignment.overdue(7_000));
    }

    @Test
    void onlySoManyTuplesAreHeld() {
        Contexts contexts = new Contexts(topology(false));
        CheckpointAlignment alignment = new CheckpointAlignment(contexts.conf, contexts.of("sum"), 2);
        alignment.arrived(step(FIRST, Action.PREPARE, 0), 0);
        assertTrue(alignment.hold(number(FIRST, 1)));
        assertFalse(alignment.hold(number(SECOND, 2)));
        assertNull(alignment.overdue(0));
        assertTrue(alignment.hold(number(FIRST, 3)));
        assertNotNull(alignment.overdue(0));
    }

    @Test
    void anInputThatLeadsBackToTheBoltIsNotWaitedFor() {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("spout", new TopologyBuilderTest.Words());
        builder.setBolt("before", new Relay()).shuffleGrouping("spout").shuffleGrouping("sum");
        builder.setBolt("sum", new StatefulTopologyTest.Sum()).shuffleGrouping("before");
        Contexts contexts = new Contexts(builder.createTopology()); // the checkpoint spout 1, before 2, the spout 3, the sum 4
        CheckpointAlignment alignment = new CheckpointAlignment(contexts.conf, contexts.of("before"));
        Tuple back = TestTuples.from("sum", "$checkpoint", 4, new Fields("txid", "action"), 0L, Action.PREPARE);
        assertEquals(CheckpointAlignment.Verdict.DUE, alignment.arrived(step(CHECKPOINT_SPOUT, Action.PREPARE, 0), 0));
        alignment.end();
        assertEquals(CheckpointAlignment.Verdict.KNOWN, alignment.arrived(back, 0));
        assertFalse(alignment.isAligning());

        CheckpointAlignment within = new CheckpointAlignment(contexts.conf, contexts.of("sum"));
        assertEquals(CheckpointAlignment.Verdict.DUE, within.arrived(step(FIRST, Action.PREPARE, 0), 0));
    }
}
