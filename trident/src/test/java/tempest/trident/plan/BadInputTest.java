// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.plan;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.apache.storm.generated.Grouping;
import org.apache.storm.generated.NullStruct;
import org.apache.storm.task.IMetricsContext;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.trident.Stream;
import org.apache.storm.trident.TridentState;
import org.apache.storm.trident.TridentTopology;
import org.apache.storm.trident.operation.builtin.Count;
import org.apache.storm.trident.operation.builtin.Equals;
import org.apache.storm.trident.operation.builtin.MapGet;
import org.apache.storm.trident.operation.builtin.Sum;
import org.apache.storm.trident.spout.IOpaquePartitionedTridentSpout;
import org.apache.storm.trident.spout.ISpoutPartition;
import org.apache.storm.trident.state.State;
import org.apache.storm.trident.state.StateFactory;
import org.apache.storm.trident.state.StateSpec;
import org.apache.storm.trident.state.StateType;
import org.apache.storm.trident.testing.MemoryMapState;
import org.apache.storm.tuple.Fields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import tempest.trident.run.KindOfState;

/** Mistakes are reported where they are made, or when the topology is built, with the operation and the field. */
class BadInputTest {
    private final TridentTopology topology = new TridentTopology();
    private final Stream stream = topology.newStream("in", new RandomGraph.AnySpout());

    private static void refused(Executable mistake, String... words) {
        String message = assertThrows(IllegalArgumentException.class, mistake).getMessage();
        for (String word : words) {
            assertTrue(message.contains(word), message);
        }
    }

    @Test
    void aFieldThatDoesNotExist() {
        refused(() -> stream.each(new Fields("w"), new RandomGraph.Repeat(), new Fields("x")), "each RandomGraph.Repeat", "\"w\"", "[k, v]");
        refused(() -> stream.filter(new Fields("w"), new Equals()), "filter Equals", "\"w\"");
        refused(() -> stream.project(new Fields("k", "w")), "project", "\"w\"");
        refused(() -> stream.groupBy(new Fields("w")), "groupBy", "\"w\"");
        refused(() -> stream.partitionBy(new Fields("w")), "partitionBy", "\"w\"");
        refused(() -> stream.aggregate(new Fields("w"), new Sum(), new Fields("x")), "Combine", "\"w\"");
        refused(() -> stream.minBy("w"), "Min", "\"w\"");
        refused(() -> stream.partitionPersist(new Kept.Rows("none"), new Fields("w"), new Kept.KeepRows()), "partitionPersist", "KeepRows", "\"w\"");
        refused(() -> topology.multiReduce(new Fields("w"), stream, new Fields("k"), stream, new org.apache.storm.trident.drpc.ReturnResultsReducer(),
            new Fields()), "multiReduce", "\"w\"");
        TridentState state = topology.newStaticState(new MemoryMapState.Factory());
        refused(() -> stream.stateQuery(state, new Fields("w"), new MapGet(), new Fields("x")), "stateQuery MapGet", "\"w\"");
    }

    @Test
    void aFieldNameThatIsThereAlready() {
        refused(() -> stream.each(new Fields("k"), new RandomGraph.Repeat(), new Fields("v")), "each RandomGraph.Repeat", "\"v\"", "there already");
        refused(() -> stream.groupBy(new Fields("k")).aggregate(new Count(), new Fields("k")), "\"k\"");
        refused(() -> stream.chainedAgg().aggregate(new Count(), new Fields("n")).aggregate(new Count(), new Fields("n")).chainEnd(), "chainedAgg", "\"n\"");
        refused(() -> topology.newStream("in", new RandomGraph.AnySpout()), "\"in\"", "newStream");
    }

    @Test
    void aJoinOfDifferentKeyCountsOrWithWrongFields() {
        Stream other = topology.newStream("other", new RandomGraph.AnySpout());
        refused(() -> topology.join(stream, new Fields("k", "v"), other, new Fields("k"), new Fields("a", "b")), "join", "[k, v]", "[k]");
        refused(() -> topology.join(stream, new Fields("k"), other, new Fields("k"), new Fields("a", "b")), "join", "[a, b]", "3");
        refused(() -> topology.join(stream, new Fields("k"), other, new Fields("w"), new Fields("a", "b", "c")), "join", "\"w\"");
        refused(() -> topology.join(List.of(stream), List.of(new Fields("k")), new Fields("a")), "join");
        refused(() -> topology.merge(stream, other.project(new Fields("k"))), "merge", "[k]");
        refused(() -> topology.multiReduce(stream.groupBy(new Fields("k")), other.groupBy(new Fields("k", "v")),
            (org.apache.storm.trident.operation.GroupedMultiReducer<?>) new Joins(List.of(new Fields("k"), new Fields("k")), List.of(new Fields("k"),
                new Fields("k")), new Fields("k"), List.of(org.apache.storm.trident.JoinType.INNER, org.apache.storm.trident.JoinType.INNER),
                org.apache.storm.trident.JoinOutFieldsMode.COMPACT).reducer(), new Fields("x")), "multiReduce", "[k, v]");
    }

