// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.stage;

import java.util.List;
import org.apache.storm.trident.operation.FlatMapFunction;
import org.apache.storm.trident.operation.MapFunction;
import org.apache.storm.trident.operation.Operation;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.trident.tuple.TridentTupleView;
import org.apache.storm.trident.tuple.TridentTupleView.ProjectionFactory;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;

/** Replaces each tuple by one (a map function) or by any number (a flat-map function). */
public final class MapStep extends Step {
    private static final long serialVersionUID = 1L;

    private final Fields in;
    private final MapFunction one;
    private final FlatMapFunction many;
    private final Fields out;
    private transient ProjectionFactory projection;
    private transient Emission.Fresh emission;

    public MapStep(Fields in, MapFunction function, Fields out) {
        this(in, function, null, out);
    }

    public MapStep(Fields in, FlatMapFunction function, Fields out) {
        this(in, null, function, out);
    }

    private MapStep(Fields in, MapFunction one, FlatMapFunction many, Fields out) {
        this.in = in;
        this.one = one;
        this.many = many;
        this.out = out;
    }

    private Object function() {
        return one != null ? one : many;
    }

    @Override
    TridentTuple.Factory prepare(StepContext context) {
        projection = context.project(in);
        emission = new Emission.Fresh(context, next, out);
        if (function() instanceof Operation operation) {
            operation.prepare(context.conf(), context.operation(projection));
        }
        return emission.shape;
    }

    @Override
    void take(Batch batch, int input, TridentTupleView tuple) {
        Emission to = emission.at(batch);
        if (one != null) {
            to.emit(one.execute(projection.of(tuple)));
        } else {
            for (Values values : many.execute(projection.of(tuple))) {
                to.emit(values);
            }
        }
    }

    @Override
    void cleanup() {
        if (function() instanceof Operation operation) {
            operation.cleanup();
        }
    }

    @Override
    public List<String> reads(int input, Fields given, List<String> wanted) {
        return all(in);
    }
}
