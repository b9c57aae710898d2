// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.storm.Config;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.task.IOutputCollector;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.trident.topology.TransactionAttempt;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.junit.jupiter.api.Test;

/** A task that was restarted does not finish batches whose rows its predecessor may have taken. */
class StageBoltTest {
    private static final int COORDINATOR = 1;
    private static final int SOURCE = 2;
    private static final int TASK = 3;
    private static final int GROUP = 0;
    private static final int FINISH = 1;
    private static final long NOW = System.currentTimeMillis();
    private static final long BEFORE_THIS_PROCESS = NOW - TimeUnit.DAYS.toMillis(1);

    private final List<String> done = new ArrayList<>();

    private StageBolt bolt(Set<Integer> coordinated) {
        return bolt(coordinated, 3600);
    }

    private StageBolt bolt(Set<Integer> coordinated, int timeoutSecs) {
        StageBolt bolt = new StageBolt(new Counting(done), null, Map.of("coordinator", GROUP), coordinated, Map.of(GROUP, FINISH), List.of());
        Map<Integer, String> components = Map.of(COORDINATOR, "coordinator", SOURCE, "source", TASK, "count");
        TopologyContext context = new TopologyContext(new StormTopology(), new HashMap<>(), components,
            Map.of("coordinator", List.of(COORDINATOR), "source", List.of(SOURCE), "count", List.of(TASK)), new HashMap<>(), new HashMap<>(), "t", null,
            null, TASK, 6700, List.of(COORDINATOR, SOURCE, TASK), new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>(),
            new AtomicBoolean(false), null);
        bolt.prepare(Map.of(Config.TOPOLOGY_MESSAGE_TIMEOUT_SECS, timeoutSecs), context, new OutputCollector(new Answers(done)));
        return bolt;
    }

    private static Tuple tuple(int from, String stream, Object... values) {
        Values all = new Values(values);
        return (Tuple) Proxy.newProxyInstance(StageBoltTest.class.getClassLoader(), new Class<?>[] {Tuple.class}, (proxy, method, args) ->
            switch (method.getName()) {
                case "getSourceTask" -> from;
                case "getSourceStreamId" -> stream;
                case "size" -> all.size();
                case "getValue", "getLong", "getInteger" -> all.get((Integer) args[0]);
                case "toString" -> stream;
                default -> throw new IllegalStateException("unexpected call of " + method.getName());
            });
    }

    private static Tuple begins(long transaction, long at) {
        return tuple(COORDINATOR, "$batch", transaction, transaction, 0, 0, at, List.of());
    }

    private static Tuple mayFinish(long transaction, long begun) {
        return tuple(COORDINATOR, "$commit", transaction, transaction, 0, FINISH, begun);
    }

    private static Tuple rows(long transaction, Object... rows) {
        return tuple(SOURCE, "rows", COORDINATOR, transaction, 0, 0, 1, List.of(rows));
    }

    @Test
    void rowsOfABatchThatBeganAreTakenAndTheBatchIsFinished() {
        StageBolt bolt = bolt(Set.of(GROUP));
        bolt.execute(begins(1, NOW));
        bolt.execute(rows(1, "a", "b"));
        bolt.execute(mayFinish(1, NOW));
        assertEquals(List.of("ack $batch", "ack rows", "finish 1:0 with 2", "ack $commit"), done);
    }

    @Test
    void rowsThatOvertakeTheBeginMessageWaitForIt() {
        StageBolt bolt = bolt(Set.of(GROUP));
        bolt.execute(rows(1, "a"));
        assertEquals(List.of(), done);
        bolt.execute(begins(1, NOW));
        bolt.execute(mayFinish(1, NOW));
        assertEquals(List.of("ack rows", "ack $batch", "finish 1:0 with 1", "ack $commit"), done);
    }

    @Test
    void aBatchWhoseBeginMessageWasNotReceivedIsFailed() {
        StageBolt bolt = bolt(Set.of(GROUP));
        bolt.execute(mayFinish(1, NOW));
        assertEquals(List.of("fail $commit"), done);
    }

    @Test
    void aBeginningThatIsSentAgainToAProcessStartedAfterItIsRefused() {
        StageBolt bolt = bolt(Set.of(GROUP));
        bolt.execute(begins(1, BEFORE_THIS_PROCESS));
        bolt.execute(rows(1, "a"));
        bolt.execute(mayFinish(1, BEFORE_THIS_PROCESS));
        assertEquals(List.of("fail $batch", "fail rows", "fail $commit"), done);
    }

    @Test
    void aClockThatIsAheadRefusesNothingOnceTheProcessIsOlderThanATimeOut() {
        StageBolt bolt = bolt(Set.of(GROUP), 0);
        bolt.execute(begins(1, BEFORE_THIS_PROCESS));
        bolt.execute(rows(1, "a"));
        bolt.execute(mayFinish(1, BEFORE_THIS_PROCESS));
        assertEquals(List.of("ack $batch", "ack rows", "finish 1:0 with 1", "ack $commit"), done);
    }

    @Test
    void aRequestOlderThanTheProcessIsFailedAndNotAnsweredWithWhatIsLeftOfIt() {
        StageBolt bolt = bolt(Set.of());
        bolt.execute(mayFinish(1, BEFORE_THIS_PROCESS));
        bolt.execute(rows(2, "a"));
        bolt.execute(mayFinish(2, NOW));
        assertEquals(List.of("fail $commit", "ack rows", "finish 2:0 with 1", "ack $commit"), done);
    }

    /** Counts the rows of each batch. */
    private record Counting(List<String> done) implements BatchStage {
        private static final class Count {
            final TransactionAttempt attempt;
            int rows;

            Count(TransactionAttempt attempt) {
                this.attempt = attempt;
            }
        }

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context, BatchOutput out) {
        }

        @Override
        public Object start(int group, TransactionAttempt attempt) {
            return new Count(attempt);
        }

        @Override
        public void take(Object batch, int input, Object[] row) {
            ((Count) batch).rows++;
        }

        @Override
        public void finish(Object batch) {
            done.add("finish " + ((Count) batch).attempt + " with " + ((Count) batch).rows);
        }

        @Override
        public void cleanup() {
        }
    }

    /** Writes down what is acknowledged and failed. */
    private record Answers(List<String> done) implements IOutputCollector {
        @Override
        public List<Integer> emit(String streamId, Collection<Tuple> anchors, List<Object> tuple) {
            throw new IllegalStateException("the stage emits nothing");
        }

        @Override
        public void emitDirect(int taskId, String streamId, Collection<Tuple> anchors, List<Object> tuple) {
            throw new IllegalStateException("the stage emits nothing");
        }

        @Override
        public void ack(Tuple input) {
            done.add("ack " + input);
        }

        @Override
        public void fail(Tuple input) {
            done.add("fail " + input);
        }

        @Override
        public void resetTimeout(Tuple input) {
        }

        @Override
        public void flush() {
        }

        @Override
        public void reportError(Throwable error) {
            throw new IllegalStateException(error);
        }
    }
}
