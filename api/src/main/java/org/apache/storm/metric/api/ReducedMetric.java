// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.metric.api;

/** A metric that reduces the values it is updated with. */
public class ReducedMetric implements IMetric {
    private final IReducer reducer;
    private Object accumulator;

    public ReducedMetric(IReducer reducer) {
        this.reducer = reducer;
        this.accumulator = reducer.init();
    }

    @SuppressWarnings("unchecked")
    public void update(Object value) {
        accumulator = reducer.reduce(accumulator, value);
    }

    @Override
    @SuppressWarnings("unchecked")
    public Object getValueAndReset() {
        Object result = reducer.extractResult(accumulator);
        accumulator = reducer.init();
        return result;
    }
}
