// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.stage;

import java.util.List;
import java.util.Map;
import org.apache.storm.trident.operation.Consumer;
import org.apache.storm.trident.operation.Operation;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.trident.tuple.TridentTupleView;
import org.apache.storm.trident.tuple.TridentTupleView.ProjectionFactory;
import org.apache.storm.tuple.Fields;

/** Shows each tuple to a consumer and lets it through. */
public final class PeekStep extends Step {
    private static final long serialVersionUID = 1L;

    private final Fields in;
    private final Consumer consumer;
    private transient ProjectionFactory projection;

    public PeekStep(Fields in, Consumer consumer) {
        this.in = in;
        this.consumer = consumer;
    }

    @Override
    TridentTuple.Factory prepare(StepContext context) {
        projection = context.project(in);
        if (consumer instanceof Operation operation) {
            Map<String, Object> conf = context.conf();
            operation.prepare(conf, context.operation(projection));
        }
        return context.input();
    }

    @Override
    void take(Batch batch, int input, TridentTupleView tuple) {
        consumer.accept(projection.of(tuple));
        next.put(batch, tuple);
    }

    @Override
    void cleanup() {
        if (consumer instanceof Operation operation) {
            operation.cleanup();
        }
    }

    @Override
    public List<String> reads(int input, Fields given, List<String> wanted) {
        return all(in);
    }
}
