// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.stage;

import java.util.List;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.trident.tuple.TridentTupleView;
import org.apache.storm.trident.tuple.TridentTupleView.ProjectionFactory;
import org.apache.storm.tuple.Fields;

/** Keeps some fields. */
public final class ProjectStep extends Step {
    private static final long serialVersionUID = 1L;

    private final Fields kept;
    private transient ProjectionFactory projection;

    public ProjectStep(Fields kept) {
        this.kept = kept;
    }

    @Override
    TridentTuple.Factory prepare(StepContext context) {
        // Fields that are not read downstream were not sent here.
        List<String> there = kept.toList();
        there.retainAll(context.input().getOutputFields());
        projection = context.project(new Fields(there));
        return projection;
    }

    @Override
    void take(Batch batch, int input, TridentTupleView tuple) {
        next.put(batch, projection.of(tuple));
    }

    @Override
    public List<String> reads(int input, Fields given, List<String> wanted) {
        return wanted;
    }
}
