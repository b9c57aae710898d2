// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.streams;

import java.util.ArrayList;
import org.apache.storm.streams.operations.BiFunction;
import org.apache.storm.streams.operations.CombinerAggregator;
import org.apache.storm.streams.operations.Consumer;
import org.apache.storm.streams.operations.FlatMapFunction;
import org.apache.storm.streams.operations.Function;
import org.apache.storm.streams.operations.PairValueJoiner;
import org.apache.storm.streams.operations.Predicate;
import org.apache.storm.streams.operations.Reducer;
import org.apache.storm.streams.operations.StateUpdater;
import org.apache.storm.streams.operations.ValueJoiner;
import org.apache.storm.streams.operations.aggregators.Count;
import org.apache.storm.streams.windowing.Window;

/** A stream of keys and values. What is done by key happens where all values of that key come. */
public class PairStream<K, V> extends Stream<Pair<K, V>> {
    PairStream(Place place) {
        super(place);
    }

    @Override
    boolean pairs() {
        return true;
    }

    public <R> PairStream<K, R> mapValues(Function<? super V, ? extends R> function) {
        Function<Pair<K, V>, Pair<K, R>> both = pair -> Pair.of(pair.getFirst(), function.apply(pair.getSecond()));
        return new PairStream<>(then(new Processors.Map(both), true, place.keyed));
    }

    public <R> PairStream<K, R> flatMapValues(FlatMapFunction<? super V, ? extends R> function) {
        FlatMapFunction<Pair<K, V>, Pair<K, R>> both = pair -> {
            ArrayList<Pair<K, R>> all = new ArrayList<>();
            for (R value : function.apply(pair.getSecond())) {
                all.add(Pair.of(pair.getFirst(), value));
            }
            return all;
        };
        return new PairStream<>(then(new Processors.FlatMap(both), true, place.keyed));
    }

    public <R> PairStream<K, R> aggregateByKey(R initialValue, BiFunction<? super R, ? super V, ? extends R> accumulator,
                                               BiFunction<? super R, ? super R, ? extends R> combiner) {
        return aggregateByKey(CombinerAggregator.<V, R>of(initialValue, accumulator, combiner));
    }

    /** Aggregates the values of each key; those of a window partly before they are sent to where the key belongs. */
    public <A, R> PairStream<K, R> aggregateByKey(CombinerAggregator<? super V, A, ? extends R> aggregator) {
        if (place.keyed || place.parallelism == 1) {
            return new PairStream<>(then(new Processors.AggregateByKey(aggregator, Processors.Part.WHOLE), true, true));
        }
        Place from = place;
        Processors.Part part = Processors.Part.WHOLE;
        if (place.windowed) {
            from = then(new Processors.AggregateByKey(aggregator, Processors.Part.FIRST), true, false);
            part = Processors.Part.SECOND;
        }
        return new PairStream<>(from.towards(Segment.Grouping.KEY, place.parallelism).then(new Processors.AggregateByKey(aggregator, part), true, true));
    }

    public PairStream<K, Long> countByKey() {
        return aggregateByKey(new Count<>());
    }

    public PairStream<K, V> reduceByKey(Reducer<V> reducer) {
        return aggregateByKey(new Reduction<>(reducer));
    }

    /** All values of each key. */
    public PairStream<K, Iterable<V>> groupByKey() {
        return byKey().aggregateByKey(new Listing<V>());
    }

    private PairStream<K, V> byKey() {
        return place.keyed ? this : new PairStream<>(place.towards(Segment.Grouping.KEY, place.parallelism));
    }

    /** All values of each key in a window of the task that the key belongs to. */
    public PairStream<K, Iterable<V>> groupByKeyAndWindow(Window<?, ?> window) {
        return byKey().window(window).groupByKey();
    }

    public PairStream<K, V> reduceByKeyAndWindow(Reducer<V> reducer, Window<?, ?> window) {
        return byKey().window(window).reduceByKey(reducer);
    }

    @Override
    public PairStream<K, V> peek(Consumer<? super Pair<K, V>> action) {
        return new PairStream<>(then(new Processors.Peek(action), true, place.keyed));
    }

    @Override
    public PairStream<K, V> filter(Predicate<? super Pair<K, V>> predicate) {
        return new PairStream<>(then(new Processors.Filter(predicate), true, place.keyed));
    }

    public <V1> PairStream<K, Pair<V, V1>> join(PairStream<K, V1> otherStream) {
        return join(otherStream, new PairValueJoiner<>());
    }

    /** Pairs of both streams with equal keys. */
    public <R, V1> PairStream<K, R> join(PairStream<K, V1> otherStream, ValueJoiner<? super V, ? super V1, ? extends R> valueJoiner) {
        return both(otherStream, new Processors.Join(valueJoiner, Processors.Sides.INNER));
    }

