// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.storm.task.IMetricsContext;
import org.apache.storm.topology.FailedException;
import org.apache.storm.trident.JoinOutFieldsMode;
import org.apache.storm.trident.JoinType;
import org.apache.storm.trident.Plans;
import org.apache.storm.trident.Stream;
import org.apache.storm.trident.TridentState;
import org.apache.storm.trident.TridentTopology;
import org.apache.storm.trident.operation.BaseMultiReducer;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.operation.builtin.Count;
import org.apache.storm.trident.operation.builtin.Debug;
import org.apache.storm.trident.operation.builtin.Equals;
import org.apache.storm.trident.operation.builtin.FilterNull;
import org.apache.storm.trident.operation.builtin.FirstN;
import org.apache.storm.trident.operation.builtin.Negate;
import org.apache.storm.trident.operation.builtin.SnapshotGet;
import org.apache.storm.trident.operation.builtin.Sum;
import org.apache.storm.trident.operation.builtin.TupleCollectionGet;
import org.apache.storm.trident.partition.IndexHashGrouping;
import org.apache.storm.trident.state.State;
import org.apache.storm.trident.state.StateFactory;
import org.apache.storm.trident.testing.MemoryMapState;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;
import org.junit.jupiter.api.Test;

/** What each operation gives for one small batch: a 1, b 5, a 3, c 5. */
class OperationsTest {
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final Fields KV = new Fields("k", "v");

    private final TridentTopology topology = new TridentTopology();
    private final Stream in = topology.newStream("in", new RandomGraph.AnySpout());

    @Test
    void valuesThatDoNotMatchTheDeclaredFieldsAreReportedWithTheOperation() {
        String message = assertThrows(IllegalArgumentException.class, () -> rows(in.map(t -> new Values(1, 2), new Fields("one")))).getMessage();
        assertTrue(message.matches("map OperationsTest lambda.* emitted 2 values \\[1, 2\\] for its fields \\[one\\]"), message);
    }

    /** The rows of a stream, sorted by their text, of one batch. */
    private List<List<Object>> rows(Stream stream) {
        return rows(stream, List.of(List.of("a", 1), List.of("b", 5), List.of("a", 3), List.of("c", 5)));
    }

    private List<List<Object>> rows(Stream stream, List<List<Object>> batch) {
        String id = "operations" + NAMES.incrementAndGet();
        stream.global().partitionPersist(new Kept.Rows(id), stream.getOutputFields(), new Kept.KeepRows());
        run(batch, 1);
        return Kept.rows(id, 1).stream().sorted(Comparator.comparing(Object::toString)).toList();
    }

    private void run(List<List<Object>> batch, int batches) {
        List<Object[]> rows = new ArrayList<>();
        batch.forEach(row -> rows.add(row.toArray()));
        new PlanRunner(Plans.of(topology), 0, (spout, tx, attempt) -> rows, 1).run(batches, 0);
    }

    private static List<List<Object>> of(List<?>... rows) {
        List<List<Object>> all = new ArrayList<>();
        for (List<?> row : rows) {
            all.add(new ArrayList<>(row));
        }
        return all;
    }

    @Test
    void filtersKeepAndNegate() {
        assertEquals(of(List.of("a", 1), List.of("a", 3)), rows(in.filter(new Fields("v"), new Below5())));
        assertEquals(of(), rows(in.each(KV, new Equals())));
        assertEquals(4, rows(in.each(KV, new Negate(new Equals()))).size());
        assertEquals(4, rows(in.filter(new FilterNull()).each(KV, new Debug("operations"))).size());
        assertEquals(of(Arrays.asList("x", 1)), rows(in.filter(new FilterNull()), of(Arrays.asList(null, 1), Arrays.asList("x", 1))));
    }

    @Test
    void leastAndGreatestOfEachPartition() {
        assertEquals(of(List.of("a", 1)), rows(in.minBy("v")));
        assertEquals(of(List.of("b", 5)), rows(in.maxBy("v")));
        assertEquals(of(List.of("a", 1)), rows(in.minBy("k", (Comparator<String> & java.io.Serializable) String::compareTo)));
        assertEquals(of(List.of("c", 5)), rows(in.maxBy("k", (Comparator<String> & java.io.Serializable) String::compareTo)));
        assertEquals(of(List.of("c", 5)), rows(in.max((Comparator<TridentTuple> & java.io.Serializable) (a, b) -> a.getString(0).compareTo(b.getString(0)))));
        assertEquals(of(List.of("a", 1)), rows(in.min((Comparator<TridentTuple> & java.io.Serializable) (a, b) -> a.getInteger(1) - b.getInteger(1))));
        assertEquals(of(), rows(in.minBy("v"), of()));
    }