    @Test
    void aStateBehindTheWrongKindOfSpout() {
        TridentTopology opaque = new TridentTopology();
        opaque.newStream("changing", new OpaqueSpout()).groupBy(new Fields("k"))
            .persistentAggregate(new Transactional(), new Count(), new Fields("n"));
        refused(opaque::build, "partitionPersist MapCombinerAggStateUpdater", "transactional", "changing");
        refused(() -> stream.partitionPersist((StateSpec) null, new Fields("k"), new Kept.KeepRows()), "partitionPersist", "null");
    }

    @Test
    void aRepartitioningWhereNoneIsAllowed() {
        TridentState state = stream.groupBy(new Fields("k")).persistentAggregate(new MemoryMapState.Factory(), new Count(), new Fields("n"));
        state.newValuesStream().shuffle().stateQuery(state, new Fields("k"), new MapGet(), new Fields("again"));
        refused(topology::build, "stateQuery MapGet", "no repartitioning");
        Grouping direct = new Grouping();
        direct.set_direct(new NullStruct());
        refused(() -> stream.partition(direct), "partition", "DIRECT");
        refused(() -> stream.partitionBy(new Fields()), "partitionBy", "at least one");
    }

    @Test
    void requestsTogetherWithBatchesOfASpout() {
        topology.merge(stream.project(new Fields("k")), topology.newDRPCStream("f"));
        refused(topology::build, "newDRPCStream f", "newStream in");
        refused(() -> stream.parallelismHint(0), "parallelismHint(0)", "newStream in");
        refused(() -> topology.newStream("a/b", new RandomGraph.AnySpout()), "a/b");
        refused(() -> topology.newStream("odd", (org.apache.storm.trident.spout.ITridentDataSource) new Odd()), "BadInputTest$Odd");
    }

    @Test
    void whatBelongsToAnotherTopologyOrIsNotThere() {
        TridentTopology other = new TridentTopology();
        TridentState state = other.newStaticState(new MemoryMapState.Factory());
        refused(() -> stream.stateQuery(state, new Fields("k"), new MapGet(), new Fields("x")), "stateQuery MapGet[k]", "another topology");
        refused(() -> stream.stateQuery(null, new Fields("k"), new MapGet(), new Fields("x")), "stateQuery MapGet[k]", "null");
        refused(() -> topology.merge(stream, other.newStream("there", new RandomGraph.AnySpout())), "merge", "newStream there", "another topology");
        refused(() -> topology.newStream("none", (org.apache.storm.trident.spout.ITridentSpout<?>) null), "newStream none", "null");
        refused(() -> stream.each(new Fields("k"), (org.apache.storm.trident.operation.Function) null, new Fields("x")), "operation", "null");
        refused(() -> topology.newDRPCStream(""), "newDRPCStream");
    }

    private static final class Odd implements org.apache.storm.trident.spout.ITridentDataSource {
    }

    private static final class Transactional implements StateFactory, KindOfState {
        @Override
        public State makeState(Map<String, Object> conf, IMetricsContext metrics, int partitionIndex, int numPartitions) {
            throw new IllegalStateException("nothing runs here");
        }

        @Override
        public StateType stateType() {
            return StateType.TRANSACTIONAL;
        }
    }

    private static final class OpaqueSpout implements IOpaquePartitionedTridentSpout<Object, ISpoutPartition, Object> {
        @Override
        public Emitter<Object, ISpoutPartition, Object> getEmitter(Map<String, Object> conf, TopologyContext context) {
            throw new IllegalStateException("nothing runs here");
        }

        @Override
        public Coordinator<Object> getCoordinator(Map<String, Object> conf, TopologyContext context) {
            throw new IllegalStateException("nothing runs here");
        }

        @Override
        public Map<String, Object> getComponentConfiguration() {
            return null;
        }

        @Override
        public Fields getOutputFields() {
            return new Fields("k", "v");
        }
    }
}
