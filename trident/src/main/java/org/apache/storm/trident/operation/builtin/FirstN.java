// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.operation.builtin;

import java.util.Comparator;
import java.util.PriorityQueue;
import org.apache.storm.trident.Stream;
import org.apache.storm.trident.operation.Aggregator;
import org.apache.storm.trident.operation.Assembly;
import org.apache.storm.trident.operation.BaseAggregator;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.tuple.Fields;

/** The first tuples of each batch, as they come or by the order of a field. Each partition gives its own first ones before all are compared. */
public class FirstN implements Assembly {
    private final Aggregator<?> agg;

    /** @param sortField null for the order in which tuples come */
    public FirstN(int n, String sortField) {
        this(n, sortField, false);
    }

    /**
     * @param n         how many, at least 1
     * @param sortField whose values are {@link Comparable}, or null for the order in which tuples come
     * @param reverse   the greatest ones first
     */
    public FirstN(int n, String sortField, boolean reverse) {
        if (n < 1) {
            throw new IllegalArgumentException("FirstN of " + n + " tuples; it must be 1 or more");
        }
        agg = sortField == null ? new FirstNAgg(n) : new FirstNSortedAgg(n, sortField, reverse);
    }

    @Override
    public Stream apply(Stream input) {
        Fields fields = input.getOutputFields();
        return input.partitionAggregate(fields, agg, fields).global().partitionAggregate(fields, agg, fields);
    }

    /** Lets the first tuples through. */
    public static class FirstNAgg extends BaseAggregator<FirstNAgg.State> {
        private static final long serialVersionUID = 1L;

        private final int n;

        public FirstNAgg(int n) {
            this.n = n;
        }

        @Override
        public State init(Object batchId, TridentCollector collector) {
            return new State();
        }

        @Override
        public void aggregate(State val, TridentTuple tuple, TridentCollector collector) {
            if (val.emitted < n) {
                val.emitted++;
                collector.emit(tuple);
            }
        }

        @Override
        public void complete(State val, TridentCollector collector) {
        }

        static class State {
            int emitted;
        }
    }

    /** Keeps the first tuples by a field and gives them, in order, at the end of the batch. */
    public static class FirstNSortedAgg extends BaseAggregator<PriorityQueue> {
        private static final long serialVersionUID = 1L;

        private final int n;
        private final String sortField;
        private final boolean reverse;

        public FirstNSortedAgg(int n, String sortField, boolean reverse) {
            this.n = n;
            this.sortField = sortField;
            this.reverse = reverse;
        }

        @Override
        public PriorityQueue init(Object batchId, TridentCollector collector) {
            // The last of those that stay is on top, so that it is the one to go.
            return new PriorityQueue<>(16, order().reversed());
        }

        @SuppressWarnings("unchecked")
        private Comparator<TridentTuple> order() {
            Comparator<TridentTuple> ascending = (a, b) -> ((Comparable<Object>) a.getValueByField(sortField)).compareTo(b.getValueByField(sortField));
            return reverse ? ascending.reversed() : ascending;
        }

        @Override
        @SuppressWarnings("unchecked")
        public void aggregate(PriorityQueue state, TridentTuple tuple, TridentCollector collector) {
            state.add(tuple);
            if (state.size() > n) {
                state.poll();
            }
        }

        @Override
        public void complete(PriorityQueue state, TridentCollector collector) {
            TridentTuple[] kept = new TridentTuple[state.size()];
            for (int i = kept.length - 1; i >= 0; i--) {
                kept[i] = (TridentTuple) state.poll();
            }
            for (TridentTuple tuple : kept) {
                collector.emit(tuple);
            }
        }
    }
}
