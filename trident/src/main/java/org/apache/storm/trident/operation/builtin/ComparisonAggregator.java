// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.operation.builtin;

import org.apache.storm.trident.operation.BaseAggregator;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.tuple.TridentTuple;

/**
 * Keeps one tuple of a batch: the one that wins each comparison. Where the batch is empty nothing is emitted.
 *
 * @param <T> what is compared: a field's value, or the tuple
 */
public abstract class ComparisonAggregator<T> extends BaseAggregator<ComparisonAggregator.State> {
    private static final long serialVersionUID = 1L;

    /** The field that is compared; null to compare tuples. */
    protected final String inputFieldName;

    /** @param inputFieldName null to compare tuples */
    public ComparisonAggregator(String inputFieldName) {
        this.inputFieldName = inputFieldName;
    }

    /** The one of both that stays. */
    protected abstract T compare(T value1, T value2);

    @Override
    public State init(Object batchId, TridentCollector collector) {
        return new State();
    }

    @Override
    public void aggregate(State state, TridentTuple tuple, TridentCollector collector) {
        if (state.previousTuple == null) {
            state.previousTuple = tuple;
            return;
        }
        T before = valueFromTuple(state.previousTuple);
        T now = valueFromTuple(tuple);
        if (compare(before, now) != before) {
            state.previousTuple = tuple;
        }
    }

    /** What is compared of a tuple. */
    @SuppressWarnings("unchecked")
    protected T valueFromTuple(TridentTuple tuple) {
        return (T) (inputFieldName == null ? tuple : tuple.getValueByField(inputFieldName));
    }

    @Override
    public void complete(State state, TridentCollector collector) {
        if (state.previousTuple != null) {
            collector.emit(state.previousTuple);
        }
    }

    /** The tuple that won so far. */
    public static class State {
        TridentTuple previousTuple;
    }
}
