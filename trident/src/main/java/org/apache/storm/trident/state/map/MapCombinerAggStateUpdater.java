// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.state.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.storm.trident.operation.CombinerAggregator;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.operation.TridentOperationContext;
import org.apache.storm.trident.state.CombinerValueUpdater;
import org.apache.storm.trident.state.StateUpdater;
import org.apache.storm.trident.state.ValueUpdater;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.tuple.Fields;

/** Combines a batch's value of each group into the stored one, all groups in one request; emits the groups with their new values. */
@SuppressWarnings({"rawtypes", "unchecked"})
public class MapCombinerAggStateUpdater implements StateUpdater<MapState> {
    private static final long serialVersionUID = 1L;

    private final CombinerAggregator agg;
    private final GroupKeys groups;
    private final GroupKeys input;

    public MapCombinerAggStateUpdater(CombinerAggregator agg, Fields groupFields, Fields inputFields) {
        if (inputFields.size() != 1) {
            throw new IllegalArgumentException("combining into a state takes one field, not " + inputFields);
        }
        this.agg = agg;
        this.groups = new GroupKeys(groupFields);
        this.input = new GroupKeys(inputFields);
    }

    @Override
    public void updateState(MapState map, List<TridentTuple> tuples, TridentCollector collector) {
        if (tuples.isEmpty()) {
            return;
        }
        int[] places = groups.places(tuples.get(0));
        int place = input.places(tuples.get(0))[0];
        List<List<Object>> keys = new ArrayList<>(tuples.size());
        List<ValueUpdater> updaters = new ArrayList<>(tuples.size());
        for (TridentTuple tuple : tuples) {
            keys.add(GroupKeys.key(tuple, places));
            updaters.add(new CombinerValueUpdater(agg, tuple.getValue(place)));
        }
        List<Object> changed = map.multiUpdate(keys, updaters);
        for (int i = 0; i < keys.size(); i++) {
            collector.emit(GroupKeys.append(keys.get(i), changed.get(i)));
        }
    }

    @Override
    public void prepare(Map<String, Object> conf, TridentOperationContext context) {
    }

    @Override
    public void cleanup() {
    }
}
