// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident;

import java.util.Comparator;
import java.util.List;
import org.apache.storm.generated.Grouping;
import org.apache.storm.generated.SharedMemory;
import org.apache.storm.grouping.CustomStreamGrouping;
import org.apache.storm.topology.ResourceDeclarer;
import org.apache.storm.topology.base.BaseWindowedBolt;
import org.apache.storm.trident.fluent.ChainedAggregatorDeclarer;
import org.apache.storm.trident.fluent.GlobalAggregationScheme;
import org.apache.storm.trident.fluent.GroupedStream;
import org.apache.storm.trident.fluent.IAggregatableStream;
import org.apache.storm.trident.operation.Aggregator;
import org.apache.storm.trident.operation.Assembly;
import org.apache.storm.trident.operation.CombinerAggregator;
import org.apache.storm.trident.operation.Consumer;
import org.apache.storm.trident.operation.Filter;
import org.apache.storm.trident.operation.FlatMapFunction;
import org.apache.storm.trident.operation.Function;
import org.apache.storm.trident.operation.MapFunction;
import org.apache.storm.trident.operation.ReducerAggregator;
import org.apache.storm.trident.operation.builtin.ComparisonAggregator;
import org.apache.storm.trident.operation.builtin.Max;
import org.apache.storm.trident.operation.builtin.MaxWithComparator;
import org.apache.storm.trident.operation.builtin.Min;
import org.apache.storm.trident.operation.builtin.MinWithComparator;
import org.apache.storm.trident.operation.impl.CombinerAggStateUpdater;
import org.apache.storm.trident.operation.impl.ReducerAggStateUpdater;
import org.apache.storm.trident.state.QueryFunction;
import org.apache.storm.trident.state.StateFactory;
import org.apache.storm.trident.state.StateSpec;
import org.apache.storm.trident.state.StateUpdater;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.trident.windowing.InMemoryWindowsStoreFactory;
import org.apache.storm.trident.windowing.WindowsStoreFactory;
import org.apache.storm.trident.windowing.config.SlidingCountWindow;
import org.apache.storm.trident.windowing.config.SlidingDurationWindow;
import org.apache.storm.trident.windowing.config.TumblingCountWindow;
import org.apache.storm.trident.windowing.config.TumblingDurationWindow;
import org.apache.storm.trident.windowing.config.WindowConfig;
import org.apache.storm.tuple.Fields;
import tempest.trident.plan.OperationGraph;
import tempest.trident.plan.Partitionings;
import tempest.trident.plan.Labels;
import tempest.trident.plan.Node;
import tempest.trident.plan.StateRef;
import tempest.trident.run.Partitioning;
import tempest.trident.stage.AggregateStep;
import tempest.trident.stage.EachStep;
import tempest.trident.stage.FilterStep;
import tempest.trident.stage.MapStep;
import tempest.trident.stage.OncePerBatch;
import tempest.trident.stage.PeekStep;
import tempest.trident.stage.PersistStep;
import tempest.trident.stage.ProjectStep;
import tempest.trident.stage.QueryStep;
import tempest.trident.stage.Step;
import tempest.trident.window.WindowStateFactory;
import tempest.trident.window.WindowUpdater;

/**
 * A stream of batches of tuples. Every method declares one more operation and gives the stream behind it; nothing runs before the topology is
 * submitted. Input fields that are null, or left out, mean none: the operation then sees tuples without fields.
 *
 * <p>A mistake in the fields is an {@link IllegalArgumentException} at once, which names the operation and the field.
 */
public class Stream implements IAggregatableStream, ResourceDeclarer<Stream> {
    final Node node;
    final String name;
    private final TridentTopology topology;

    Stream(TridentTopology topology, String name, Node node) {
        this.topology = topology;
        this.name = name;
        this.node = node;
    }

    private Stream then(Node next) {
        return new Stream(topology, name, next);
    }

    private Stream then(String label, Step step, Fields fields) {
        return then(topology.graph.operation(name, label, step, List.of(node), fields));
    }

    TridentTopology topology() {
        return topology;
    }

    private Fields checked(String label, Fields inputFields) {
        Fields in = inputFields == null ? new Fields() : inputFields;
        OperationGraph.check(label, in, getOutputFields());
        return in;
    }

