// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.operation.builtin;

import java.util.Collections;
import java.util.List;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.state.BaseQueryFunction;
import org.apache.storm.trident.state.snapshot.ReadOnlySnapshottable;
import org.apache.storm.trident.tuple.TridentTuple;

/** Gives each tuple the one value of a state without keys. */
public class SnapshotGet extends BaseQueryFunction<ReadOnlySnapshottable, Object> {
    private static final long serialVersionUID = 1L;

    @Override
    public List<Object> batchRetrieve(ReadOnlySnapshottable state, List<TridentTuple> args) {
        return Collections.nCopies(args.size(), state.get());
    }

    @Override
    public void execute(TridentTuple tuple, Object result, TridentCollector collector) {
        collector.emit(Collections.singletonList(result));
    }
}
