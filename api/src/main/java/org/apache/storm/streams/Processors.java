// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.streams;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.state.KeyValueState;
import org.apache.storm.streams.operations.CombinerAggregator;
import org.apache.storm.streams.operations.Consumer;
import org.apache.storm.streams.operations.Function;
import org.apache.storm.streams.operations.Predicate;
import org.apache.storm.streams.operations.StateUpdater;
import org.apache.storm.streams.operations.ValueJoiner;

/** The processors there are. */
@SuppressWarnings({"rawtypes", "unchecked"})
final class Processors {
    private Processors() {
    }

    /** Gives what a function makes of each value. */
    static final class Map extends Processor {
        private static final long serialVersionUID = 1L;
        private final Function function;

        Map(Function function) {
            this.function = function;
        }

        @Override
        void take(Object value, int input, Out out) {
            out.put(function.apply(value));
        }
    }

    /** Gives all that a function makes of each value. */
    static final class FlatMap extends Processor {
        private static final long serialVersionUID = 1L;
        private final Function function;

        FlatMap(Function function) {
            this.function = function;
        }

        @Override
        void take(Object value, int input, Out out) {
            for (Object each : (Iterable<?>) function.apply(value)) {
                out.put(each);
            }
        }
    }

    /** Lets values through that a predicate accepts. */
    static final class Filter extends Processor {
        private static final long serialVersionUID = 1L;
        private final Predicate predicate;

        Filter(Predicate predicate) {
            this.predicate = predicate;
        }

        @Override
        void take(Object value, int input, Out out) {
            if (predicate.test(value)) {
                out.put(value);
            }
        }
    }

    /** Lets values through whose first accepting predicate, of several, is the one at a position. */
    static final class Branch extends Processor {
        private static final long serialVersionUID = 1L;
        private final Predicate[] predicates;
        private final int own;

        Branch(Predicate[] predicates, int own) {
            this.predicates = predicates;
            this.own = own;
        }

        @Override
        void take(Object value, int input, Out out) {
            for (int i = 0; i < own; i++) {
                if (predicates[i].test(value)) {
                    return;
                }
            }
            if (predicates[own].test(value)) {
                out.put(value);
            }
        }
    }

    /** Shows values to a consumer and lets them through. */
    static final class Peek extends Processor {
        private static final long serialVersionUID = 1L;
        private final Consumer consumer;

        Peek(Consumer consumer) {
            this.consumer = consumer;
        }

        @Override
        void take(Object value, int input, Out out) {
            consumer.accept(value);
            out.put(value);
        }
    }

    /** How an aggregation stands between parts and the whole. */
    enum Part { WHOLE, FIRST, SECOND }

    /** Keeps what it accumulates in the state of its task, if its stream has no windows. */
    abstract static class Keeping extends Processor {
        private static final long serialVersionUID = 1L;
        transient KeptValues kept;

        /** A copy of what is kept for a key, if that is changed in place. */
        Object copy(Object value) {
            return value;
        }
    }

    /** Aggregates all values; as the first part it gives what it accumulated, as the second it merges that. */
    static final class Aggregate extends Keeping {
        private static final long serialVersionUID = 1L;
        private final AggregateByKey byKey;

        Aggregate(CombinerAggregator aggregator, Part part) {
            byKey = new AggregateByKey(aggregator, part);
        }

        @Override
        void take(Object value, int input, Out out) {
            byKey.kept = kept;
            byKey.windowed = windowed;
            byKey.take(Pair.of(null, value), input, result -> out.put(((Pair) result).value2));
        }

        @Override
        void finish(Out out) {
            byKey.finish(result -> out.put(((Pair) result).value2));
        }

        @Override
        Object copy(Object value) {
            return byKey.copy(value);
        }
    }

    /** The same for each key. */
    static final class AggregateByKey extends Keeping {
        private static final long serialVersionUID = 1L;
        private final CombinerAggregator aggregator;
        private final Part part;
        private transient LinkedHashMap<Object, Object> sofar;

        AggregateByKey(CombinerAggregator aggregator, Part part) {
            this.aggregator = aggregator;
            this.part = part;
        }

        @Override
        void take(Object value, int input, Out out) {
            Pair pair = (Pair) value;
            if (!windowed) {
                Object before = kept.get(pair.value1);
                Object after = aggregator.apply(before == null ? aggregator.init() : before, pair.value2);
                kept.put(pair.value1, after);
                out.put(Pair.of(pair.value1, aggregator.result(after)));
                return;
            }
            if (sofar == null) {
                sofar = new LinkedHashMap<>();
            }
            Object before = sofar.containsKey(pair.value1) ? sofar.get(pair.value1) : aggregator.init();
            sofar.put(pair.value1, part == Part.SECOND ? aggregator.merge(before, pair.value2) : aggregator.apply(before, pair.value2));
        }

        @Override
        void finish(Out out) {
            if (sofar != null) {
                sofar.forEach((key, value) -> out.put(Pair.of(key, part == Part.FIRST ? value : aggregator.result(value))));
                sofar = null;
            }
        }

