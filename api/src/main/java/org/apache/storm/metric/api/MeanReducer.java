// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.metric.api;

/** The mean of numbers. */
public class MeanReducer implements IReducer<MeanReducerState> {
    @Override
    public MeanReducerState init() {
        return new MeanReducerState();
    }

    /**
     * @throws RuntimeException if the input is not a number
     */
    @Override
    public MeanReducerState reduce(MeanReducerState acc, Object input) {
        if (!(input instanceof Number number)) {
            throw new RuntimeException("A mean takes numbers, not " + (input == null ? "null" : input.getClass().getName()));
        }
        acc.count++;
        acc.sum += number.doubleValue();
        return acc;
    }

    /** The mean as a {@link Double}, or null if there was no value. */
    @Override
    public Object extractResult(MeanReducerState acc) {
        return acc.count > 0 ? acc.sum / acc.count : null;
    }
}
