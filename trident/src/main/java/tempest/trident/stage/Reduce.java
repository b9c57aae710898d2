// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.stage;

import java.util.Collections;
import org.apache.storm.trident.operation.BaseAggregator;
import org.apache.storm.trident.operation.ReducerAggregator;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.tuple.TridentTuple;

/** Runs a reducer over a partition of a batch, or over a group of it, and gives one tuple with its value. */
public final class Reduce extends BaseAggregator<Object[]> {
    private static final long serialVersionUID = 1L;

    private final ReducerAggregator<Object> reducer;

    @SuppressWarnings("unchecked")
    public Reduce(ReducerAggregator<?> reducer) {
        this.reducer = (ReducerAggregator<Object>) reducer;
    }

    @Override
    public Object[] init(Object batchId, TridentCollector collector) {
        return new Object[] {reducer.init()};
    }

    @Override
    public void aggregate(Object[] val, TridentTuple tuple, TridentCollector collector) {
        val[0] = reducer.reduce(val[0], tuple);
    }

    @Override
    public void complete(Object[] val, TridentCollector collector) {
        collector.emit(Collections.singletonList(val[0]));
    }

    /** Its name in a plan. */
    public Object reducer() {
        return reducer;
    }
}
