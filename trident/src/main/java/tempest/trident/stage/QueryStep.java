// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.stage;

import java.util.ArrayList;
import java.util.List;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.state.QueryFunction;
import org.apache.storm.trident.state.State;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.trident.tuple.TridentTupleView;
import org.apache.storm.trident.tuple.TridentTupleView.ProjectionFactory;
import org.apache.storm.tuple.Fields;

/** Queries a state for all tuples of a batch at once, and appends what the query function emits for each result. */
public final class QueryStep extends Step {
    private static final long serialVersionUID = 1L;

    private final int state;
    private final Fields in;
    private final QueryFunction<State, Object> function;
    private final Fields appended;
    private transient ProjectionFactory projection;
    private transient Emission.Append emission;
    private transient States states;

    /** @param state which of the stage's states */
    @SuppressWarnings("unchecked")
    public QueryStep(int state, Fields in, QueryFunction<?, ?> function, Fields appended) {
        this.state = state;
        this.in = in;
        this.function = (QueryFunction<State, Object>) function;
        this.appended = appended;
    }

    private record Queries(List<TridentTuple> arguments, List<TridentTupleView> tuples) { }

    @Override
    TridentTuple.Factory prepare(StepContext context) {
        projection = context.project(in);
        emission = new Emission.Append(context, next, appended);
        states = context.states();
        function.prepare(context.conf(), context.operation(projection));
        return emission.shape;
    }

    @Override
    void start(Batch batch) {
        batch.memory[slot] = new Queries(new ArrayList<>(), new ArrayList<>());
    }

    @Override
    void take(Batch batch, int input, TridentTupleView tuple) {
        Queries queries = (Queries) batch.memory[slot];
        queries.arguments.add(projection.of(tuple));
        queries.tuples.add(tuple);
    }

    @Override
    void finish(Batch batch) {
        Queries queries = (Queries) batch.memory[slot];
        batch.memory[slot] = null;
        if (queries.tuples.isEmpty()) {
            return;
        }
        List<Object> answers = function.batchRetrieve(states.get(state), queries.arguments);
        if (answers.size() != queries.tuples.size()) {
            throw new IllegalStateException(function.getClass().getName() + ".batchRetrieve gave " + answers.size() + " results for "
                + queries.tuples.size() + " tuples; it must give one for each, in their order");
        }
        for (int i = 0; i < queries.tuples.size(); i++) {
            TridentCollector to = emission.to(batch, queries.tuples.get(i));
            function.execute(queries.arguments.get(i), answers.get(i), to);
        }
    }

    @Override
    void cleanup() {
        function.cleanup();
    }

    @Override
    public List<String> reads(int input, Fields given, List<String> wanted) {
        return passedOnAnd(given, wanted, in);
    }
}