    public <V1> PairStream<K, Pair<V, V1>> leftOuterJoin(PairStream<K, V1> otherStream) {
        return leftOuterJoin(otherStream, new PairValueJoiner<>());
    }

    /** All pairs of this stream; null where the other lacks the key. */
    public <R, V1> PairStream<K, R> leftOuterJoin(PairStream<K, V1> otherStream, ValueJoiner<? super V, ? super V1, ? extends R> valueJoiner) {
        return both(otherStream, new Processors.Join(valueJoiner, Processors.Sides.LEFT));
    }

    public <V1> PairStream<K, Pair<V, V1>> rightOuterJoin(PairStream<K, V1> otherStream) {
        return rightOuterJoin(otherStream, new PairValueJoiner<>());
    }

    /** All pairs of the other stream; null where this one lacks the key. */
    public <R, V1> PairStream<K, R> rightOuterJoin(PairStream<K, V1> otherStream, ValueJoiner<? super V, ? super V1, ? extends R> valueJoiner) {
        return both(otherStream, new Processors.Join(valueJoiner, Processors.Sides.RIGHT));
    }

    public <V1> PairStream<K, Pair<V, V1>> fullOuterJoin(PairStream<K, V1> otherStream) {
        return fullOuterJoin(otherStream, new PairValueJoiner<>());
    }

    /** All pairs of both streams; null where the other one lacks the key. */
    public <R, V1> PairStream<K, R> fullOuterJoin(PairStream<K, V1> otherStream, ValueJoiner<? super V, ? super V1, ? extends R> valueJoiner) {
        return both(otherStream, new Processors.Join(valueJoiner, Processors.Sides.FULL));
    }

    private <R> PairStream<K, R> both(PairStream<K, ?> other, Processor processor) {
        Node left = place.settled();
        Node right = other.place.settled();
        Segment there = streamBuilder.segment(Math.max(place.parallelism, other.place.parallelism), null);
        Node joined = streamBuilder.node(there, processor, true, left.windowed || right.windowed);
        there.input(left, Segment.Grouping.KEY).targets().add(new Node.Target(joined, 0));
        there.input(right, Segment.Grouping.KEY).targets().add(new Node.Target(joined, 1));
        return new PairStream<>(Place.behind(streamBuilder, joined, true));
    }

    @Override
    public PairStream<K, V> window(Window<?, ?> window) {
        return new PairStream<>(place.into(window));
    }

    @Override
    public PairStream<K, V> repartition(int parallelism) {
        return new PairStream<>(place.towards(Segment.Grouping.SHUFFLE, atLeastOne(parallelism)));
    }

    @Override
    @SuppressWarnings("unchecked")
    public PairStream<K, V>[] branch(Predicate<? super Pair<K, V>>... predicates) {
        Stream<Pair<K, V>>[] all = super.branch(predicates);
        PairStream<K, V>[] branches = new PairStream[all.length];
        for (int i = 0; i < all.length; i++) {
            branches[i] = new PairStream<>(all[i].place);
        }
        return branches;
    }

    public <R> StreamState<K, R> updateStateByKey(R initialValue, BiFunction<? super R, ? super V, ? extends R> stateUpdateFn) {
        return updateStateByKey(StateUpdater.<V, R>of(initialValue, stateUpdateFn));
    }

    /** Keeps a state per key, which is saved with checkpoints. */
    public <R> StreamState<K, R> updateStateByKey(StateUpdater<? super V, ? extends R> stateUpdater) {
        // A state of its own for each: what is behind another state goes on to another bolt.
        Place towards = place.towards(Segment.Grouping.KEY, place.parallelism);
        Place changes = towards.then(new Processors.Update(stateUpdater), true, true);
        changes.node.segment.stateful = true;
        return new StreamState<>(new PairStream<>(changes));
    }

    /** For each key the values that both streams have. */
    public <V1> PairStream<K, Pair<Iterable<V>, Iterable<V1>>> coGroupByKey(PairStream<K, V1> otherStream) {
        return both(otherStream, new Processors.CoGroup());
    }

    /** Collects values in a list, in place: what is given out is a copy, as a stream without windows goes on collecting. */
    static final class Listing<V> implements CombinerAggregator<V, ArrayList<V>, Iterable<V>> {
        private static final long serialVersionUID = 1L;

        @Override
        public ArrayList<V> init() {
            return new ArrayList<>();
        }

        @Override
        public ArrayList<V> apply(ArrayList<V> accumulator, V value) {
            accumulator.add(value);
            return accumulator;
        }

        @Override
        public ArrayList<V> merge(ArrayList<V> accum1, ArrayList<V> accum2) {
            accum1.addAll(accum2);
            return accum1;
        }

        @Override
        public Iterable<V> result(ArrayList<V> accum) {
            return new ArrayList<>(accum);
        }
    }
}
