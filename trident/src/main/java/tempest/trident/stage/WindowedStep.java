// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.stage;

import java.util.List;
import org.apache.storm.trident.operation.Aggregator;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.trident.tuple.TridentTupleView;
import org.apache.storm.trident.tuple.TridentTupleView.ProjectionFactory;
import org.apache.storm.trident.windowing.WindowsStoreFactory;
import org.apache.storm.trident.windowing.config.WindowConfig;
import org.apache.storm.tuple.Fields;
import tempest.trident.window.WindowStep;

/** Puts tuples into windows, and gives what the windows that closed until it was the batch's turn aggregate to. */
public final class WindowedStep extends Step {
    private static final long serialVersionUID = 1L;

    private final WindowStep windows;
    private final Fields in;
    private final Fields out;
    private transient ProjectionFactory projection;
    private transient Emission.Fresh emission;

    public WindowedStep(WindowConfig config, String id, WindowsStoreFactory store, Fields in, Aggregator<?> aggregator, boolean storeTuples, Fields out) {
        this.windows = new WindowStep(config, id, store, in, aggregator, storeTuples);
        this.in = in;
        this.out = out;
    }

    @Override
    TridentTuple.Factory prepare(StepContext context) {
        projection = context.project(in);
        emission = new Emission.Fresh(context, next, out);
        windows.prepare(context.conf(), context.topology(), context.operation(projection));
        return emission.shape;
    }

    @Override
    void take(Batch batch, int input, TridentTupleView tuple) {
        windows.take(batch.attempt, projection.of(tuple));
    }

    @Override
    void finish(Batch batch) {
        windows.finish(batch.attempt, emission.at(batch));
    }

    @Override
    void abandon(Batch batch) {
        windows.abandon(batch.attempt);
    }

    @Override
    void cleanup() {
        windows.cleanup();
    }

    @Override
    public List<String> reads(int input, Fields given, List<String> wanted) {
        return all(in);
    }

    @Override
    public boolean commits() {
        return true;
    }
}
