// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.stage;

import java.util.List;
import org.apache.storm.trident.operation.Function;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.trident.tuple.TridentTupleView;
import org.apache.storm.trident.tuple.TridentTupleView.ProjectionFactory;
import org.apache.storm.tuple.Fields;

/** Calls a function for each tuple and appends what it emits. */
public final class EachStep extends Step {
    private static final long serialVersionUID = 1L;

    private final Fields in;
    private final Function function;
    private final Fields appended;
    private transient ProjectionFactory projection;
    private transient Emission.Append emission;

    public EachStep(Fields in, Function function, Fields appended) {
        this.in = in;
        this.function = function;
        this.appended = appended;
    }

    @Override
    TridentTuple.Factory prepare(StepContext context) {
        projection = context.project(in);
        emission = new Emission.Append(context, next, appended);
        function.prepare(context.conf(), context.operation(projection));
        return emission.shape;
    }

    @Override
    void take(Batch batch, int input, TridentTupleView tuple) {
        function.execute(projection.of(tuple), emission.to(batch, tuple));
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
