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

    private static void told(Executable mistake, String... words) {
        String message = assertThrows(IllegalArgumentException.class, mistake).getMessage();
        for (String word : words) {
            assertTrue(message.contains(word), message);
        }
    }

    @Test
    void a_field_that_does_not_exist() {
        told(() -> stream.each(new Fields("w"), new RandomGraph.Repeat(), new Fields("x")), "each RandomGraph.Repeat", "\"w\"", "[k, v]");
        told(() -> stream.filter(new Fields("w"), new Equals()), "filter Equals", "\"w\"");
        told(() -> stream.project(new Fields("k", "w")), "project", "\"w\"");
        told(() -> stream.groupBy(new Fields("w")), "groupBy", "\"w\"");
        told(() -> stream.partitionBy(new Fields("w")), "partitionBy", "\"w\"");
        told(() -> stream.aggregate(new Fields("w"), new Sum(), new Fields("x")), "Combine", "\"w\"");
        told(() -> stream.minBy("w"), "Min", "\"w\"");
        told(() -> stream.partitionPersist(new Kept.Rows("none"), new Fields("w"), new Kept.KeepRows()), "partitionPersist", "KeepRows", "\"w\"");
        told(() -> topology.multiReduce(new Fields("w"), stream, new Fields("k"), stream, new org.apache.storm.trident.drpc.ReturnResultsReducer(),
            new Fields()), "multiReduce", "\"w\"");
        TridentState state = topology.newStaticState(new MemoryMapState.Factory());
        told(() -> stream.stateQuery(state, new Fields("w"), new MapGet(), new Fields("x")), "stateQuery MapGet", "\"w\"");
    }

    @Test
    void a_field_name_that_is_there_already() {
        told(() -> stream.each(new Fields("k"), new RandomGraph.Repeat(), new Fields("v")), "each RandomGraph.Repeat", "\"v\"", "there already");
        told(() -> stream.groupBy(new Fields("k")).aggregate(new Count(), new Fields("k")), "\"k\"");
        told(() -> stream.chainedAgg().aggregate(new Count(), new Fields("n")).aggregate(new Count(), new Fields("n")).chainEnd(), "chainedAgg", "\"n\"");
        told(() -> topology.newStream("in", new RandomGraph.AnySpout()), "\"in\"", "newStream");
    }

    @Test
    void a_join_of_different_key_counts_or_with_wrong_fields() {
        Stream other = topology.newStream("other", new RandomGraph.AnySpout());
        told(() -> topology.join(stream, new Fields("k", "v"), other, new Fields("k"), new Fields("a", "b")), "join", "[k, v]", "[k]");
        told(() -> topology.join(stream, new Fields("k"), other, new Fields("k"), new Fields("a", "b")), "join", "[a, b]", "3");
        told(() -> topology.join(stream, new Fields("k"), other, new Fields("w"), new Fields("a", "b", "c")), "join", "\"w\"");
        told(() -> topology.join(List.of(stream), List.of(new Fields("k")), new Fields("a")), "join");
        told(() -> topology.merge(stream, other.project(new Fields("k"))), "merge", "[k]");
        told(() -> topology.multiReduce(stream.groupBy(new Fields("k")), other.groupBy(new Fields("k", "v")),
            (org.apache.storm.trident.operation.GroupedMultiReducer<?>) new Joins(List.of(new Fields("k"), new Fields("k")), List.of(new Fields("k"),
                new Fields("k")), new Fields("k"), List.of(org.apache.storm.trident.JoinType.INNER, org.apache.storm.trident.JoinType.INNER),
                org.apache.storm.trident.JoinOutFieldsMode.COMPACT).reducer(), new Fields("x")), "multiReduce", "[k, v]");
    }

    @Test
    void a_state_behind_the_wrong_kind_of_spout() {
        TridentTopology opaque = new TridentTopology();
        opaque.newStream("changing", new OpaqueSpout()).groupBy(new Fields("k"))
            .persistentAggregate(new Transactional(), new Count(), new Fields("n"));
        told(opaque::build, "partitionPersist MapCombinerAggStateUpdater", "transactional", "changing");
        told(() -> stream.partitionPersist((StateSpec) null, new Fields("k"), new Kept.KeepRows()), "partitionPersist", "null");
    }

    @Test
    void a_repartitioning_where_none_is_allowed() {
        TridentState state = stream.groupBy(new Fields("k")).persistentAggregate(new MemoryMapState.Factory(), new Count(), new Fields("n"));
        state.newValuesStream().shuffle().stateQuery(state, new Fields("k"), new MapGet(), new Fields("again"));
        told(topology::build, "stateQuery MapGet", "no repartitioning");
        Grouping direct = new Grouping();
        direct.set_direct(new NullStruct());
        told(() -> stream.partition(direct), "partition", "DIRECT");
        told(() -> stream.partitionBy(new Fields()), "partitionBy", "at least one");
    }

    @Test
    void requests_together_with_batches_of_a_spout() {
        topology.merge(stream.project(new Fields("k")), topology.newDRPCStream("f"));
        told(topology::build, "newDRPCStream f", "newStream in");
        told(() -> stream.parallelismHint(0), "parallelismHint(0)", "newStream in");
        told(() -> topology.newStream("a/b", new RandomGraph.AnySpout()), "a/b");
        told(() -> topology.newStream("odd", (org.apache.storm.trident.spout.ITridentDataSource) new Odd()), "BadInputTest$Odd");
    }

    @Test
    void what_belongs_to_another_topology_or_is_not_there() {
        TridentTopology other = new TridentTopology();
        TridentState state = other.newStaticState(new MemoryMapState.Factory());
        told(() -> stream.stateQuery(state, new Fields("k"), new MapGet(), new Fields("x")), "stateQuery MapGet[k]", "another topology");
        told(() -> stream.stateQuery(null, new Fields("k"), new MapGet(), new Fields("x")), "stateQuery MapGet[k]", "null");
        told(() -> topology.merge(stream, other.newStream("there", new RandomGraph.AnySpout())), "merge", "newStream there", "another topology");
        told(() -> topology.newStream("none", (org.apache.storm.trident.spout.ITridentSpout<?>) null), "newStream none", "null");
        told(() -> stream.each(new Fields("k"), (org.apache.storm.trident.operation.Function) null, new Fields("x")), "operation", "null");
        told(() -> topology.newDRPCStream(""), "newDRPCStream");
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
