// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.stage;

import java.util.List;
import org.apache.storm.trident.operation.Filter;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.trident.tuple.TridentTupleView;
import org.apache.storm.trident.tuple.TridentTupleView.ProjectionFactory;
import org.apache.storm.tuple.Fields;

/** Lets tuples through that a filter keeps. */
public final class FilterStep extends Step {
    private static final long serialVersionUID = 1L;

    private final Fields in;
    private final Filter filter;
    private transient ProjectionFactory projection;

    public FilterStep(Fields in, Filter filter) {
        this.in = in;
        this.filter = filter;
    }

    @Override
    TridentTuple.Factory prepare(StepContext context) {
        projection = context.project(in);
        filter.prepare(context.conf(), context.operation(projection));
        return context.input();
    }

    @Override
    void take(Batch batch, int input, TridentTupleView tuple) {
        if (filter.isKeep(projection.of(tuple))) {
            next.put(batch, tuple);
        }
    }

    @Override
    void cleanup() {
        filter.cleanup();
    }

    @Override
    public List<String> reads(int input, Fields given, List<String> wanted) {
        return passedOnAnd(given, wanted, in);
    }
}
