// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.streams;

import org.apache.storm.streams.operations.BiFunction;
import org.apache.storm.streams.operations.CombinerAggregator;
import org.apache.storm.streams.operations.Consumer;
import org.apache.storm.streams.operations.FlatMapFunction;
import org.apache.storm.streams.operations.Function;
import org.apache.storm.streams.operations.PairFlatMapFunction;
import org.apache.storm.streams.operations.PairFunction;
import org.apache.storm.streams.operations.Predicate;
import org.apache.storm.streams.operations.PrintConsumer;
import org.apache.storm.streams.operations.Reducer;
import org.apache.storm.streams.operations.aggregators.Count;
import org.apache.storm.streams.windowing.Window;
import org.apache.storm.topology.IBasicBolt;
import org.apache.storm.topology.IRichBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.utils.Utils;

/**
 * A stream of values. Every method declares one more operation and gives the stream behind it. Aggregations of a windowed stream give a result per window;
 * those of a stream without windows give a new result with each value.
 */
public class Stream<T> {
    protected static final Fields KEY = new Fields("key");
    protected static final Fields VALUE = new Fields("value");
    protected static final Fields KEY_VALUE = new Fields("key", "value");

    protected final StreamBuilder streamBuilder;
    /** The id of the stream of tuples that its values would travel in. */
    protected final String stream;
    final Place place;

    Stream(Place place) {
        this.place = place;
        this.streamBuilder = place.builder;
        this.stream = place.node == null ? Utils.DEFAULT_STREAM_ID : place.node.stream();
    }

    /** Whether its values are pairs. */
    boolean pairs() {
        return false;
    }

    final Place then(Processor processor, boolean pairs, boolean staysKeyed) {
        return place.then(processor, pairs, staysKeyed);
    }

    /** Keeps the values that a predicate accepts. */
    public Stream<T> filter(Predicate<? super T> predicate) {
        return new Stream<>(then(new Processors.Filter(predicate), false, false));
    }

    public <R> Stream<R> map(Function<? super T, ? extends R> function) {
        return new Stream<>(then(new Processors.Map(function), false, false));
    }

    public <K, V> PairStream<K, V> mapToPair(PairFunction<? super T, ? extends K, ? extends V> function) {
        return new PairStream<>(then(new Processors.Map(function), true, false));
    }

    public <R> Stream<R> flatMap(FlatMapFunction<? super T, ? extends R> function) {
        return new Stream<>(then(new Processors.FlatMap(function), false, false));
    }

    public <K, V> PairStream<K, V> flatMapToPair(PairFlatMapFunction<? super T, ? extends K, ? extends V> function) {
        return new PairStream<>(then(new Processors.FlatMap(function), true, false));
    }

    /** Divides the stream into windows. */
    public Stream<T> window(Window<?, ?> window) {
        return new Stream<>(place.into(window));
    }

    /** Gives each value to a consumer; the stream ends there. */
    public void forEach(Consumer<? super T> action) {
        peek(action);
    }

    /** Shows each value to a consumer. */
    public Stream<T> peek(Consumer<? super T> action) {
        return new Stream<>(then(new Processors.Peek(action), false, place.keyed));
    }

    /** Aggregates all values, in one task in the end. */
    public <A, R> Stream<R> aggregate(CombinerAggregator<? super T, A, ? extends R> aggregator) {
        if (place.parallelism == 1) {
            return new Stream<>(then(new Processors.Aggregate(aggregator, Processors.Part.WHOLE), false, false));
        }
        Place from = place;
        Processors.Part part = Processors.Part.WHOLE;
        if (place.windowed) {
            from = then(new Processors.Aggregate(aggregator, Processors.Part.FIRST), false, false);
            part = Processors.Part.SECOND;
        }
        return new Stream<>(from.towards(Segment.Grouping.GLOBAL, 1).then(new Processors.Aggregate(aggregator, part), false, false));
    }

    public <R> Stream<R> aggregate(R initialValue, BiFunction<? super R, ? super T, ? extends R> accumulator,
                                   BiFunction<? super R, ? super R, ? extends R> combiner) {
        return aggregate(CombinerAggregator.<T, R>of(initialValue, accumulator, combiner));
    }

    public Stream<Long> count() {
        return aggregate(new Count<>());
    }

    /** Reduces all values to one, in one task in the end. */
    public Stream<T> reduce(Reducer<T> reducer) {
        return aggregate(new Reduction<>(reducer));
    }

    /** Spreads values over so many tasks. */
    public Stream<T> repartition(int parallelism) {
        return new Stream<>(place.towards(Segment.Grouping.SHUFFLE, atLeastOne(parallelism)));
    }

    static int atLeastOne(int parallelism) {
        if (parallelism < 1) {
            throw new IllegalArgumentException("repartition(" + parallelism + "): it must be 1 or more");
        }
        return parallelism;
    }

    /** One stream per predicate, with the values that it is the first to accept. */
    @SuppressWarnings("unchecked")
    public Stream<T>[] branch(Predicate<? super T>... predicates) {
        Stream<T>[] branches = new Stream[predicates.length];
        for (int i = 0; i < branches.length; i++) {
            branches[i] = new Stream<>(then(new Processors.Branch(predicates, i), pairs(), place.keyed));
        }
        return branches;
    }

    /** Prints each value on standard output of the worker. */
    public void print() {
        forEach(new PrintConsumer<>());
    }

    /** Sends each value to a bolt, as field {@code value}, and for pairs {@code key} before it. */
    public void to(IRichBolt bolt) {
        to(bolt, 1);
    }

    public void to(IRichBolt bolt, int parallelism) {
        streamBuilder.sink(bolt, null, parallelism, place.settled(), Segment.Grouping.SHUFFLE);
    }

    public void to(IBasicBolt bolt) {
        to(bolt, 1);
    }

    public void to(IBasicBolt bolt, int parallelism) {
        streamBuilder.sink(null, bolt, parallelism, place.settled(), Segment.Grouping.SHUFFLE);
    }

    /** Asks a state about each value, where the value's state is; what it has not gives null. */
    public <V> PairStream<T, V> stateQuery(StreamState<T, V> streamState) {
        Segment there = streamState.changes.place.node.segment;
        Node from = place.settled();
        Node query = streamBuilder.node(there, new Processors.Query(), true, from.windowed);
        there.input(from, Segment.Grouping.VALUE).targets().add(new Node.Target(query, 0));
        return new PairStream<>(Place.behind(streamBuilder, query, true));
    }

    /** Values that are equal in these fields go to one of so many tasks. */
    protected Stream<T> partitionBy(Fields fields, int parallelism) {
        return new Stream<>(place.towards(fields.equals(KEY) ? Segment.Grouping.KEY : Segment.Grouping.VALUE, parallelism));
    }

    /** Runs a reducer as an aggregator: nothing is accumulated before the first value. */
    static final class Reduction<T> implements CombinerAggregator<T, T, T> {
        private static final long serialVersionUID = 1L;
        private final Reducer<T> reducer;

        Reduction(Reducer<T> reducer) {
            this.reducer = reducer;
        }

        @Override
        public T init() {
            return null;
        }

        @Override
        public T apply(T accumulator, T value) {
            return accumulator == null ? value : value == null ? accumulator : reducer.apply(accumulator, value);
        }

        @Override
        public T merge(T accum1, T accum2) {
            return apply(accum1, accum2);
        }

        @Override
        public T result(T accum) {
            return accum;
        }
    }
}
