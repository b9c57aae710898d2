// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.epoch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.storm.Constants;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.state.KeyValueState;
import org.apache.storm.task.GeneralTopologyContext;
import org.apache.storm.task.IOutputCollector;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.BasicBoltExecutor;
import org.apache.storm.topology.BasicOutputCollector;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseBasicBolt;
import org.apache.storm.topology.base.BaseRichBolt;
import org.apache.storm.topology.base.BaseStatefulBolt;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.TupleImpl;
import org.apache.storm.tuple.Values;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One task, its barriers and tuples given by hand: from task 1 before it, to task 9 after it. */
class EpochBoltTest {
    private static final GeneralTopologyContext CONTEXT = new GeneralTopologyContext(new StormTopology(new HashMap<>(), new HashMap<>(), new HashMap<>()),
        new HashMap<>(Map.of("storm.cluster.mode", "distributed")), new HashMap<>(), new HashMap<>(), new HashMap<>(), "t-1-1");
    private static final int BEFORE = 1;
    private static final int AFTER = 9;

    @TempDir
    private Path temp;
    private final List<String> sent = new ArrayList<>();
    private FolderStore store;
    private EpochBolt task;
    private long now = 1;

    /** Keeps what it is given, and what is asked of it. */
    private static class Keeping extends BaseRichBolt {
        private static final long serialVersionUID = 1L;
        final transient List<Tuple> given = new ArrayList<>();
        transient OutputCollector collector;

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
            this.collector = collector;
        }