    private static Fields orNone(Fields fields) {
        return fields == null ? new Fields() : fields;
    }

    /** Gives what comes next a name, which the id of its component shows. */
    public Stream name(String name) {
        return new Stream(topology, name, node);
    }

    /** How many partitions this operation has, and all before and behind it that no repartitioning separates from it. */
    public Stream parallelismHint(int hint) {
        node.parallelismHint(hint);
        return this;
    }

    @Override
    public Stream setCPULoad(Number load) {
        node.setCPULoad(load);
        return this;
    }

    @Override
    public Stream setMemoryLoad(Number onHeap) {
        node.setMemoryLoad(onHeap);
        return this;
    }

    @Override
    public Stream setMemoryLoad(Number onHeap, Number offHeap) {
        node.setMemoryLoad(onHeap, offHeap);
        return this;
    }

    @Override
    public Stream addSharedMemory(SharedMemory request) {
        node.addSharedMemory(request);
        return this;
    }

    /** Keeps these fields alone. */
    public Stream project(Fields keepFields) {
        String label = "project " + keepFields;
        return then(label, new ProjectStep(checked(label, keepFields)), keepFields);
    }

    /** Groups tuples for what comes next; tuples are repartitioned where that needs it. */
    public GroupedStream groupBy(Fields fields) {
        return new GroupedStream(this, fields);
    }

    /** Tuples with equal values in these fields go to the same partition. */
    public Stream partitionBy(Fields fields) {
        return then(topology.graph.partitionBy(name, fields, node));
    }

    private Stream repartition(String label, Partitioning partitioning) {
        return then(topology.graph.repartition(name, label, partitioning, node));
    }

    /** Tuples go where a grouping of the user's sends them. */
    public Stream partition(CustomStreamGrouping partitioner) {
        return repartition("partition " + Labels.of(partitioner), Partitionings.of(partitioner));
    }

    /** Tuples go where a grouping sends them; a direct grouping is not allowed. */
    public Stream partition(Grouping grouping) {
        if (grouping.is_set_fields() && !grouping.get_fields().isEmpty()) {
            return partitionBy(new Fields(grouping.get_fields()));
        }
        return repartition("partition " + Labels.of(grouping), Partitionings.of(grouping));
    }

    /** Tuples are spread evenly. */
    public Stream shuffle() {
        return repartition("shuffle", new Partitioning.Shuffle());
    }

    /** Tuples are spread evenly over the partitions in the same worker, or over all if it has none. */
    public Stream localOrShuffle() {
        return repartition("localOrShuffle", new Partitioning.LocalOrShuffle());
    }

    /** All tuples of all batches go to one partition. */
    public Stream global() {
        return repartition("global", new Partitioning.Global());
    }

    /** All tuples of a batch go to one partition; batches take turns among partitions. */
    public Stream batchGlobal() {
        return repartition("batchGlobal", new Partitioning.OneTaskPerBatch());
    }

    /** Each tuple goes to all partitions. */
    public Stream broadcast() {
        return repartition("broadcast", new Partitioning.Broadcast());
    }

    /** Tuples stay in the partition with the same index, in another component. */
    public Stream identityPartition() {
        return repartition("identityPartition", new Partitioning.Identity());
    }

    /** Applies operations that go by a name of their own. */
    public Stream applyAssembly(Assembly assembly) {
        return assembly.apply(this);
    }

    @Override
    public Stream each(Fields inputFields, Function function, Fields functionFields) {
        String label = "each " + Labels.of(function, inputFields);
        Fields in = checked(label, inputFields);
        Fields out = OperationGraph.append(label, getOutputFields(), orNone(functionFields));
        return then(label, new EachStep(in, function, orNone(functionFields)), out);
    }

    public Stream each(Function function, Fields functionFields) {
        return each(null, function, functionFields);
    }

    /** Keeps the tuples that a filter keeps. */
    public Stream each(Fields inputFields, Filter filter) {
        String label = "filter " + Labels.of(filter, inputFields);
        return then(label, new FilterStep(checked(label, inputFields), filter), getOutputFields());
    }

