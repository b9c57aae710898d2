// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.operators.window;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Aggregations that are wanted often. Any thread may use them. */
public final class Aggregations {
    private Aggregations() {
    }

    /** A function whose object can be sent to workers. */
    @FunctionalInterface
    public interface Step<S, T, U> extends java.util.function.BiFunction<S, T, U>, java.io.Serializable {
    }

    private record Folding<V, A>(A zero, Step<A, V, A> add, Step<A, A, A> merge) implements Aggregation<V, A, A> {
        @Override
        public A create() {
            return zero;
        }

        @Override
        public A add(A accumulated, V value) {
            return add.apply(accumulated, value);
        }

        @Override
        public A merge(A earlier, A later) {
            return merge.apply(earlier, later);
        }

        @Override
        public A result(A accumulated) {
            return accumulated;
        }
    }

    /** What is accumulated is also the result, and is never changed: {@code zero}, {@code add} and {@code merge} are of immutable values. */
    public static <V, A> Aggregation<V, A, A> of(A zero, Step<A, V, A> add, Step<A, A, A> merge) {
        return new Folding<>(zero, add, merge);
    }

    /** How many values. */
    public static <V> Aggregation<V, Long, Long> count() {
        return of(0L, (count, value) -> count + 1, Long::sum);
    }

    /** Their sum as a whole number. */
    public static Aggregation<Number, Long, Long> sum() {
        return of(0L, (sum, value) -> sum + value.longValue(), Long::sum);
    }

    /** Their sum as a floating point number. */
    public static Aggregation<Number, Double, Double> sumOfDoubles() {
        return of(0.0, (sum, value) -> sum + value.doubleValue(), Double::sum);
    }

    /** The least of them; the first of several. */
    public static <V extends Comparable<V>> Aggregation<V, V, V> min() {
        return extreme(-1);
    }

    /** The greatest of them; the first of several. */
    public static <V extends Comparable<V>> Aggregation<V, V, V> max() {
        return extreme(1);
    }

    private static <V extends Comparable<V>> Aggregation<V, V, V> extreme(int sign) {
        Step<V, V, V> better = (one, other) -> one == null || Comparator.<V>naturalOrder().compare(other, one) * sign > 0 ? other : one;
        return of(null, better, better);
    }

    /** Their average. */
    public static Aggregation<Number, double[], Double> average() {
        return new Average();
    }

    private static final class Average implements Aggregation<Number, double[], Double> {
        private static final long serialVersionUID = 1L;

        @Override
        public double[] create() {
            return new double[2];
        }

        @Override
        public double[] add(double[] accumulated, Number value) {
            accumulated[0] += value.doubleValue();
            accumulated[1]++;
            return accumulated;
        }

        @Override
        public double[] merge(double[] earlier, double[] later) {
            return new double[] {earlier[0] + later[0], earlier[1] + later[1]};
        }

        @Override
        public Double result(double[] accumulated) {
            return accumulated[0] / accumulated[1];
        }
    }

    /** All of them, in the order of their panes of time: this keeps every value, which the others do not. */
    public static <V> Aggregation<V, ArrayList<V>, List<V>> list() {
        return new Collecting<>();
    }

    private static final class Collecting<V> implements Aggregation<V, ArrayList<V>, List<V>> {
        private static final long serialVersionUID = 1L;

        @Override
        public ArrayList<V> create() {
            return new ArrayList<>();
        }

        @Override
        public ArrayList<V> add(ArrayList<V> accumulated, V value) {
            accumulated.add(value);
            return accumulated;
        }

        @Override
        public ArrayList<V> merge(ArrayList<V> earlier, ArrayList<V> later) {
            ArrayList<V> both = new ArrayList<>(earlier.size() + later.size());
            both.addAll(earlier);
            both.addAll(later);
            return both;
        }

        @Override
        public List<V> result(ArrayList<V> accumulated) {
            return new ArrayList<>(accumulated);
        }
    }
}
