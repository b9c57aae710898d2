// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.storm.trident.operation.GroupedMultiReducer;
import org.apache.storm.trident.operation.MultiReducer;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.operation.TridentMultiReducerContext;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.trident.tuple.TridentTupleView;
import org.apache.storm.trident.tuple.TridentTupleView.FreshOutputFactory;
import org.apache.storm.trident.tuple.TridentTupleView.ProjectionFactory;
import org.apache.storm.tuple.Fields;

/** Runs a grouped multi-reducer for each group that any of its streams has in a partition of a batch. */
public final class ReducePerGroup implements MultiReducer<GroupTable> {
    private static final long serialVersionUID = 1L;

    private final List<Fields> groups;
    private final List<Fields> ins;
    private final GroupedMultiReducer<Object> reducer;
    private transient ProjectionFactory[] keys;
    private transient ProjectionFactory[] projections;
    private transient FreshOutputFactory keyShape;

    /** @param groups the key of each stream; @param ins what the reducer reads of each stream */
    @SuppressWarnings("unchecked")
    public ReducePerGroup(List<Fields> groups, List<Fields> ins, GroupedMultiReducer<?> reducer) {
        this.groups = new ArrayList<>(groups);
        this.ins = new ArrayList<>(ins);
        this.reducer = (GroupedMultiReducer<Object>) reducer;
    }

    @Override
    public void prepare(Map<String, Object> conf, TridentMultiReducerContext context) {
        keys = new ProjectionFactory[groups.size()];
        projections = new ProjectionFactory[groups.size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = context.makeProjectionFactory(i, groups.get(i));
            projections[i] = context.makeProjectionFactory(i, ins.get(i));
        }
        keyShape = new FreshOutputFactory(groups.get(0));
        reducer.prepare(conf, new TridentMultiReducerContext(List.of(projections)));
    }

    @Override
    public GroupTable init(TridentCollector collector) {
        // Kept of a group: its key as a tuple, and the reducer's state.
        return new GroupTable(groups.get(0).size(), 2);
    }

    @Override
    public void execute(GroupTable table, int streamIndex, TridentTuple input, TridentCollector collector) {
        TridentTupleView view = (TridentTupleView) input;
        int width = groups.get(0).size();
        TridentTupleView key = keys[streamIndex].of(view);
        Object[] row = table.of(key);
        if (!table.found()) {
            TridentTuple group = keyShape.of(key.toArray());
            row[width] = group;
            row[width + 1] = reducer.init(collector, group);
        }
        reducer.execute(row[width + 1], streamIndex, (TridentTuple) row[width], projections[streamIndex].of(view), collector);
    }

    @Override
    public void complete(GroupTable table, TridentCollector collector) {
        int width = groups.get(0).size();
        for (int i = 0; i < table.count(); i++) {
            Object[] row = table.row(i);
            reducer.complete(row[width + 1], (TridentTuple) row[width], collector);
        }
    }

    @Override
    public void cleanup() {
        reducer.cleanup();
    }
}
