// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.operation.impl;

import java.util.List;
import java.util.Map;
import org.apache.storm.trident.operation.ReducerAggregator;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.operation.TridentOperationContext;
import org.apache.storm.trident.state.ReducerValueUpdater;
import org.apache.storm.trident.state.StateUpdater;
import org.apache.storm.trident.state.snapshot.Snapshottable;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.tuple.Values;

/** Reduces a batch's tuples into a state without keys, and emits the value after it. */
public class ReducerAggStateUpdater implements StateUpdater<Snapshottable> {
    private static final long serialVersionUID = 1L;

    private final ReducerAggregator agg;

    public ReducerAggStateUpdater(ReducerAggregator agg) {
        this.agg = agg;
    }

    @Override
    @SuppressWarnings("unchecked")
    public void updateState(Snapshottable state, List<TridentTuple> tuples, TridentCollector collector) {
        collector.emit(new Values(state.update(new ReducerValueUpdater(agg, tuples))));
    }

    @Override
    public void prepare(Map<String, Object> conf, TridentOperationContext context) {
    }

    @Override
    public void cleanup() {
    }
}