    @Override
    public Stream partitionAggregate(Fields inputFields, Aggregator agg, Fields functionFields) {
        String label = "partitionAggregate " + Labels.of(agg, inputFields);
        Fields in = checked(label, inputFields);
        Aggregator<?> running = agg instanceof OncePerBatch once ? once.behind(node.partitioning()) : agg;
        return then(label, new AggregateStep(in, running, orNone(functionFields)), orNone(functionFields));
    }

    public Stream partitionAggregate(Aggregator agg, Fields functionFields) {
        return partitionAggregate(null, agg, functionFields);
    }

    public Stream partitionAggregate(CombinerAggregator agg, Fields functionFields) {
        return partitionAggregate(null, agg, functionFields);
    }

    public Stream partitionAggregate(Fields inputFields, CombinerAggregator agg, Fields functionFields) {
        return chainedAgg().partitionAggregate(inputFields, agg, functionFields).chainEnd();
    }

    public Stream partitionAggregate(ReducerAggregator agg, Fields functionFields) {
        return partitionAggregate(null, agg, functionFields);
    }

    public Stream partitionAggregate(Fields inputFields, ReducerAggregator agg, Fields functionFields) {
        return chainedAgg().partitionAggregate(inputFields, agg, functionFields).chainEnd();
    }

    /** Asks a state about each tuple, all of a batch at once, and appends what the function makes of the answers. */
    public Stream stateQuery(TridentState state, Fields inputFields, QueryFunction function, Fields functionFields) {
        String label = "stateQuery " + Labels.of(function, inputFields);
        Fields in = checked(label, inputFields);
        Fields out = OperationGraph.append(label, getOutputFields(), orNone(functionFields));
        return then(topology.graph.operation(name, label, s -> new QueryStep(s, in, function, orNone(functionFields)), TridentState.of(state, topology, label), node, out));
    }

    public Stream stateQuery(TridentState state, QueryFunction function, Fields functionFields) {
        return stateQuery(state, null, function, functionFields);
    }

    public TridentState partitionPersist(StateFactory stateFactory, Fields inputFields, StateUpdater updater, Fields functionFields) {
        return partitionPersist(new StateSpec(stateFactory), inputFields, updater, functionFields);
    }

    /** Updates a state with the tuples of each batch, in the order of batches; what the updater emits has {@code functionFields}. */
    public TridentState partitionPersist(StateSpec stateSpec, Fields inputFields, StateUpdater updater, Fields functionFields) {
        return persist("partitionPersist " + Labels.of(updater, inputFields), stateSpec, inputFields, updater, functionFields, false);
    }

    private TridentState persist(String label, StateSpec stateSpec, Fields inputFields, StateUpdater updater, Fields functionFields, boolean always) {
        Fields in = checked(label, inputFields);
        StateRef state = topology.state(label, stateSpec);
        Fields out = orNone(functionFields);
        return new TridentState(topology, topology.graph.operation(name, label, s -> new PersistStep(s, in, updater, out, always), state, node, out), state);
    }

    public TridentState partitionPersist(StateFactory stateFactory, Fields inputFields, StateUpdater updater) {
        return partitionPersist(stateFactory, inputFields, updater, new Fields());
    }

    public TridentState partitionPersist(StateSpec stateSpec, Fields inputFields, StateUpdater updater) {
        return partitionPersist(stateSpec, inputFields, updater, new Fields());
    }

    public TridentState partitionPersist(StateFactory stateFactory, StateUpdater updater, Fields functionFields) {
        return partitionPersist(new StateSpec(stateFactory), updater, functionFields);
    }

    public TridentState partitionPersist(StateSpec stateSpec, StateUpdater updater, Fields functionFields) {
        return partitionPersist(stateSpec, null, updater, functionFields);
    }

    public TridentState partitionPersist(StateFactory stateFactory, StateUpdater updater) {
        return partitionPersist(stateFactory, updater, new Fields());
    }

    public TridentState partitionPersist(StateSpec stateSpec, StateUpdater updater) {
        return partitionPersist(stateSpec, updater, new Fields());
    }

    /** Keeps the tuples that a filter, which sees all fields, keeps. */
    public Stream filter(Filter filter) {
        return filter(getOutputFields(), filter);
    }

