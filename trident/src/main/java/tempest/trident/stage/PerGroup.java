// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.stage;

import java.util.List;
import java.util.Map;
import org.apache.storm.trident.operation.Aggregator;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.operation.TridentOperationContext;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.trident.tuple.TridentTupleView;
import org.apache.storm.trident.tuple.TridentTupleView.ProjectionFactory;
import org.apache.storm.tuple.Fields;

/** Runs an aggregator once for each group of a partition of a batch; what it emits comes after the values of the group's key. */
public final class PerGroup implements Aggregator<PerGroup.Groups> {
    private static final long serialVersionUID = 1L;

    private final Fields group;
    private final Fields in;
    private final Aggregator<Object> aggregator;
    private transient ProjectionFactory key;
    private transient ProjectionFactory projection;

    @SuppressWarnings("unchecked")
    public PerGroup(Fields group, Fields in, Aggregator<?> aggregator) {
        this.group = group;
        this.in = in;
        this.aggregator = (Aggregator<Object>) aggregator;
    }

    /** The state of a batch. */
    static final class Groups {
        final Object batchId;
        final GroupTable table;
        final Prefix out;

        Groups(Object batchId, int keys) {
            this.batchId = batchId;
            this.table = new GroupTable(keys, 1);
            this.out = new Prefix(keys);
        }
    }

    @Override
    public void prepare(Map<String, Object> conf, TridentOperationContext context) {
        key = context.makeProjectionFactory(group);
        projection = context.makeProjectionFactory(in);
        aggregator.prepare(conf, new TridentOperationContext(context, projection));
    }

    @Override
    public Groups init(Object batchId, TridentCollector collector) {
        return new Groups(batchId, group.size());
    }

    @Override
    public void aggregate(Groups groups, TridentTuple tuple, TridentCollector collector) {
        TridentTupleView view = (TridentTupleView) tuple;
        Object[] row = groups.table.of(key.of(view));
        TridentCollector out = groups.out.to(row, collector);
        if (!groups.table.found()) {
            row[group.size()] = aggregator.init(groups.batchId, out);
        }
        aggregator.aggregate(row[group.size()], projection.of(view), out);
    }

    @Override
    public void complete(Groups groups, TridentCollector collector) {
        for (int i = 0; i < groups.table.count(); i++) {
            Object[] row = groups.table.row(i);
            aggregator.complete(row[group.size()], groups.out.to(row, collector));
        }
    }

    @Override
    public void cleanup() {
        aggregator.cleanup();
    }

    /** Puts the key of the current group in front of what is emitted. */
    private static final class Prefix implements TridentCollector {
        private final int keys;
        private Object[] row;
        private TridentCollector to;

        Prefix(int keys) {
            this.keys = keys;
        }

        Prefix to(Object[] current, TridentCollector collector) {
            row = current;
            to = collector;
            return this;
        }

        @Override
        public void emit(List<Object> values) {
            Object[] whole = new Object[keys + values.size()];
            System.arraycopy(row, 0, whole, 0, keys);
            for (int i = 0; i < values.size(); i++) {
                whole[keys + i] = values.get(i);
            }
            to.emit(java.util.Arrays.asList(whole));
        }

        @Override
        public void flush() {
            to.flush();
        }

        @Override
        public void reportError(Throwable t) {
            to.reportError(t);
        }
    }
}
