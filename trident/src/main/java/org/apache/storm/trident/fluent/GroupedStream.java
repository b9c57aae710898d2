// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.fluent;

import org.apache.storm.trident.Stream;
import org.apache.storm.trident.TridentState;
import org.apache.storm.trident.operation.Aggregator;
import org.apache.storm.trident.operation.CombinerAggregator;
import org.apache.storm.trident.operation.Function;
import org.apache.storm.trident.operation.ReducerAggregator;
import org.apache.storm.trident.state.QueryFunction;
import org.apache.storm.trident.state.StateFactory;
import org.apache.storm.trident.state.StateSpec;
import org.apache.storm.trident.state.map.MapCombinerAggStateUpdater;
import org.apache.storm.trident.state.map.MapReducerAggStateUpdater;
import org.apache.storm.tuple.Fields;
import tempest.trident.plan.OperationGraph;
import tempest.trident.stage.CombinePerGroup;
import tempest.trident.stage.PerGroup;

/** A stream whose tuples are grouped by some fields: aggregations give a result per group, and state is kept per group. */
public class GroupedStream implements IAggregatableStream, GlobalAggregationScheme<GroupedStream> {
    private final Stream stream;
    private final Fields groupFields;

    public GroupedStream(Stream stream, Fields groupFields) {
        OperationGraph.check("groupBy " + groupFields, groupFields, stream.getOutputFields());
        this.stream = stream;
        this.groupFields = groupFields;
    }

    /** Gives what comes next a name, which the id of its component shows. */
    public GroupedStream name(String name) {
        return new GroupedStream(stream.name(name), groupFields);
    }

    /** Begins a chain of aggregations of the same groups. */
    public ChainedAggregatorDeclarer chainedAgg() {
        return new ChainedAggregatorDeclarer(this, this);
    }

    public Stream aggregate(Aggregator agg, Fields functionFields) {
        return aggregate(null, agg, functionFields);
    }

    /** Aggregates each group of a batch; a result is the group's fields and what the aggregator emits. */
    public Stream aggregate(Fields inputFields, Aggregator agg, Fields functionFields) {
        return chainedAgg().aggregate(inputFields, agg, functionFields).chainEnd();
    }

    public Stream aggregate(CombinerAggregator agg, Fields functionFields) {
        return aggregate(null, agg, functionFields);
    }

    /** Aggregates each group of a batch, partly before it is repartitioned. */
    public Stream aggregate(Fields inputFields, CombinerAggregator agg, Fields functionFields) {
        return chainedAgg().aggregate(inputFields, agg, functionFields).chainEnd();
    }

    public Stream aggregate(ReducerAggregator agg, Fields functionFields) {
        return aggregate(null, agg, functionFields);
    }

    /** Aggregates each group of a batch. */
    public Stream aggregate(Fields inputFields, ReducerAggregator agg, Fields functionFields) {
        return chainedAgg().aggregate(inputFields, agg, functionFields).chainEnd();
    }

    public TridentState persistentAggregate(StateFactory stateFactory, CombinerAggregator agg, Fields functionFields) {
        return persistentAggregate(new StateSpec(stateFactory), agg, functionFields);
    }

    public TridentState persistentAggregate(StateSpec spec, CombinerAggregator agg, Fields functionFields) {
        return persistentAggregate(spec, null, agg, functionFields);
    }

    public TridentState persistentAggregate(StateFactory stateFactory, Fields inputFields, CombinerAggregator agg, Fields functionFields) {
        return persistentAggregate(new StateSpec(stateFactory), inputFields, agg, functionFields);
    }

    /** Keeps the aggregate of each group, over all batches, in a {@code MapState}; new values are the state's group fields and value. */
    public TridentState persistentAggregate(StateSpec spec, Fields inputFields, CombinerAggregator agg, Fields functionFields) {
        Stream combined = aggregate(inputFields, agg, functionFields);
        Fields both = OperationGraph.append("persistentAggregate", groupFields, functionFields);
        return combined.partitionPersist(spec, both, new MapCombinerAggStateUpdater(agg, groupFields, functionFields), both);
    }

    /** Keeps the aggregate of each group, over all batches, in a {@code MapState}. */
    public TridentState persistentAggregate(StateSpec spec, Fields inputFields, ReducerAggregator agg, Fields functionFields) {
        Fields in = inputFields == null ? new Fields() : inputFields;
        Fields both = OperationGraph.append("persistentAggregate", groupFields, functionFields);
        return stream.partitionBy(groupFields)
            .partitionPersist(spec, union(groupFields, in), new MapReducerAggStateUpdater(agg, groupFields, in), both);
    }

    public TridentState persistentAggregate(StateFactory stateFactory, Fields inputFields, ReducerAggregator agg, Fields functionFields) {
        return persistentAggregate(new StateSpec(stateFactory), inputFields, agg, functionFields);
    }

    public TridentState persistentAggregate(StateFactory stateFactory, ReducerAggregator agg, Fields functionFields) {
        return persistentAggregate(new StateSpec(stateFactory), agg, functionFields);
    }

    public TridentState persistentAggregate(StateSpec spec, ReducerAggregator agg, Fields functionFields) {
        return persistentAggregate(spec, null, agg, functionFields);
    }

    /** Asks a state about each tuple, where the tuple's group is. */
    public Stream stateQuery(TridentState state, Fields inputFields, QueryFunction function, Fields functionFields) {
        return stream.partitionBy(groupFields).stateQuery(state, inputFields, function, functionFields);
    }

    public Stream stateQuery(TridentState state, QueryFunction function, Fields functionFields) {
        return stateQuery(state, null, function, functionFields);
    }

    @Override
    public IAggregatableStream each(Fields inputFields, Function function, Fields functionFields) {
        return new GroupedStream(stream.each(inputFields, function, functionFields), groupFields);
    }

    @Override
    public IAggregatableStream partitionAggregate(Fields inputFields, Aggregator agg, Fields functionFields) {
        Fields in = inputFields == null ? new Fields() : inputFields;
        Fields out = OperationGraph.append("aggregate by " + groupFields, groupFields, functionFields);
        Aggregator<?> perGroup = agg instanceof CombinePerGroup ? agg : new PerGroup(groupFields, in, agg);
        return new GroupedStream(stream.partitionAggregate(union(groupFields, in), perGroup, out), groupFields);
    }

    private static Fields union(Fields first, Fields more) {
        java.util.List<String> names = first.toList();
        more.forEach(f -> {
            if (!names.contains(f)) {
                names.add(f);
            }
        });
        return new Fields(names);
    }

    @Override
    public IAggregatableStream aggPartition(GroupedStream s) {
        return new GroupedStream(s.stream.partitionBy(groupFields), groupFields);
    }

    @Override
    public Stream toStream() {
        return stream;
    }

    @Override
    public Fields getOutputFields() {
        return stream.getOutputFields();
    }

    public Fields getGroupFields() {
        return groupFields;
    }
}
