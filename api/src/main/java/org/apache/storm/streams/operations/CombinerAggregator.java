// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.streams.operations;

/**
 * Aggregates values in parts that are merged afterwards.
 *
 * @param <T> the values
 * @param <A> what is accumulated
 * @param <R> the result
 */
public interface CombinerAggregator<T, A, R> extends Operation {
    /** Of an initial value, a function for one more value, and one to merge two parts. */
    static <T, R> CombinerAggregator<T, R, R> of(R initialValue, BiFunction<? super R, ? super T, ? extends R> accumulator,
                                                 BiFunction<? super R, ? super R, ? extends R> combiner) {
        return new CombinerAggregator<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public R init() {
                return initialValue;
            }

            @Override
            public R apply(R aggregate, T value) {
                return accumulator.apply(aggregate, value);
            }

            @Override
            public R merge(R accum1, R accum2) {
                return combiner.apply(accum1, accum2);
            }

            @Override
            public R result(R accum) {
                return accum;
            }
        };
    }

    /** What is accumulated of nothing. */
    A init();

    /** What is accumulated with one more value. */
    A apply(A accumulator, T value);

    /** What is accumulated of both. */
    A merge(A accum1, A accum2);

    /** The result of what was accumulated. */
    R result(A accum);
}