    @Test
    void firstNByAFieldAndAsTheyCome() {
        assertEquals(of(List.of("a", 1), List.of("a", 3)), rows(in.applyAssembly(new FirstN(2, "v"))));
        assertEquals(of(List.of("b", 5), List.of("c", 5)), rows(in.applyAssembly(new FirstN(2, "v", true))));
        assertEquals(3, rows(in.applyAssembly(new FirstN(3, null))).size());
    }

    @Test
    void aggregatesOfAWholeBatchGiveOneTupleEvenOfNothing() {
        assertEquals(of(List.of(14L)), rows(in.aggregate(new Fields("v"), new Sum(), new Fields("sum")).parallelismHint(3)));
        assertEquals(of(List.of(0L)), rows(in.parallelismHint(4).aggregate(new Count(), new Fields("n")).parallelismHint(3), of()));
        assertEquals(of(List.of(0L)), rows(in.aggregate(new Fields("v"), new RandomGraph.HashReducer(), new Fields("n")), of()));
        assertEquals(of(List.of(4L, 14L)), rows(in.chainedAgg().aggregate(new Count(), new Fields("n"))
            .aggregate(new Fields("v"), new Sum(), new Fields("sum")).chainEnd()));
    }

    @Test
    void partitionsAggregateOnTheirOwn() {
        assertEquals(of(List.of(4L)), rows(in.partitionAggregate(new Count(), new Fields("n"))));
        assertEquals(of(List.of(4L, 14L)), rows(in.chainedAgg().partitionAggregate(new Count(), new Fields("n"))
            .partitionAggregate(new Fields("v"), new Sum(), new Fields("sum")).chainEnd()));
    }

    @Test
    void eachPartitionOfSeveralGivesItsOwnTuple() {
        assertEquals(of(List.of(2L), List.of(2L)), rows(in.parallelismHint(2).partitionAggregate(new Count(), new Fields("n"))));
    }

    @Test
    void groupsGiveATupleEach() {
        assertEquals(of(List.of("a", 4L), List.of("b", 5L), List.of("c", 5L)),
            rows(in.groupBy(new Fields("k")).aggregate(new Fields("v"), new Sum(), new Fields("sum"))));
        assertEquals(of(), rows(in.groupBy(new Fields("k")).aggregate(new Count(), new Fields("n")), of()));
    }

    @Test
    void aChainJoinsAllThatItsAggregatorsEmit() {
        assertEquals(of(List.of("a", 1, 4L), List.of("a", 3, 4L)), rows(in.chainedAgg().partitionAggregate(KV,
            new FirstN.FirstNSortedAgg(2, "v", false), new Fields("k1", "v1")).partitionAggregate(new Count(), new Fields("n")).chainEnd()));
    }

    @Test
    void broadcastAndAGroupingOfTheUsers() {
        assertEquals(8, rows(in.broadcast().filter(new RandomGraph.Mostly.All()).parallelismHint(2)).size());
        assertEquals(4, rows(in.partition(new IndexHashGrouping(0) {
            @Override
            public List<Integer> chooseTasks(int taskId, List<Object> values) {
                return List.of(1);
            }
        }).filter(new RandomGraph.Mostly.All()).parallelismHint(2)).size());
    }

    @Test
    void joinsLeaveOutWhatOneSideLacksOrFillWithNulls() {
        Stream left = in.filter(new Fields("v"), new Below3());
        Stream right = in.filter(new Fields("k"), new NotB());
        assertEquals(of(List.of("a", 1, 1), List.of("a", 1, 3)),
            rows(topology.join(left, new Fields("k"), right, new Fields("k"), new Fields("k", "l", "r"))));
        assertEquals(of(List.of("a", 1, 1), List.of("a", 1, 3), Arrays.asList("c", null, 5)),
            rows(topology.join(left, new Fields("k"), right, new Fields("k"), new Fields("k", "l", "r"), JoinType.OUTER)));
        assertEquals(of(List.of("a", 1, 1), List.of("a", 1, 3)), rows(topology.join(left, new Fields("k"), right, new Fields("k"), new Fields("k", "l", "r"),
            JoinType.mixed(JoinType.INNER, JoinType.OUTER))));
        assertEquals(of(List.of("a", 1, "a", 1), List.of("a", 1, "a", 3), Arrays.asList("c", null, "c", 5)), rows(topology.join(left, new Fields("k"), right,
            new Fields("k"), new Fields("lk", "l", "rk", "r"), JoinType.OUTER, JoinOutFieldsMode.PRESERVE)));
    }

