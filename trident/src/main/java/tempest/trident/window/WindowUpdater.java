// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.window;

import java.util.List;
import java.util.Map;
import org.apache.storm.trident.operation.Aggregator;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.operation.TridentOperationContext;
import org.apache.storm.trident.state.StateUpdater;
import org.apache.storm.trident.tuple.TridentTuple;

/**
 * Puts a batch's tuples into a window and emits the aggregates of all windows that end with it. Called for every batch, also for an empty
 * one, because windows may end by time. The task's thread calls it, in the commit.
 */
@SuppressWarnings({"rawtypes", "unchecked"})
public final class WindowUpdater implements StateUpdater<WindowState> {
    private static final long serialVersionUID = 1L;

    private final Aggregator aggregator;

    public WindowUpdater(Aggregator aggregator) {
        this.aggregator = aggregator;
    }

    @Override
    public void prepare(Map<String, Object> conf, TridentOperationContext context) {
        aggregator.prepare(conf, context);
    }

    @Override
    public void updateState(WindowState window, List<TridentTuple> tuples, TridentCollector collector) {
        window.add(tuples, contents -> {
            Object value = aggregator.init(window.transaction(), collector);
            for (TridentTuple tuple : contents) {
                aggregator.aggregate(value, tuple, collector);
            }
            aggregator.complete(value, collector);
        });
    }

    @Override
    public void cleanup() {
        aggregator.cleanup();
    }
}
