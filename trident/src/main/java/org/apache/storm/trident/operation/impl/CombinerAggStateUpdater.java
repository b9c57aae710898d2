// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.operation.impl;

import java.util.List;
import java.util.Map;
import org.apache.storm.trident.operation.CombinerAggregator;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.operation.TridentOperationContext;
import org.apache.storm.trident.state.CombinerValueUpdater;
import org.apache.storm.trident.state.StateUpdater;
import org.apache.storm.trident.state.snapshot.Snapshottable;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.tuple.Values;

/** Combines a batch's value into a state without keys, and emits the value after it. */
public class CombinerAggStateUpdater implements StateUpdater<Snapshottable> {
    private static final long serialVersionUID = 1L;

    private final CombinerAggregator<Object> agg;

    @SuppressWarnings("unchecked")
    public CombinerAggStateUpdater(CombinerAggregator agg) {
        this.agg = agg;
    }

    @Override
    @SuppressWarnings("unchecked")
    public void updateState(Snapshottable state, List<TridentTuple> tuples, TridentCollector collector) {
        Object batch = tuples.get(0).getValue(0);
        for (int i = 1; i < tuples.size(); i++) {
            batch = agg.combine(batch, tuples.get(i).getValue(0));
        }
        collector.emit(new Values(state.update(new CombinerValueUpdater(agg, batch))));
    }

    @Override
    public void prepare(Map<String, Object> conf, TridentOperationContext context) {
    }

    @Override
    public void cleanup() {
    }
}
