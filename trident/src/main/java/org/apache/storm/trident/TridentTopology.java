// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.storm.ILocalDRPC;
import org.apache.storm.drpc.DRPCSpout;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.topology.IRichSpout;
import org.apache.storm.topology.OutputFieldsGetter;
import org.apache.storm.trident.fluent.GroupedStream;
import org.apache.storm.trident.fluent.UniqueIdGen;
import org.apache.storm.trident.operation.DefaultResourceDeclarer;
import org.apache.storm.trident.operation.GroupedMultiReducer;
import org.apache.storm.trident.operation.MultiReducer;
import org.apache.storm.trident.spout.IBatchSpout;
import org.apache.storm.trident.spout.IOpaquePartitionedTridentSpout;
import org.apache.storm.trident.spout.IPartitionedTridentSpout;
import org.apache.storm.trident.spout.ITridentDataSource;
import org.apache.storm.trident.spout.ITridentSpout;
import org.apache.storm.trident.state.StateFactory;
import org.apache.storm.trident.state.StateSpec;
import org.apache.storm.tuple.Fields;
import tempest.trident.plan.OperationGraph;
import tempest.trident.plan.Joins;
import tempest.trident.plan.Labels;
import tempest.trident.plan.Node;
import tempest.trident.plan.StateRef;
import tempest.trident.plan.Work;
import tempest.trident.run.Sources;
import tempest.trident.stage.MergeStep;
import tempest.trident.stage.MultiReduceStep;
import tempest.trident.stage.ReducePerGroup;

/**
 * A topology of streams of batches. Declare streams and what is done with them, then {@link #build} it and submit it as any other topology. One
 * thread declares and builds.
 */
public class TridentTopology {
    final OperationGraph graph = new OperationGraph();
    private final UniqueIdGen ids = new UniqueIdGen();

    public TridentTopology() {
    }

    /** Batches of what an ordinary spout emits. A batch that fails is not made again: its tuples are failed, and come in later ones. */
    public Stream newStream(String txId, IRichSpout spout) {
        return source(txId, new Work.Source(txId, Sources.of(given(txId, spout)), false), fieldsOf(spout), spout);
    }

    /** Batches that a spout makes in one task. */
    public Stream newStream(String txId, IBatchSpout spout) {
        return source(txId, new Work.Source(txId, Sources.of(given(txId, spout)), false), spout.getOutputFields(), spout);
    }

    /**
     * Batches that a spout makes.
     *
     * @param txId where in ZooKeeper the spout's state is kept, across submissions of the topology too
     */
    public Stream newStream(String txId, ITridentSpout spout) {
        return source(txId, new Work.Source(txId, given(txId, spout), false), spout.getOutputFields(), spout);
    }

    /** Batches of partitions, each of which can be made again with the same tuples. */
    public Stream newStream(String txId, IPartitionedTridentSpout spout) {
        return source(txId, new Work.Source(txId, Sources.of(given(txId, spout)), false), spout.getOutputFields(), spout);
    }

    /** Batches of partitions, which may have other tuples when they are made again. */
    public Stream newStream(String txId, IOpaquePartitionedTridentSpout spout) {
        return source(txId, new Work.Source(txId, Sources.of(given(txId, spout)), true), spout.getOutputFields(), spout);
    }

    /** Batches of any of the other kinds. @throws IllegalArgumentException if the source is none of them */
    public Stream newStream(String txId, ITridentDataSource dataSource) {
        if (dataSource instanceof IBatchSpout spout) {
            return newStream(txId, spout);
        } else if (dataSource instanceof ITridentSpout spout) {
            return newStream(txId, spout);
        } else if (dataSource instanceof IPartitionedTridentSpout spout) {
            return newStream(txId, spout);
        } else if (dataSource instanceof IOpaquePartitionedTridentSpout spout) {
            return newStream(txId, spout);
        }
        throw new IllegalArgumentException("newStream " + txId + ": " + given(txId, dataSource).getClass().getName() + " is no kind of spout; it must be an IBatchSpout, "
            + "ITridentSpout, IPartitionedTridentSpout or IOpaquePartitionedTridentSpout");
    }