    public Stream filter(Fields inputFields, Filter filter) {
        return each(inputFields, filter);
    }

    /** Replaces the values of each tuple; fields keep their names. */
    public Stream map(MapFunction function) {
        return map(function, getOutputFields());
    }

    /** Replaces each tuple by another one with other fields. */
    public Stream map(MapFunction function, Fields outputFields) {
        return then("map " + Labels.of(function), new MapStep(getOutputFields(), function, outputFields), outputFields);
    }

    /** Replaces each tuple by any number of tuples with the same fields. */
    public Stream flatMap(FlatMapFunction function) {
        return flatMap(function, getOutputFields());
    }

    /** Replaces each tuple by any number of tuples with other fields. */
    public Stream flatMap(FlatMapFunction function, Fields outputFields) {
        return then("flatMap " + Labels.of(function), new MapStep(getOutputFields(), function, outputFields), outputFields);
    }

    /** Shows each tuple to a consumer. */
    public Stream peek(Consumer action) {
        return then("peek " + Labels.of(action), new PeekStep(getOutputFields(), action), getOutputFields());
    }

    /** Begins a chain of aggregations of the same tuples. */
    public ChainedAggregatorDeclarer chainedAgg() {
        return chain(Stream::batchGlobal);
    }

    private ChainedAggregatorDeclarer chain(GlobalAggregationScheme<Stream> together) {
        return new ChainedAggregatorDeclarer(this, together);
    }

    /** The tuple with the least value in a field, of each partition of a batch. */
    public Stream minBy(String inputFieldName) {
        return best(inputFieldName, new Min(inputFieldName));
    }

    public <T> Stream minBy(String inputFieldName, Comparator<T> comparator) {
        return best(inputFieldName, new MinWithComparator<>(inputFieldName, comparator));
    }

    public Stream min(Comparator<TridentTuple> comparator) {
        return best(null, new MinWithComparator<>(comparator));
    }

    /** The tuple with the greatest value in a field, for each partition of a batch. */
    public Stream maxBy(String inputFieldName) {
        return best(inputFieldName, new Max(inputFieldName));
    }

    public <T> Stream maxBy(String inputFieldName, Comparator<T> comparator) {
        return best(inputFieldName, new MaxWithComparator<>(inputFieldName, comparator));
    }

    public Stream max(Comparator<TridentTuple> comparator) {
        return best(null, new MaxWithComparator<>(comparator));
    }

    private Stream best(String field, ComparisonAggregator<?> aggregator) {
        if (field != null) {
            checked(Labels.of(aggregator), new Fields(field));
        }
        return partitionAggregate(getOutputFields(), aggregator, getOutputFields());
    }

    public Stream aggregate(Aggregator agg, Fields functionFields) {
        return aggregate(null, agg, functionFields);
    }

    /** Aggregates each batch as a whole. */
    public Stream aggregate(Fields inputFields, Aggregator agg, Fields functionFields) {
        return chainedAgg().aggregate(inputFields, agg, functionFields).chainEnd();
    }

    public Stream aggregate(CombinerAggregator agg, Fields functionFields) {
        return aggregate(null, agg, functionFields);
    }

    /** Aggregates each batch as a whole, partly before it is brought together. */
    public Stream aggregate(Fields inputFields, CombinerAggregator agg, Fields functionFields) {
        return chainedAgg().aggregate(inputFields, agg, functionFields).chainEnd();
    }

    public Stream aggregate(ReducerAggregator agg, Fields functionFields) {
        return aggregate(null, agg, functionFields);
    }

    /** Aggregates each batch as a whole. */
    public Stream aggregate(Fields inputFields, ReducerAggregator agg, Fields functionFields) {
        return chainedAgg().aggregate(inputFields, agg, functionFields).chainEnd();
    }

    /** Aggregates every {@code windowCount} tuples. */
    public Stream tumblingWindow(int windowCount, WindowsStoreFactory windowStoreFactory, Fields inputFields, Aggregator aggregator,
                                 Fields functionFields) {
        return window(TumblingCountWindow.of(windowCount), windowStoreFactory, inputFields, aggregator, functionFields);
    }

