// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.stage;

import java.util.ArrayList;
import java.util.List;
import org.apache.storm.trident.operation.MultiReducer;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.trident.tuple.TridentTupleView;
import org.apache.storm.trident.tuple.TridentTupleView.ProjectionFactory;
import org.apache.storm.tuple.Fields;

/** Reduces several streams to one, within a partition of a batch. */
public final class MultiReduceStep extends Step {
    private static final long serialVersionUID = 1L;

    private final List<Fields> ins;
    private final MultiReducer<Object> reducer;
    private final Fields out;
    private transient ProjectionFactory[] projections;
    private transient Emission.Fresh emission;

    @SuppressWarnings("unchecked")
    public MultiReduceStep(List<Fields> ins, MultiReducer<?> reducer, Fields out) {
        this.ins = new ArrayList<>(ins);
        this.reducer = (MultiReducer<Object>) reducer;
        this.out = out;
    }

    @Override
    TridentTuple.Factory prepare(StepContext context) {
        projections = new ProjectionFactory[ins.size()];
        for (int i = 0; i < projections.length; i++) {
            projections[i] = new ProjectionFactory(context.inputs().get(i), ins.get(i));
        }
        emission = new Emission.Fresh(context, next, out);
        reducer.prepare(context.conf(), context.multiReducer(List.of(projections)));
        return emission.shape;
    }

    @Override
    void start(Batch batch) {
        batch.memory[slot] = reducer.init(emission.at(batch));
    }

    @Override
    void take(Batch batch, int input, TridentTupleView tuple) {
        reducer.execute(batch.memory[slot], input, projections[input].of(tuple), emission.at(batch));
    }

    @Override
    void finish(Batch batch) {
        reducer.complete(batch.memory[slot], emission.at(batch));
        batch.memory[slot] = null;
    }

    @Override
    void cleanup() {
        reducer.cleanup();
    }

    @Override
    public List<String> reads(int input, Fields given, List<String> wanted) {
        return all(ins.get(input));
    }
}
