// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.stage;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.storm.trident.operation.BaseAggregator;
import org.apache.storm.trident.operation.CombinerAggregator;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.operation.TridentOperationContext;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.trident.tuple.TridentTupleView.ProjectionFactory;
import org.apache.storm.tuple.Fields;

/**
 * Runs combiners side by side over a partition of a batch, and gives one tuple with the value of each. Before the network it combines the values of
 * tuples, after it the partial results of partitions.
 */
public final class Combine extends BaseAggregator<Object[]> {
    private static final long serialVersionUID = 1L;

    private final Combiners combiners;

    public Combine(Combiners combiners) {
        this.combiners = combiners;
    }

    @Override
    public void prepare(Map<String, Object> conf, TridentOperationContext context) {
        combiners.prepare(context);
    }

    @Override
    public Object[] init(Object batchId, TridentCollector collector) {
        Object[] values = new Object[combiners.size()];
        combiners.begin(values, 0);
        return values;
    }

    @Override
    public void aggregate(Object[] val, TridentTuple tuple, TridentCollector collector) {
        combiners.add(val, 0, tuple);
    }

    @Override
    public void complete(Object[] val, TridentCollector collector) {
        collector.emit(Arrays.asList(val));
    }

    /** Several combiners, the fields that each reads, and whether these hold values to combine already. */
    public static final class Combiners implements Serializable {
        private static final long serialVersionUID = 1L;

        private final CombinerAggregator<Object>[] all;
        private final Fields[] ins;
        private final boolean combined;
        private transient ProjectionFactory[] projections;

        /**
         * @param ins      the fields that each reads; one field each if {@code combined}
         * @param combined whether the fields hold partial results of these combiners
         */
        @SuppressWarnings("unchecked")
        public Combiners(List<CombinerAggregator<?>> all, List<Fields> ins, boolean combined) {
            this.all = all.toArray(new CombinerAggregator[0]);
            this.ins = ins.toArray(new Fields[0]);
            this.combined = combined;
        }

        int size() {
            return all.length;
        }

        void prepare(TridentOperationContext context) {
            projections = new ProjectionFactory[ins.length];
            for (int i = 0; i < ins.length; i++) {
                projections[i] = context.makeProjectionFactory(ins[i]);
            }
        }

        /** Puts the values of no tuple into {@code values}, from {@code offset} on. */
        void begin(Object[] values, int offset) {
            for (int i = 0; i < all.length; i++) {
                values[offset + i] = all[i].zero();
            }
        }

        /** Combines the values from {@code offset} on with those of a tuple. */
        void add(Object[] values, int offset, TridentTuple tuple) {
            for (int i = 0; i < all.length; i++) {
                TridentTuple in = projections[i].create(tuple);
                Object more = combined ? in.getValue(0) : all[i].init(in);
                Object sofar = values[offset + i];
                values[offset + i] = sofar == null ? more : all[i].combine(sofar, more);
            }
        }
    }
}