    private static <T> T given(String txId, T spout) {
        if (spout == null) {
            throw new IllegalArgumentException("newStream " + txId + ": the spout is null");
        }
        return spout;
    }

    private Stream source(String txId, Work.Source source, Fields fields, Object spout) {
        if (txId == null || txId.isEmpty() || txId.indexOf('/') >= 0) {
            throw new IllegalArgumentException("newStream: \"" + txId + "\" is no id; it must not be empty, nor have a slash");
        }
        return new Stream(this, null, graph.source("newStream " + txId + " " + Labels.of(spout), source, fields));
    }

    private static Fields fieldsOf(IRichSpout spout) {
        OutputFieldsGetter getter = new OutputFieldsGetter();
        spout.declareOutputFields(getter);
        if (getter.getFieldsDeclaration().size() != 1) {
            throw new IllegalArgumentException("newStream: " + spout.getClass().getName() + " declares the streams "
                + getter.getFieldsDeclaration().keySet() + "; a spout of batches must declare one");
        }
        return new Fields(getter.getFieldsDeclaration().values().iterator().next().get_output_fields());
    }

    /** The arguments of DRPC requests for a function, as field {@code args}. What is declared last behind it is the result. */
    public Stream newDRPCStream(String function) {
        return newDRPCStream(function, null);
    }

    /** The same, with a server in this JVM. @param server null for the configured servers */
    public Stream newDRPCStream(String function, ILocalDRPC server) {
        if (function == null || function.isEmpty()) {
            throw new IllegalArgumentException("newDRPCStream: \"" + function + "\" is no name of a function; it must not be empty");
        }
        DRPCSpout spout = server == null ? new DRPCSpout(function) : new DRPCSpout(function, server);
        Node node = graph.requests("newDRPCStream " + function, new Work.Requests(function, spout), fieldsOf(spout));
        return new Stream(this, null, node).project(new Fields("args"));
    }

    /** A state that this topology queries and does not update. */
    public TridentState newStaticState(StateFactory factory) {
        return newStaticState(new StateSpec(factory));
    }

    public TridentState newStaticState(StateSpec spec) {
        StateRef state = state("newStaticState", spec);
        return new TridentState(this, graph.state("newStaticState " + Labels.of(spec.stateFactory), state), state);
    }

    StateRef state(String label, StateSpec spec) {
        if (spec == null || spec.stateFactory == null) {
            throw new IllegalArgumentException(label + ": the state factory is null");
        }
        return new StateRef(getUniqueStateId(), spec);
    }

    public Stream multiReduce(Stream s1, Stream s2, MultiReducer function, Fields outputFields) {
        return multiReduce(Arrays.asList(s1, s2), function, outputFields);
    }

    public Stream multiReduce(Fields inputFields1, Stream s1, Fields inputFields2, Stream s2, MultiReducer function, Fields outputFields) {
        return multiReduce(Arrays.asList(inputFields1, inputFields2), Arrays.asList(s1, s2), function, outputFields);
    }

    public Stream multiReduce(GroupedStream s1, GroupedStream s2, GroupedMultiReducer function, Fields outputFields) {
        return multiReduce(Arrays.asList(s1, s2), function, outputFields);
    }

    public Stream multiReduce(Fields inputFields1, GroupedStream s1, Fields inputFields2, GroupedStream s2, GroupedMultiReducer function,
                              Fields outputFields) {
        return multiReduce(Arrays.asList(inputFields1, inputFields2), Arrays.asList(s1, s2), function, outputFields);
    }

    public Stream multiReduce(List<Stream> streams, MultiReducer function, Fields outputFields) {
        return multiReduce(allFields(streams), streams, function, outputFields);
    }

    public Stream multiReduce(List<GroupedStream> streams, GroupedMultiReducer function, Fields outputFields) {
        return multiReduce(streams.stream().map(GroupedStream::getOutputFields).toList(), streams, function, outputFields);
    }

