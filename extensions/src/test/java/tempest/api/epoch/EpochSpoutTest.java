// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.epoch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.storm.spout.ISpoutOutputCollector;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichSpout;
import org.apache.storm.tuple.Values;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One spout task, stepped by hand: a clock, a log that the test writes, and what it sends to task 9. */
class EpochSpoutTest {
    private static final int MOST_AHEAD = 1 << 16;

    @TempDir
    private Path temp;
    private final List<String> barriers = new ArrayList<>();
    private FolderStore store;
    private EpochLog log;
    private EpochSpout task;
    private Numbers numbers;
    private long tuples;
    private long now = 1;

    private static final class Numbers extends BaseRichSpout implements ICheckpointedSpout {
        private static final long serialVersionUID = 1L;
        private transient SpoutOutputCollector collector;
        private byte next;

        @Override
        public void open(Map<String, Object> conf, TopologyContext context, SpoutOutputCollector collector) {
        }

        @Override
        public void nextTuple() {
            collector.emit(new Values(next++));
        }

        @Override
        public byte[] position() {
            return new byte[] {next};
        }

        @Override
        public void restore(byte[] position) {
            next = position == null ? 0 : position[0];
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
        }
    }

    private final class Recorder implements ISpoutOutputCollector {
        @Override
        public List<Integer> emit(String streamId, List<Object> tuple, Object messageId) {
            tuples++;
            return List.of(9);
        }

        @Override
        public void emitDirect(int taskId, String streamId, List<Object> tuple, Object messageId) {
            barriers.add(tuple.toString());
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
            barriers.add("error " + error.getMessage());
        }
    }

    private void start() {
        store = new FolderStore(temp);
        log = new EpochLog(store);
        numbers = new Numbers();
        task = new EpochSpout(numbers);
        task.prepare(new EpochSettings(store, () -> now, 100, 1_000), new EpochTask(store, "s-0"), new EpochOutput.Targets(Set.of(9), Map.of()), new Recorder());
        numbers.collector = new SpoutOutputCollector(task.new Tagging());
    }

    private void step(long millis) {
        now += millis;
        task.nextTuple();
    }

    @Test
    void nothingIsEmittedBeforeAnIncarnationBegins() {
        start();
        step(50);
        assertEquals(0, tuples);
        log.append(new EpochLog.Entry(1, 1, Transaction.NONE));
        step(50);
        assertEquals(1, tuples);
        assertEquals(List.of("[1, 0, 0, -1]"), barriers);
    }

    @Test
    void anEpochEndsAfterAnIntervalAndTheNextOnlyOnceItIsCommitted() {
        start();
        log.append(new EpochLog.Entry(1, 1, Transaction.NONE));
        step(50);
        step(100);
        step(1_000);
        assertEquals(List.of("[1, 0, 0, -1]", "[1, 1, 1, 1]"), barriers);
        step(1_000);
        assertEquals("[1, 1, 1, 1]", barriers.remove(2));
        log.append(new EpochLog.Entry(2, 1, new Transaction(1, 1)));
        step(50);
        assertEquals("[1, 2, 1, 3]", barriers.get(2));
    }

    @Test
    void aLaterIncarnationGoesBackToThePositionOfTheCommittedEpoch() {
        start();
        log.append(new EpochLog.Entry(1, 1, Transaction.NONE));
        step(50);
        step(100);
        step(1);
        log.append(new EpochLog.Entry(2, 1, new Transaction(1, 1)));
        log.append(new EpochLog.Entry(3, 2, new Transaction(1, 1)));
        assertEquals(3, numbers.next);
        step(50);
        assertEquals(2, numbers.next);
        assertEquals("[2, 1, 1, -1]", barriers.get(2));
    }

    @Test
    void whatIsAheadOfAnEpochThatIsNotCommittedIsBounded() {
        start();
        log.append(new EpochLog.Entry(1, 1, Transaction.NONE));
        step(50);
        step(100);
        long before = tuples;
        for (int i = 0; i < MOST_AHEAD + 10; i++) {
            step(0);
        }
        assertEquals(MOST_AHEAD - 1, tuples - before);
        log.append(new EpochLog.Entry(2, 1, new Transaction(1, 1)));
        step(50);
        step(0);
        assertEquals(MOST_AHEAD + 1, tuples - before);
    }

    @Test
    void aSpoutThatEmitsFromAThreadOfItsOwnIsTold() {
        start();
        log.append(new EpochLog.Entry(1, 1, Transaction.NONE));
        step(50);
        String message = assertThrows(IllegalStateException.class, () -> numbers.collector.emit(new Values(1))).getMessage();
        assertTrue(message.startsWith("s-0 emits outside of nextTuple, or from a thread of its own"), message);
    }

    @Test
    void aTaskWhoseIncarnationAnotherProcessTakesPartInEmitsNothingAndEndsIt() throws EpochTask.StoreFailure {
        start();
        assertTrue(new EpochTask(store, "s-0").claim(1));
        log.append(new EpochLog.Entry(1, 1, Transaction.NONE));
        step(50);
        assertEquals(0, tuples);
        assertEquals(List.of("s-0"), store.list("faults/1"));
    }
}