    private static final class Below5 extends org.apache.storm.trident.operation.BaseFilter {
        @Override
        public boolean isKeep(TridentTuple tuple) {
            return tuple.getInteger(0) < 5;
        }
    }

    private static final class Below3 extends org.apache.storm.trident.operation.BaseFilter {
        @Override
        public boolean isKeep(TridentTuple tuple) {
            return tuple.getInteger(0) < 3;
        }
    }

    private static final class NotB extends org.apache.storm.trident.operation.BaseFilter {
        @Override
        public boolean isKeep(TridentTuple tuple) {
            return !tuple.getString(0).equals("b");
        }
    }

    @Test
    void aMultiReducerSeesWhichStreamATupleIsOf() {
        assertEquals(of(List.of(1040)), rows(topology.multiReduce(in, in.project(new Fields("v")), new CountSides(), new Fields("n"))));
    }

    /** Counts 10 for a tuple of stream 0, 250 for one of stream 1. */
    private static final class CountSides extends BaseMultiReducer<int[]> {
        @Override
        public int[] init(TridentCollector collector) {
            return new int[1];
        }

        @Override
        public void execute(int[] state, int streamIndex, TridentTuple input, TridentCollector collector) {
            state[0] += streamIndex == 0 ? 10 : 250;
        }

        @Override
        public void complete(int[] state, TridentCollector collector) {
            collector.emit(new Values(state[0]));
        }
    }

    @Test
    void statesAreQueriedForOneValueOrForAll() {
        TridentState total = in.persistentAggregate(new Kept.Factory("total" + NAMES.incrementAndGet(), Kept.Kind.OPAQUE), new Count(), new Fields("n"));
        assertEquals(of(List.of("a", 4L)), rows(in.filter(new Fields("v"), new Below3()).project(new Fields("k")).global()
            .stateQuery(total, new SnapshotGet(), new Fields("total"))));
        TridentTopology other = new TridentTopology();
        Stream again = other.newStream("in", new RandomGraph.AnySpout());
        TridentState counts = again.groupBy(new Fields("k")).persistentAggregate(new MemoryMapState.Factory(), new Count(), new Fields("n"));
        String id = "all" + NAMES.incrementAndGet();
        Stream all = again.aggregate(new Count(), new Fields("rows")).global().stateQuery(counts, new TupleCollectionGet(), new Fields("key", "n"));
        all.global().partitionPersist(new Kept.Rows(id), all.getOutputFields(), new Kept.KeepRows());
        new PlanRunner(Plans.of(other), 0, (spout, tx, attempt) -> List.<Object[]>of(new Object[] {"a", 1}, new Object[] {"a", 2}), 1).run(1, 0);
        assertEquals(of(List.of(2L, "a", 2L)), Kept.rows(id, 1));
    }

    @Test
    void aStateThatCannotBeMadeFailsTheBatchAfterAFewAttempts() {
        in.partitionPersist(new Unreachable(), KV, new Kept.KeepRows());
        FailedException failure = assertThrows(FailedException.class, () -> run(of(List.of("a", 1)), 1));
        assertTrue(failure.getMessage().contains("Unreachable") && failure.getMessage().contains("3 attempts"), failure.getMessage());
    }

    private static final class Unreachable implements StateFactory {
        @Override
        public State makeState(Map<String, Object> conf, IMetricsContext metrics, int partitionIndex, int numPartitions) {
            throw new IllegalStateException("no server at 127.0.0.1:1");
        }
    }

    @Test
    void sumsAreExactAndStayWholeWhileTheyFit() {
        Sum sum = new Sum();
        assertEquals(3L, sum.combine(1, 2L));
        assertEquals(1.5, sum.combine(1, 0.5));
        assertEquals(new java.math.BigDecimal("9223372036854775808"), sum.combine(Long.MAX_VALUE, 1));
        assertEquals(new java.math.BigDecimal("1.1"), sum.combine(new java.math.BigDecimal("0.1"), 1));
    }
}