    /** Reduces several streams to one, within each partition of a batch. @param inputFields what the reducer reads of each */
    public Stream multiReduce(List<Fields> inputFields, List<Stream> streams, MultiReducer function, Fields outputFields) {
        String label = "multiReduce " + Labels.of(function);
        sameNumber(label, inputFields, streams);
        for (int i = 0; i < streams.size(); i++) {
            OperationGraph.check(label, inputFields.get(i), streams.get(i).getOutputFields());
        }
        return reduced(label, streams, new MultiReduceStep(inputFields, function, outputFields), outputFields);
    }

    /** Reduces several grouped streams to one, group by group. @param inputFields what the reducer reads of each */
    public Stream multiReduce(List<Fields> inputFields, List<GroupedStream> groupedStreams, GroupedMultiReducer function, Fields outputFields) {
        String label = "multiReduce " + Labels.of(function);
        sameNumber(label, inputFields, groupedStreams);
        List<Fields> keys = groupedStreams.stream().map(GroupedStream::getGroupFields).toList();
        List<Fields> read = new ArrayList<>();
        List<Stream> streams = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            if (keys.get(i).size() != keys.get(0).size()) {
                throw new IllegalArgumentException(label + ": the streams are grouped by " + keys.get(0) + " and by " + keys.get(i)
                    + "; groups must have as many fields in each stream");
            }
            OperationGraph.check(label, inputFields.get(i), groupedStreams.get(i).getOutputFields());
            read.add(Joins.union(keys.get(i), inputFields.get(i)));
            streams.add(groupedStreams.get(i).toStream().partitionBy(keys.get(i)));
        }
        return reduced(label, streams, new MultiReduceStep(read, new ReducePerGroup(keys, inputFields, function), outputFields), outputFields);
    }

    private Stream reduced(String label, List<Stream> streams, tempest.trident.stage.Step step, Fields outputFields) {
        String name = Joins.names(streams.stream().map(Stream::getName).toList());
        List<Node> inputs = new ArrayList<>();
        for (Stream stream : streams) {
            if (stream.topology() != this) {
                throw new IllegalArgumentException(label + ": stream " + stream.node + " belongs to another topology");
            }
            inputs.add(stream.node);
        }
        return new Stream(this, name, graph.operation(name, label, step, inputs, outputFields));
    }

    private static void sameNumber(String label, List<?> fields, List<?> streams) {
        if (streams.isEmpty() || fields.size() != streams.size()) {
            throw new IllegalArgumentException(label + ": " + streams.size() + " streams and " + fields.size() + " lists of fields; it needs one for each");
        }
    }

    private static List<Fields> allFields(List<Stream> streams) {
        return streams.stream().map(Stream::getOutputFields).toList();
    }

    public Stream merge(Fields outputFields, Stream... streams) {
        return merge(outputFields, Arrays.asList(streams));
    }

    /** One stream of the tuples of all; fields are renamed by position. */
    public Stream merge(Fields outputFields, List<Stream> streams) {
        for (Stream stream : streams) {
            if (stream.getOutputFields().size() != outputFields.size()) {
                throw new IllegalArgumentException("merge: a stream has " + stream.getOutputFields() + ", and " + outputFields
                    + " are declared; the streams must have as many fields");
            }
        }
        sameNumber("merge", streams, streams);
        return reduced("merge", streams, new MergeStep(allFields(streams), outputFields), outputFields);
    }

    public Stream merge(Stream... streams) {
        return merge(Arrays.asList(streams));
    }

    /** One stream of the tuples of all, with the fields of the first. */
    public Stream merge(List<Stream> streams) {
        sameNumber("merge", streams, streams);
        return merge(streams.get(0).getOutputFields(), streams);
    }

    public Stream join(Stream s1, Fields joinFields1, Stream s2, Fields joinFields2, Fields outFields) {
        return join(s1, joinFields1, s2, joinFields2, outFields, JoinType.INNER);
    }

    public Stream join(List<Stream> streams, List<Fields> joinFields, Fields outFields) {
        return join(streams, joinFields, outFields, JoinType.INNER);
    }

    public Stream join(Stream s1, Fields joinFields1, Stream s2, Fields joinFields2, Fields outFields, JoinType type) {
        return join(Arrays.asList(s1, s2), Arrays.asList(joinFields1, joinFields2), outFields, type);
    }

    public Stream join(List<Stream> streams, List<Fields> joinFields, Fields outFields, JoinType type) {
        return join(streams, joinFields, outFields, Collections.nCopies(streams.size(), type));
    }

    public Stream join(Stream s1, Fields joinFields1, Stream s2, Fields joinFields2, Fields outFields, List<JoinType> mixed) {
        return join(Arrays.asList(s1, s2), Arrays.asList(joinFields1, joinFields2), outFields, mixed);
    }

    public Stream join(List<Stream> streams, List<Fields> joinFields, Fields outFields, List<JoinType> mixed) {
        return join(streams, joinFields, outFields, mixed, JoinOutFieldsMode.COMPACT);
    }

    public Stream join(Stream s1, Fields joinFields1, Stream s2, Fields joinFields2, Fields outFields, JoinOutFieldsMode mode) {
        return join(Arrays.asList(s1, s2), Arrays.asList(joinFields1, joinFields2), outFields, mode);
    }

    public Stream join(List<Stream> streams, List<Fields> joinFields, Fields outFields, JoinOutFieldsMode mode) {
        return join(streams, joinFields, outFields, JoinType.INNER, mode);
    }

    public Stream join(Stream s1, Fields joinFields1, Stream s2, Fields joinFields2, Fields outFields, JoinType type, JoinOutFieldsMode mode) {
        return join(Arrays.asList(s1, s2), Arrays.asList(joinFields1, joinFields2), outFields, type, mode);
    }

    public Stream join(List<Stream> streams, List<Fields> joinFields, Fields outFields, JoinType type, JoinOutFieldsMode mode) {
        return join(streams, joinFields, outFields, Collections.nCopies(streams.size(), type), mode);
    }

    public Stream join(Stream s1, Fields joinFields1, Stream s2, Fields joinFields2, Fields outFields, List<JoinType> mixed, JoinOutFieldsMode mode) {
        return join(Arrays.asList(s1, s2), Arrays.asList(joinFields1, joinFields2), outFields, mixed, mode);
    }

    /**
     * Joins tuples of one batch by the values of some fields of each stream.
     *
     * @param joinFields as many fields for each stream
     * @param outFields  by {@code mode}, the key and the other fields of all streams, or all fields of all streams
     * @param mixed      for each stream whether keys that it lacks are left out, or joined with nulls
     */
    public Stream join(List<Stream> streams, List<Fields> joinFields, Fields outFields, List<JoinType> mixed, JoinOutFieldsMode mode) {
        Joins join = new Joins(allFields(streams), joinFields, outFields, mixed, mode);
        List<GroupedStream> grouped = new ArrayList<>();
        for (int i = 0; i < streams.size(); i++) {
            grouped.add(streams.get(i).groupBy(joinFields.get(i)));
        }
        return multiReduce(join.inputs(), grouped, join.reducer(), outFields);
    }

    /** The default resources of operations. */
    public TridentTopology setResourceDefaults(DefaultResourceDeclarer defaults) {
        graph.resourceDefaults(defaults);
        return this;
    }

    /** The resources of the coordinators of batches. */
    public TridentTopology setMasterCoordResources(DefaultResourceDeclarer resources) {
        graph.coordinatorResources(resources);
        return this;
    }

    /** The topology to submit. @throws IllegalArgumentException if the operations do not go together */
    public StormTopology build() {
        return graph.plan().topology();
    }

    /** Which operations run in which component and what goes between them, for a reader. Not part of Storm's interface. */
    public String planAsText() {
        return graph.plan().toText();
    }

    /** The same as a graph for Graphviz. Not part of Storm's interface. */
    public String planAsDot() {
        return graph.plan().toDot();
    }

    protected String getUniqueStreamId() {
        return ids.getUniqueStreamId();
    }

    protected String getUniqueStateId() {
        return ids.getUniqueStateId();
    }

    protected String getUniqueWindowId() {
        return ids.getUniqueWindowId();
    }
}
