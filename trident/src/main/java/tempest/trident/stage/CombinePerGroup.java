// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.stage;

import java.util.Arrays;
import java.util.Map;
import org.apache.storm.trident.operation.BaseAggregator;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.operation.TridentOperationContext;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.trident.tuple.TridentTupleView.ProjectionFactory;
import org.apache.storm.trident.tuple.TridentTupleView;
import org.apache.storm.tuple.Fields;

/** Runs combiners over each group of a partition of a batch: the row of a group in the table is, at the end, the row that is given. */
public final class CombinePerGroup extends BaseAggregator<GroupTable> {
    private static final long serialVersionUID = 1L;

    private final Fields group;
    private final Combine.Combiners combiners;
    private transient ProjectionFactory key;

    public CombinePerGroup(Fields group, Combine.Combiners combiners) {
        this.group = group;
        this.combiners = combiners;
    }

    @Override
    public void prepare(Map<String, Object> conf, TridentOperationContext context) {
        key = context.makeProjectionFactory(group);
        combiners.prepare(context);
    }

    @Override
    public GroupTable init(Object batchId, TridentCollector collector) {
        return new GroupTable(group.size(), combiners.size());
    }

    @Override
    public void aggregate(GroupTable table, TridentTuple tuple, TridentCollector collector) {
        Object[] row = table.of(key.of((TridentTupleView) tuple));
        if (!table.found()) {
            combiners.begin(row, group.size());
        }
        combiners.add(row, group.size(), tuple);
    }

    @Override
    public void complete(GroupTable table, TridentCollector collector) {
        for (int i = 0; i < table.count(); i++) {
            collector.emit(Arrays.asList(table.row(i)));
        }
    }
}
