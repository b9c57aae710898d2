// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.state;

import java.util.List;
import org.apache.storm.trident.operation.ReducerAggregator;
import org.apache.storm.trident.tuple.TridentTuple;

/** Reduces a batch's tuples into the stored value. */
@SuppressWarnings({"rawtypes", "unchecked"})
public class ReducerValueUpdater implements ValueUpdater<Object> {
    List<TridentTuple> tuples;
    ReducerAggregator agg;

    public ReducerValueUpdater(ReducerAggregator agg, List<TridentTuple> tuples) {
        this.agg = agg;
        this.tuples = tuples;
    }

    @Override
    public Object update(Object stored) {
        Object value = stored == null ? agg.init() : stored;
        for (TridentTuple tuple : tuples) {
            value = agg.reduce(value, tuple);
        }
        return value;
    }
}