        @Override
        Object copy(Object value) {
            return value instanceof ArrayList<?> list ? new ArrayList<>(list) : value;
        }

        @Override
        String grows() {
            return "keeps a result for every key that ever came";
        }
    }

    /** Which keys a join keeps that one side lacks. */
    enum Sides { INNER, LEFT, RIGHT, FULL }

    /** Keeps the values of two streams of pairs, by key: a list for each side. */
    abstract static class TwoSided extends Keeping {
        private static final long serialVersionUID = 1L;
        private transient LinkedHashMap<Object, List<List<Object>>> rows;

        /** Adds a value to its side; returns both. */
        final List<List<Object>> add(Pair pair, int input) {
            List<List<Object>> sides;
            if (windowed) {
                rows = rows == null ? new LinkedHashMap<>() : rows;
                sides = rows.computeIfAbsent(pair.value1, key -> none());
            } else {
                sides = (List<List<Object>>) kept.get(pair.value1);
                sides = sides == null ? none() : sides;
                kept.put(pair.value1, sides);
            }
            sides.get(input).add(pair.value2);
            return sides;
        }

        private static List<List<Object>> none() {
            return new ArrayList<>(List.of(new ArrayList<>(), new ArrayList<>()));
        }

        abstract void complete(Object key, List<Object> left, List<Object> right, Out out);

        @Override
        final void finish(Out out) {
            if (rows != null) {
                LinkedHashMap<Object, List<List<Object>>> all = rows;
                rows = null;
                all.forEach((key, sides) -> complete(key, sides.get(0), sides.get(1), out));
            }
        }

        @Override
        Object copy(Object value) {
            List<List<Object>> sides = (List<List<Object>>) value;
            return new ArrayList<>(List.of(new ArrayList<>(sides.get(0)), new ArrayList<>(sides.get(1))));
        }

        @Override
        String grows() {
            return "keeps every value of both streams";
        }
    }

    /** Joins each value of one stream with each of the other that has the same key. Without windows, with all that came before. */
    static final class Join extends TwoSided {
        private static final long serialVersionUID = 1L;
        private final ValueJoiner joiner;
        private final Sides sides;

        Join(ValueJoiner joiner, Sides sides) {
            this.joiner = joiner;
            this.sides = sides;
        }

        @Override
        void take(Object value, int input, Out out) {
            Pair pair = (Pair) value;
            List<List<Object>> both = add(pair, input);
            if (!windowed) {
                List<Object> own = new ArrayList<>();
                own.add(pair.value2);
                complete(pair.value1, input == 0 ? own : both.get(0), input == 1 ? own : both.get(1), out);
            }
        }

        @Override
        void complete(Object key, List<Object> left, List<Object> right, Out out) {
            if (left.isEmpty() && (sides == Sides.RIGHT || sides == Sides.FULL)) {
                right.forEach(r -> out.put(Pair.of(key, joiner.apply(null, r))));
            } else if (right.isEmpty() && (sides == Sides.LEFT || sides == Sides.FULL)) {
                left.forEach(l -> out.put(Pair.of(key, joiner.apply(l, null))));
            } else {
                left.forEach(l -> right.forEach(r -> out.put(Pair.of(key, joiner.apply(l, r)))));
            }
        }
    }

    /** Gives, for each key, the values that both streams have. */
    static final class CoGroup extends TwoSided {
        private static final long serialVersionUID = 1L;

        @Override
        void take(Object value, int input, Out out) {
            Pair pair = (Pair) value;
            List<List<Object>> both = add(pair, input);
            if (!windowed) {
                complete(pair.value1, both.get(0), both.get(1), out);
            }
        }

        @Override
        void complete(Object key, List<Object> left, List<Object> right, Out out) {
            out.put(Pair.of(key, Pair.of(new ArrayList<>(left), new ArrayList<>(right))));
        }
    }

    /** Has the state of its task. */
    abstract static class Stateful extends Processor {
        private static final long serialVersionUID = 1L;
        transient KeyValueState<Object, Object> state;
    }

    /** Updates the state of each pair's key and gives it. */
    static final class Update extends Stateful {
        private static final long serialVersionUID = 1L;
        private final StateUpdater updater;

        Update(StateUpdater updater) {
            this.updater = updater;
        }

        @Override
        void take(Object value, int input, Out out) {
            Pair pair = (Pair) value;
            Object before = state.get(pair.value1);
            Object after = updater.apply(before == null ? updater.init() : before, pair.value2);
            state.put(pair.value1, after);
            out.put(Pair.of(pair.value1, after));
        }

        @Override
        String grows() {
            return "keeps a state for every key that ever came";
        }
    }

    /** Gives each value with what the state has for it; null where there is nothing. */
    static final class Query extends Stateful {
        private static final long serialVersionUID = 1L;

        @Override
        void take(Object value, int input, Out out) {
            out.put(Pair.of(value, state.get(value)));
        }
    }
}
