// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.fluent;

import java.util.ArrayList;
import java.util.List;
import org.apache.storm.trident.Stream;
import org.apache.storm.trident.operation.Aggregator;
import org.apache.storm.trident.operation.CombinerAggregator;
import org.apache.storm.trident.operation.ReducerAggregator;
import org.apache.storm.tuple.Fields;
import tempest.trident.stage.Chain;
import tempest.trident.stage.Combine.Combiners;
import tempest.trident.stage.Reduce;

/**
 * Collects aggregations that run side by side. Where all of a full chain are combiners, each partition combines what it has before anything is
 * repartitioned; otherwise tuples are repartitioned as they are.
 */
public class ChainedAggregatorDeclarer implements ChainedFullAggregatorDeclarer, ChainedPartitionAggregatorDeclarer {
    private final IAggregatableStream stream;
    private final GlobalAggregationScheme<IAggregatableStream> globalScheme;
    private final List<Aggregation> chain = new ArrayList<>();
    private boolean full;

    /** One aggregation of the chain; exactly one of the last three is not null. */
    private record Aggregation(Fields in, Fields out, Aggregator<?> aggregator, CombinerAggregator<?> combiner, ReducerAggregator<?> reducer) {
        Aggregator<?> running() {
            if (combiner != null) {
                return Aggregations.combine(null, new Combiners(List.of(combiner), List.of(in), false));
            }
            return reducer != null ? new Reduce(reducer) : aggregator;
        }
    }

    /** How a stream is divided before it is aggregated. */
    public interface AggregationPartition {
        Stream partition(Stream input);
    }

    @SuppressWarnings("unchecked")
    public ChainedAggregatorDeclarer(IAggregatableStream stream, GlobalAggregationScheme globalScheme) {
        this.stream = stream;
        this.globalScheme = globalScheme;
    }

    @Override
    public Stream chainEnd() {
        if (chain.isEmpty()) {
            throw new IllegalStateException("chainEnd: the chain has no aggregation; add one before it ends");
        }
        boolean combiners = chain.stream().allMatch(a -> a.combiner != null);
        IAggregatableStream result;
        if (!full) {
            result = aggregated(stream, combiners, false);
        } else if (combiners) {
            result = merged(globalScheme.aggPartition(aggregated(stream, true, false)));
        } else {
            result = aggregated(globalScheme.aggPartition(stream), false, true);
        }
        return result.toStream();
    }

    private IAggregatableStream aggregated(IAggregatableStream input, boolean combiners, boolean once) {
        Aggregator<?> all;
        if (combiners) {
            all = Aggregations.combine(groups(input), combiners(chain.stream().map(Aggregation::in).toList(), false));
        } else if (chain.size() == 1) {
            all = chain.get(0).running();
        } else {
            List<Aggregator<?>> running = new ArrayList<>();
            chain.forEach(a -> running.add(a.running()));
            all = new Chain(running, chain.stream().map(Aggregation::in).toList());
        }
        return input.partitionAggregate(inputs(), once ? Aggregations.once(input, all) : all, outputs());
    }

    /** Behind the network: what partitions gave is combined. */
    private IAggregatableStream merged(IAggregatableStream input) {
        List<Fields> values = outputs().toList().stream().map(Fields::new).toList();
        Aggregator<?> all = Aggregations.combine(groups(input), combiners(values, true));
        return input.partitionAggregate(outputs(), Aggregations.once(input, all), outputs());
    }

    private static Fields groups(IAggregatableStream input) {
        return input instanceof GroupedStream grouped ? grouped.getGroupFields() : null;
    }

    private Combiners combiners(List<Fields> ins, boolean combined) {
        List<CombinerAggregator<?>> all = new ArrayList<>();
        chain.forEach(a -> all.add(a.combiner));
        return new Combiners(all, ins, combined);
    }

    private Fields inputs() {
        List<String> names = new ArrayList<>();
        for (Aggregation aggregation : chain) {
            for (String field : aggregation.in) {
                if (!names.contains(field)) {
                    names.add(field);
                }
            }
        }
        return new Fields(names);
    }

    private Fields outputs() {
        List<String> names = new ArrayList<>();
        for (Aggregation aggregation : chain) {
            for (String field : aggregation.out) {
                if (names.contains(field)) {
                    throw new IllegalArgumentException("chainedAgg: two aggregations of the chain give field \"" + field + "\"; give one another name");
                }
                names.add(field);
            }
        }
        return new Fields(names);
    }

    private ChainedAggregatorDeclarer add(boolean isFull, Fields in, Fields out, Aggregator<?> aggregator, CombinerAggregator<?> combiner,
                                          ReducerAggregator<?> reducer) {
        if (!chain.isEmpty() && full != isFull) {
            throw new IllegalStateException("chainedAgg: a chain is of partitions or of whole batches; this one has aggregate and partitionAggregate");
        }
        if (aggregator == null && (out == null || out.size() != 1)) {
            throw new IllegalArgumentException("chainedAgg: a combiner or a reducer gives one field, and " + out + " are declared");
        }
        full = isFull;
        chain.add(new Aggregation(in == null ? new Fields() : in, out, aggregator, combiner, reducer));
        return this;
    }

    @Override
    public ChainedPartitionAggregatorDeclarer partitionAggregate(Aggregator agg, Fields functionFields) {
        return partitionAggregate(null, agg, functionFields);
    }

    @Override
    public ChainedPartitionAggregatorDeclarer partitionAggregate(Fields inputFields, Aggregator agg, Fields functionFields) {
        return add(false, inputFields, functionFields, agg, null, null);
    }

    @Override
    public ChainedPartitionAggregatorDeclarer partitionAggregate(CombinerAggregator agg, Fields functionFields) {
        return partitionAggregate(null, agg, functionFields);
    }

    @Override
    public ChainedPartitionAggregatorDeclarer partitionAggregate(Fields inputFields, CombinerAggregator agg, Fields functionFields) {
        return add(false, inputFields, functionFields, null, agg, null);
    }

    @Override
    public ChainedPartitionAggregatorDeclarer partitionAggregate(ReducerAggregator agg, Fields functionFields) {
        return partitionAggregate(null, agg, functionFields);
    }

    @Override
    public ChainedPartitionAggregatorDeclarer partitionAggregate(Fields inputFields, ReducerAggregator agg, Fields functionFields) {
        return add(false, inputFields, functionFields, null, null, agg);
    }

    @Override
    public ChainedFullAggregatorDeclarer aggregate(Aggregator agg, Fields functionFields) {
        return aggregate(null, agg, functionFields);
    }

    @Override
    public ChainedFullAggregatorDeclarer aggregate(Fields inputFields, Aggregator agg, Fields functionFields) {
        return add(true, inputFields, functionFields, agg, null, null);
    }

    @Override
    public ChainedFullAggregatorDeclarer aggregate(CombinerAggregator agg, Fields functionFields) {
        return aggregate(null, agg, functionFields);
    }

    @Override
    public ChainedFullAggregatorDeclarer aggregate(Fields inputFields, CombinerAggregator agg, Fields functionFields) {
        return add(true, inputFields, functionFields, null, agg, null);
    }

    @Override
    public ChainedFullAggregatorDeclarer aggregate(ReducerAggregator agg, Fields functionFields) {
        return aggregate(null, agg, functionFields);
    }

    @Override
    public ChainedFullAggregatorDeclarer aggregate(Fields inputFields, ReducerAggregator agg, Fields functionFields) {
        return add(true, inputFields, functionFields, null, null, agg);
    }
}
