// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.stage;

import java.util.List;
import org.apache.storm.trident.operation.Aggregator;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.trident.tuple.TridentTupleView;
import org.apache.storm.trident.tuple.TridentTupleView.ProjectionFactory;
import org.apache.storm.tuple.Fields;

/** Aggregates the tuples of a batch in one partition. The aggregator begins and completes in every partition, with or without tuples. */
public final class AggregateStep extends Step {
    private static final long serialVersionUID = 1L;

    private final Fields in;
    private final Aggregator<Object> aggregator;
    private final Fields out;
    private transient ProjectionFactory projection;
    private transient Emission.Fresh emission;

    @SuppressWarnings("unchecked")
    public AggregateStep(Fields in, Aggregator<?> aggregator, Fields out) {
        this.in = in;
        this.aggregator = (Aggregator<Object>) aggregator;
        this.out = out;
    }

    @Override
    TridentTuple.Factory prepare(StepContext context) {
        projection = context.project(in);
        emission = new Emission.Fresh(context, next, out);
        aggregator.prepare(context.conf(), context.operation(projection));
        return emission.shape;
    }

    @Override
    void start(Batch batch) {
        batch.memory[slot] = aggregator.init(batch.attempt, emission.at(batch));
    }

    @Override
    void take(Batch batch, int input, TridentTupleView tuple) {
        aggregator.aggregate(batch.memory[slot], projection.of(tuple), emission.at(batch));
    }

    @Override
    void finish(Batch batch) {
        aggregator.complete(batch.memory[slot], emission.at(batch));
        batch.memory[slot] = null;
    }

    @Override
    void cleanup() {
        aggregator.cleanup();
    }

    @Override
    public List<String> reads(int input, Fields given, List<String> wanted) {
        return all(in);
    }
}
