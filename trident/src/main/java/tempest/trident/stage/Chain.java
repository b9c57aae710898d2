// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.stage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.storm.trident.operation.Aggregator;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.operation.TridentOperationContext;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.trident.tuple.TridentTupleView;
import org.apache.storm.trident.tuple.TridentTupleView.ProjectionFactory;
import org.apache.storm.tuple.Fields;

/**
 * Runs aggregators side by side over the same tuples. Their outputs are combined into tuples, as a cross product: one tuple each gives
 * one tuple.
 */
public final class Chain implements Aggregator<Chain.Run> {
    private static final long serialVersionUID = 1L;

    private final Aggregator<Object>[] all;
    private final Fields[] ins;
    private transient ProjectionFactory[] projections;

    @SuppressWarnings("unchecked")
    public Chain(List<Aggregator<?>> all, List<Fields> ins) {
        this.all = all.toArray(new Aggregator[0]);
        this.ins = ins.toArray(new Fields[0]);
    }

    /** The state of a batch: that of each aggregator, and what it emitted so far. */
    static final class Run {
        final Object[] states;
        final Captured[] captured;

        Run(int size) {
            states = new Object[size];
            captured = new Captured[size];
        }
    }

    @Override
    public void prepare(Map<String, Object> conf, TridentOperationContext context) {
        projections = new ProjectionFactory[all.length];
        for (int i = 0; i < all.length; i++) {
            projections[i] = context.makeProjectionFactory(ins[i]);
            all[i].prepare(conf, new TridentOperationContext(context, projections[i]));
        }
    }

    @Override
    public Run init(Object batchId, TridentCollector collector) {
        Run run = new Run(all.length);
        for (int i = 0; i < all.length; i++) {
            run.captured[i] = new Captured();
            run.states[i] = all[i].init(batchId, run.captured[i].errorsTo(collector));
        }
        return run;
    }

    @Override
    public void aggregate(Run run, TridentTuple tuple, TridentCollector collector) {
        for (int i = 0; i < all.length; i++) {
            all[i].aggregate(run.states[i], projections[i].of((TridentTupleView) tuple), run.captured[i].errorsTo(collector));
        }
    }

    @Override
    public void complete(Run run, TridentCollector collector) {
        for (int i = 0; i < all.length; i++) {
            all[i].complete(run.states[i], run.captured[i].errorsTo(collector));
        }
        cross(run.captured, 0, new Object[0], collector);
    }

    private static void cross(Captured[] captured, int from, Object[] sofar, TridentCollector collector) {
        if (from == captured.length) {
            collector.emit(Arrays.asList(sofar));
            return;
        }
        for (Object[] row : captured[from].rows) {
            Object[] longer = Arrays.copyOf(sofar, sofar.length + row.length);
            System.arraycopy(row, 0, longer, sofar.length, row.length);
            cross(captured, from + 1, longer, collector);
        }
    }

    @Override
    public void cleanup() {
        for (Aggregator<Object> aggregator : all) {
            aggregator.cleanup();
        }
    }

    /** Keeps what one aggregator emits. */
    private static final class Captured implements TridentCollector {
        final List<Object[]> rows = new ArrayList<>(1);
        private TridentCollector errors;

        Captured errorsTo(TridentCollector collector) {
            errors = collector;
            return this;
        }

        @Override
        public void emit(List<Object> values) {
            rows.add(values.toArray());
        }

        @Override
        public void flush() {
            // The tuples are joined when the batch is complete.
        }

        @Override
        public void reportError(Throwable t) {
            errors.reportError(t);
        }
    }
}