        @Override
        public void execute(Tuple input) {
            given.add(input);
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
        }
    }

    private final class Recorder implements IOutputCollector {
        @Override
        public List<Integer> emit(String streamId, Collection<Tuple> anchors, List<Object> tuple) {
            synchronized (sent) {
                sent.add(streamId + tuple.subList(0, tuple.size() - 1));
            }
            return List.of(AFTER);
        }

        @Override
        public void emitDirect(int taskId, String streamId, Collection<Tuple> anchors, List<Object> tuple) {
            sent.add(streamId + (streamId.equals(EpochOutput.STREAM) ? tuple : tuple.subList(0, tuple.size() - 1)));
        }

        @Override
        public void ack(Tuple input) {
        }

        @Override
        public void fail(Tuple input) {
        }

        @Override
        public void resetTimeout(Tuple input) {
        }

        @Override
        public void flush() {
        }

        @Override
        public void reportError(Throwable error) {
            sent.add("error " + error.getMessage());
        }
    }

    private void start(Supplier<Object> bolts) {
        store = new FolderStore(temp);
        EpochSettings settings = new EpochSettings(store, () -> now, 100, 10_000);
        task = new EpochBolt(new EpochBolt.Wrapped(new byte[0], true, 0));
        task.prepare(settings, new EpochTask(store, "b-0"), Set.of(BEFORE), new EpochOutput.Targets(Set.of(AFTER), Map.of("direct", Set.of(AFTER))), () -> new EpochState(new SimulatedBolts.Longs()),
            new Recorder(), bolts, (life, collector) -> life.prepare(Map.of(), null, collector));
    }

    private void barrier(long incarnation, long epoch, long origin, long count) {
        task.execute(new TupleImpl(CONTEXT, new Values(incarnation, epoch, origin, count), "before", BEFORE, EpochOutput.STREAM));
    }

    private void begin(long incarnation, long after) {
        barrier(incarnation, after, after == 0 ? 0 : incarnation - 1, EpochOutput.BEGIN);
    }

    private void cut(long incarnation, long epoch, long count) {
        barrier(incarnation, epoch, incarnation, count);
    }

    private void tuple(long incarnation, long epoch, long value) {
        task.execute(new TupleImpl(CONTEXT, new Values(value, Tag.of(incarnation, epoch)), "before", BEFORE, "default"));
    }

    private void tick() {
        task.execute(new TupleImpl(CONTEXT, new Values(1), Constants.SYSTEM_COMPONENT_ID, (int) Constants.SYSTEM_TASK_ID, Constants.SYSTEM_TICK_STREAM_ID));
    }

    private boolean isSaved(long epoch, long incarnation) {
        return store.read(EpochTask.folder(new Transaction(epoch, incarnation)) + "/b-0") != null;
    }

    private String fault(long incarnation) {
        byte[] why = store.read(EpochTask.FAULTS + "/" + incarnation + "/b-0");
        return why == null ? null : new String(why, StandardCharsets.UTF_8);
    }

    private static void byAnotherThread(Runnable call) throws InterruptedException {
        Thread other = new Thread(call);
        other.start();
        other.join();
    }

    @Test
    void whatAnotherThreadFailsKeepsItsEpochFromBeingSaved() throws InterruptedException {
        Keeping bolt = new Keeping();
        start(() -> bolt);
        begin(1, 0);
        tuple(1, 1, 5);
        byAnotherThread(() -> bolt.collector.fail(bolt.given.get(0)));
        cut(1, 1, 1);
        assertFalse(isSaved(1, 1));
        assertEquals("a tuple of before failed", fault(1));
    }

    @Test
    void whatAnotherThreadEmitsIsCountedInTheEpochOfItsAnchor() throws InterruptedException {
        Keeping bolt = new Keeping();
        start(() -> bolt);
        begin(1, 0);
        tuple(1, 1, 5);
        cut(1, 1, 1);
        tuple(1, 2, 6);
        byAnotherThread(() -> {
            bolt.collector.emit(bolt.given.get(0), new Values(50L));
            bolt.collector.ack(bolt.given.get(0));
        });
        tick();
        assertEquals(List.of("$epoch[1, 0, 0, -1]", "default[50]", "$epoch[1, 1, 1, 1]"), sent);
        assertEquals(2, bolt.given.size());
    }

    @Test
    void anEpochWaitsForTuplesThatAreAckedLaterAndHoldsThoseOfTheNext() throws InterruptedException {
        Keeping bolt = new Keeping();
        start(() -> bolt);
        begin(1, 0);
        tuple(1, 1, 5);
        cut(1, 1, 1);
        tuple(1, 2, 6);
        tick();
        assertFalse(isSaved(1, 1));
        assertEquals(1, bolt.given.size());
        byAnotherThread(() -> bolt.collector.ack(bolt.given.get(0)));
        tuple(1, 2, 7);
        assertTrue(isSaved(1, 1));
        assertEquals(3, bolt.given.size());
    }

    @Test
    void theIncarnationEndsIfTuplesAreNotAckedInTime() {
        Keeping bolt = new Keeping();
        start(() -> bolt);
        begin(1, 0);
        tuple(1, 1, 5);
        cut(1, 1, 1);
        now += 9_999;
        tick();
        assertEquals(null, fault(1));
        now++;
        tick();
        assertEquals("the bolt did not ack or fail 1 tuples within topology.state.synchronization.timeout.secs after their epoch ended", fault(1));
        assertFalse(isSaved(1, 1));
    }

    /** Gathers tuples until it is to prepare. */
    private static final class Gathering extends BaseStatefulBolt<KeyValueState<Object, Object>> {
        private static final long serialVersionUID = 1L;
        private final transient List<Tuple> gathered = new ArrayList<>();
        private final boolean failing;
        private transient OutputCollector collector;
        private transient KeyValueState<Object, Object> state;

        Gathering(boolean failing) {
            this.failing = failing;
        }

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
            this.collector = collector;
        }

        @Override
        public void initState(KeyValueState<Object, Object> state) {
            this.state = state;
        }

        @Override
        public void execute(Tuple input) {
            gathered.add(input);
        }

        @Override
        public void prePrepare(long txid) {
            for (Tuple input : gathered) {
                if (failing) {
                    collector.fail(input);
                } else {
                    state.put(0L, (Long) state.get(0L, 0L) + input.getLong(0));
                    collector.ack(input);
                }
            }
            gathered.clear();
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
        }
    }

    @Test
    void aTupleThatFailsWhileTheBoltPreparesItsEpochKeepsItFromBeingSaved() {
        start(() -> new Gathering(true));
        begin(1, 0);
        tuple(1, 1, 5);
        cut(1, 1, 1);
        assertFalse(isSaved(1, 1));
        assertEquals("a tuple of before failed", fault(1));
        assertEquals(List.of("$epoch[1, 0, 0, -1]"), sent);
    }

    @Test
    void anIncarnationBeginsWithANewInstanceOfTheBoltAndTheStateOfTheCommittedEpoch() {
        start(() -> new Gathering(false));
        begin(1, 0);
        tuple(1, 1, 5);
        cut(1, 1, 1);
        assertTrue(isSaved(1, 1));
        Object former = task.life().bolt();
        tuple(1, 2, 6);
        begin(2, 1);
        assertNotSame(former, task.life().bolt());
        tuple(2, 2, 7);
        cut(2, 2, 1);
        assertEquals(12L, ByteBuffer.wrap(store.read("snapshots/2-2/b-0")).getLong(Integer.BYTES + 2 * Integer.BYTES + Long.BYTES));
    }

    @Test
    void whatAThreadOfAFormerLifeEmitsOrFailsCountsNoMore() throws InterruptedException {
        List<Keeping> lives = new ArrayList<>();
        start(() -> {
            lives.add(new Keeping());
            return lives.get(lives.size() - 1);
        });
        begin(1, 0);
        tuple(1, 1, 5);
        begin(2, 0);
        Keeping former = lives.get(0);
        byAnotherThread(() -> {
            assertEquals(List.of(), former.collector.emit(former.given.get(0), new Values(50L)));
            former.collector.fail(former.given.get(0));
        });
        cut(2, 1, 0);
        assertTrue(isSaved(1, 2));
        assertEquals(List.of("$epoch[1, 0, 0, -1]", "$epoch[2, 0, 0, -1]", "$epoch[2, 1, 2, 0]"), sent);
    }

    @Test
    void aTaskThatIsStartedAgainEndsTheIncarnationAtHandThoughItTookNoPart() {
        store = new FolderStore(temp);
        new EpochLog(store).append(new EpochLog.Entry(1, 1, Transaction.NONE));
        start(Keeping::new);
        assertEquals(null, fault(1));
        new EpochLog(store).append(new EpochLog.Entry(2, 2, Transaction.NONE));
        start(Keeping::new);
        assertEquals("this task was started again", fault(2));
    }

    /** A sink that is a basic bolt. */
    private static final class BasicSink extends BaseBasicBolt implements ITwoPhaseSink {
        private static final long serialVersionUID = 1L;
        private final transient List<String> calls = new ArrayList<>();

        @Override
        public void execute(Tuple input, BasicOutputCollector collector) {
            calls.add("tuple " + input.getValues());
        }

        @Override
        public void prepare(Transaction transaction) {
            calls.add("prepare " + transaction.epoch());
        }

        @Override
        public void commit(Transaction transaction) {
            calls.add("commit " + transaction.epoch());
        }

        @Override
        public void abort(long incarnation) {
            calls.add("abort " + incarnation);
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
        }
    }

    @Test
    void aSinkThatIsABasicBoltPreparesAndCommits() {
        BasicSink sink = new BasicSink();
        start(() -> new BasicBoltExecutor(sink));
        begin(1, 0);
        tuple(1, 1, 5);
        cut(1, 1, 1);
        cut(1, 2, 0);
        assertEquals(List.of("abort 1", "tuple [5]", "prepare 1", "commit 1", "prepare 2"), sink.calls);
    }

    @Test
    void aDirectEmitThatReachesNobodyIsNotCounted() {
        Keeping bolt = new Keeping();
        start(() -> bolt);
        begin(1, 0);
        tuple(1, 1, 5);
        bolt.collector.emitDirect(AFTER, "default", bolt.given.get(0), new Values(1L));
        bolt.collector.emitDirect(AFTER, "direct", bolt.given.get(0), new Values(2L));
        bolt.collector.ack(bolt.given.get(0));
        cut(1, 1, 1);
        assertEquals("$epoch[1, 1, 1, 1]", sent.get(sent.size() - 1));
    }

    @Test
    void aBoltThatEmitsWhileItIsPreparedIsTold() {
        Keeping bolt = new Keeping();
        start(() -> bolt);
        String message = assertThrows(IllegalStateException.class, () -> bolt.collector.emit(new Values(1L))).getMessage();
        assertTrue(message.startsWith("a bolt of an exactly-once topology emits before it got a tuple"), message);
    }

    @Test
    void moreTuplesThanTheSenderSentEndTheIncarnation() {
        start(() -> new Gathering(false));
        begin(1, 0);
        tuple(1, 1, 5);
        tuple(1, 1, 5);
        cut(1, 1, 1);
        assertEquals("more tuples of epoch 1 came from task 1 than the 1 that it sent", fault(1));
        assertFalse(isSaved(1, 1));
    }

    @Test
    void tuplesThatWereLostEndTheIncarnationLongBeforeTheEpochTakesTooLong() {
        start(() -> new Gathering(false));
        begin(1, 0);
        tuple(1, 1, 5);
        cut(1, 1, 2);
        tick();
        now += 1_999;
        tick();
        assertEquals(null, fault(1));
        now++;
        tick();
        assertEquals("task 1 sent 2 tuples of epoch 1, and 1 came", fault(1));
        assertFalse(isSaved(1, 1));
    }

    @Test
    void theLastBarrierIsRepeatedAndDoesNoHarm() {
        start(() -> new Gathering(false));
        begin(1, 0);
        now += 2_000;
        tick();
        begin(1, 0);
        tuple(1, 1, 5);
        cut(1, 1, 1);
        cut(1, 1, 1);
        now += 2_000;
        tick();
        tick();
        assertEquals(List.of("$epoch[1, 0, 0, -1]", "$epoch[1, 0, 0, -1]", "$epoch[1, 1, 1, 0]", "$epoch[1, 1, 1, 0]"), sent);
        assertEquals(null, fault(1));
    }

    @Test
    void tuplesThatOvertakeTheBarriersOfTheirIncarnationAndEpochAreHeldForThem() {
        Keeping bolt = new Keeping();
        start(() -> bolt);
        tuple(1, 2, 7);
        tuple(1, 1, 5);
        begin(1, 0);
        assertEquals(1, bolt.given.size());
        bolt.collector.ack(bolt.given.get(0));
        cut(1, 1, 2);
        tuple(1, 1, 6);
        bolt.collector.ack(bolt.given.get(1));
        tick();
        assertTrue(isSaved(1, 1));
        assertEquals(List.of(5L, 6L, 7L), bolt.given.stream().map(each -> each.getLong(0)).toList());
    }

    @Test
    void aDamagedSnapshotIsRefused() {
        start(() -> new Gathering(false));
        begin(1, 0);
        tuple(1, 1, 5);
        cut(1, 1, 1);
        store.delete("snapshots/1-1/b-0");
        store.create("snapshots/1-1/b-0", new byte[9]);
        begin(2, 1);
        assertTrue(fault(2).startsWith("The snapshot of b-0 in epoch 1 is damaged: snapshots/1-1/b-0"), fault(2));
    }
}
