// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.state.map;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.trident.operation.ReducerAggregator;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.operation.TridentOperationContext;
import org.apache.storm.trident.state.ReducerValueUpdater;
import org.apache.storm.trident.state.StateUpdater;
import org.apache.storm.trident.state.ValueUpdater;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.trident.tuple.TridentTupleView.ProjectionFactory;
import org.apache.storm.tuple.Fields;

/** Reduces a batch's tuples of each group into the stored value, all groups in one request; emits the groups with their new values. */
@SuppressWarnings({"rawtypes", "unchecked"})
public class MapReducerAggStateUpdater implements StateUpdater<MapState> {
    private static final long serialVersionUID = 1L;

    private final ReducerAggregator agg;
    private final GroupKeys groups;
    private final Fields inputFields;
    private transient ProjectionFactory inputs;

    public MapReducerAggStateUpdater(ReducerAggregator agg, Fields groupFields, Fields inputFields) {
        this.agg = agg;
        this.groups = new GroupKeys(groupFields);
        this.inputFields = inputFields;
    }

    @Override
    public void updateState(MapState map, List<TridentTuple> tuples, TridentCollector collector) {
        if (tuples.isEmpty()) {
            return;
        }
        int[] places = groups.places(tuples.get(0));
        Map<List<Object>, List<TridentTuple>> grouped = new LinkedHashMap<>();
        for (TridentTuple tuple : tuples) {
            grouped.computeIfAbsent(GroupKeys.key(tuple, places), key -> new ArrayList<>()).add(inputs.create(tuple));
        }
        List<List<Object>> keys = new ArrayList<>(grouped.keySet());
        List<ValueUpdater> updaters = new ArrayList<>(keys.size());
        for (List<TridentTuple> group : grouped.values()) {
            updaters.add(new ReducerValueUpdater(agg, group));
        }
        List<Object> changed = map.multiUpdate(keys, updaters);
        for (int i = 0; i < keys.size(); i++) {
            collector.emit(GroupKeys.append(keys.get(i), changed.get(i)));
        }
    }

    @Override
    public void prepare(Map<String, Object> conf, TridentOperationContext context) {
        inputs = context.makeProjectionFactory(inputFields);
    }

    @Override
    public void cleanup() {
    }
}
