// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.operation.builtin;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.state.BaseQueryFunction;
import org.apache.storm.trident.state.map.ReadOnlyMapState;
import org.apache.storm.trident.tuple.TridentTuple;

/** Looks each tuple's input fields up in a map state, all of a batch at once. A key that is not there gives null. */
public class MapGet extends BaseQueryFunction<ReadOnlyMapState, Object> {
    private static final long serialVersionUID = 1L;

    @Override
    @SuppressWarnings("unchecked")
    public List<Object> batchRetrieve(ReadOnlyMapState state, List<TridentTuple> args) {
        return state.multiGet((List) new ArrayList<>(args));
    }

    @Override
    public void execute(TridentTuple tuple, Object result, TridentCollector collector) {
        collector.emit(Collections.singletonList(result));
    }
}
