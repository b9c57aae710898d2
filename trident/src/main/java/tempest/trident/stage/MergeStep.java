// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.stage;

import java.util.ArrayList;
import java.util.List;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.trident.tuple.TridentTupleView;
import org.apache.storm.trident.tuple.TridentTupleView.FreshOutputFactory;
import org.apache.storm.trident.tuple.TridentTupleView.ProjectionFactory;
import org.apache.storm.tuple.Fields;

/** Makes one stream of several by giving the fields of each, by position, the same names. */
public final class MergeStep extends Step {
    private static final long serialVersionUID = 1L;

    private final List<Fields> ins;
    private final Fields out;
    private transient ProjectionFactory[] projections;
    private transient FreshOutputFactory shape;

    public MergeStep(List<Fields> ins, Fields out) {
        this.ins = new ArrayList<>(ins);
        this.out = out;
    }

    @Override
    TridentTuple.Factory prepare(StepContext context) {
        projections = new ProjectionFactory[ins.size()];
        for (int i = 0; i < projections.length; i++) {
            projections[i] = new ProjectionFactory(context.inputs().get(i), ins.get(i));
        }
        shape = new FreshOutputFactory(out);
        return shape;
    }

    @Override
    void take(Batch batch, int input, TridentTupleView tuple) {
        next.put(batch, shape.of(projections[input].of(tuple).row()));
    }

    @Override
    public List<String> reads(int input, Fields given, List<String> wanted) {
        return all(ins.get(input));
    }
}
