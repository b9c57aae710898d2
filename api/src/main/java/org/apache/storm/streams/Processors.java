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

    /** Aggregates all values; as the first part it gives what it accumulated, as the second it merges that. */
    static final class Aggregate extends Processor {
        private static final long serialVersionUID = 1L;
        private final CombinerAggregator aggregator;
        private final Part part;
        private transient boolean some;
        private transient Object sofar;

        Aggregate(CombinerAggregator aggregator, Part part) {
            this.aggregator = aggregator;
            this.part = part;
        }

        @Override
        void take(Object value, int input, Out out) {
            Object before = some ? sofar : aggregator.init();
            sofar = part == Part.SECOND ? aggregator.merge(before, value) : aggregator.apply(before, value);
            some = true;
            if (!windowed) {
                out.put(aggregator.result(sofar));
            }
        }

        @Override
        void finish(Out out) {
            if (some) {
                out.put(part == Part.FIRST ? sofar : aggregator.result(sofar));
            }
            some = false;
            sofar = null;
        }
    }

    /** The same for each key. */
    static final class AggregateByKey extends Processor {
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
            if (sofar == null) {
                sofar = new LinkedHashMap<>();
            }
            Pair pair = (Pair) value;
            Object before = sofar.containsKey(pair.value1) ? sofar.get(pair.value1) : aggregator.init();
            Object after = part == Part.SECOND ? aggregator.merge(before, pair.value2) : aggregator.apply(before, pair.value2);
            sofar.put(pair.value1, after);
            if (!windowed) {
                out.put(Pair.of(pair.value1, aggregator.result(after)));
            }
        }

        @Override
        void finish(Out out) {
            if (sofar != null) {
                sofar.forEach((key, value) -> out.put(Pair.of(key, part == Part.FIRST ? value : aggregator.result(value))));
                sofar = null;
            }
        }
    }

    /** Which keys a join keeps that one side lacks. */
    enum Sides { INNER, LEFT, RIGHT, FULL }

    /** Keeps the values of two streams of pairs, by key. */
    abstract static class TwoSided extends Processor {
        private static final long serialVersionUID = 1L;
        transient LinkedHashMap<Object, List<Object>[]> rows;

        final List<Object>[] of(Object key) {
            if (rows == null) {
                rows = new LinkedHashMap<>();
            }
            return rows.computeIfAbsent(key, k -> new List[] {new ArrayList<>(), new ArrayList<>()});
        }

        abstract void complete(Object key, List<Object>[] sides, Out out);

        @Override
        final void finish(Out out) {
            if (rows != null) {
                LinkedHashMap<Object, List<Object>[]> all = rows;
                rows = null;
                all.forEach((key, sides) -> complete(key, sides, out));
            }
        }
    }

    /** Joins each value of one stream with each of the other that has the same key. Without windows, with all that came before. */
    static final class Join extends TwoSided {
        private static final long serialVersionUID = 1L;
        private final ValueJoiner joiner;
        private final Sides kept;

        Join(ValueJoiner joiner, Sides kept) {
            this.joiner = joiner;
            this.kept = kept;
        }

        @Override
        void take(Object value, int input, Out out) {
            Pair pair = (Pair) value;
            List<Object>[] sides = of(pair.value1);
            sides[input].add(pair.value2);
            if (!windowed) {
                List<Object>[] now = sides.clone();
                now[input] = new ArrayList<>();
                now[input].add(pair.value2);
                complete(pair.value1, now, out);
            }
        }

        @Override
        void complete(Object key, List<Object>[] sides, Out out) {
            List<Object> left = sides[0];
            List<Object> right = sides[1];
            if (left.isEmpty() && (kept == Sides.RIGHT || kept == Sides.FULL)) {
                right.forEach(r -> out.put(Pair.of(key, joiner.apply(null, r))));
            } else if (right.isEmpty() && (kept == Sides.LEFT || kept == Sides.FULL)) {
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
            List<Object>[] sides = of(pair.value1);
            sides[input].add(pair.value2);
            if (!windowed) {
                complete(pair.value1, sides, out);
            }
        }

        @Override
        void complete(Object key, List<Object>[] sides, Out out) {
            out.put(Pair.of(key, Pair.of(new ArrayList<>(sides[0]), new ArrayList<>(sides[1]))));
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