    /** Aggregates the tuples of every {@code windowDuration}. */
    public Stream tumblingWindow(BaseWindowedBolt.Duration windowDuration, WindowsStoreFactory windowStoreFactory, Fields inputFields,
                                 Aggregator aggregator, Fields functionFields) {
        return window(TumblingDurationWindow.of(windowDuration), windowStoreFactory, inputFields, aggregator, functionFields);
    }

    /** Aggregates the last {@code windowCount} tuples, every {@code slideCount} tuples. */
    public Stream slidingWindow(int windowCount, int slideCount, WindowsStoreFactory windowStoreFactory, Fields inputFields, Aggregator aggregator,
                                Fields functionFields) {
        return window(SlidingCountWindow.of(windowCount, slideCount), windowStoreFactory, inputFields, aggregator, functionFields);
    }

    /** Aggregates the tuples of the last {@code windowDuration}, every {@code slidingInterval}. */
    public Stream slidingWindow(BaseWindowedBolt.Duration windowDuration, BaseWindowedBolt.Duration slidingInterval,
                                WindowsStoreFactory windowStoreFactory, Fields inputFields, Aggregator aggregator, Fields functionFields) {
        return window(SlidingDurationWindow.of(windowDuration, slidingInterval), windowStoreFactory, inputFields, aggregator, functionFields);
    }

    /** Aggregates windows; tuples are kept in memory. */
    public Stream window(WindowConfig windowConfig, Fields inputFields, Aggregator aggregator, Fields functionFields) {
        return window(windowConfig, new InMemoryWindowsStoreFactory(), inputFields, aggregator, functionFields, false);
    }

    /** Aggregates windows; tuples are kept in a store until no window needs them any more. */
    public Stream window(WindowConfig windowConfig, WindowsStoreFactory windowStoreFactory, Fields inputFields, Aggregator aggregator,
                         Fields functionFields) {
        return window(windowConfig, windowStoreFactory, inputFields, aggregator, functionFields, true);
    }

    private Stream window(WindowConfig config, WindowsStoreFactory store, Fields inputFields, Aggregator aggregator, Fields functionFields,
                          boolean storeTuples) {
        String label = "window " + Labels.of(config) + " " + Labels.of(aggregator, inputFields);
        Fields in = checked(label, inputFields);
        StateSpec windows = new StateSpec(new WindowStateFactory(config, topology.getUniqueWindowId(), store, storeTuples, in));
        return persist(label, windows, in, new WindowUpdater(aggregator), functionFields, true).newValuesStream().name(name);
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

    /** Keeps the aggregate of all tuples of all batches in a {@code Snapshottable}, in one partition. */
    public TridentState persistentAggregate(StateSpec spec, Fields inputFields, CombinerAggregator agg, Fields functionFields) {
        spec.requiredNumPartitions = 1;
        return chain(Stream::global).aggregate(inputFields, agg, functionFields).chainEnd().partitionPersist(spec, functionFields, new CombinerAggStateUpdater(agg), functionFields);
    }

    public TridentState persistentAggregate(StateFactory stateFactory, ReducerAggregator agg, Fields functionFields) {
        return persistentAggregate(new StateSpec(stateFactory), agg, functionFields);
    }

    public TridentState persistentAggregate(StateSpec spec, ReducerAggregator agg, Fields functionFields) {
        return persistentAggregate(spec, null, agg, functionFields);
    }

    public TridentState persistentAggregate(StateFactory stateFactory, Fields inputFields, ReducerAggregator agg, Fields functionFields) {
        return persistentAggregate(new StateSpec(stateFactory), inputFields, agg, functionFields);
    }

    /** Keeps the aggregate of all tuples of all batches in a {@code Snapshottable}, in one partition. */
    public TridentState persistentAggregate(StateSpec spec, Fields inputFields, ReducerAggregator agg, Fields functionFields) {
        spec.requiredNumPartitions = 1;
        return global().partitionPersist(spec, inputFields, new ReducerAggStateUpdater(agg), functionFields);
    }

    @Override
    public Stream toStream() {
        return this;
    }

    /** The name that {@link #name} gave; null if none. */
    public String getName() {
        return name;
    }

    @Override
    public Fields getOutputFields() {
        return node.fields();
    }
}
