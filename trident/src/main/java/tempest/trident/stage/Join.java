// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.stage;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.storm.trident.JoinType;
import org.apache.storm.trident.operation.GroupedMultiReducer;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.operation.TridentMultiReducerContext;
import org.apache.storm.trident.tuple.TridentTuple;

/**
 * Joins the tuples of several streams by key, as a cross product. If a stream has none for a key, the key is left out if that
 * stream is inner, and joined with nulls if it is outer. Key columns are filled from the key itself, so they are never null for that reason.
 */
public final class Join implements GroupedMultiReducer<List<Object[]>[]> {
    private static final long serialVersionUID = 1L;

    private final List<Side> sides;
    private final boolean keyFirst;

    /**
     * @param keyFirst whether a row begins with the key, in which case no side gives key columns
     */
    public Join(List<Side> sides, boolean keyFirst) {
        this.sides = new ArrayList<>(sides);
        this.keyFirst = keyFirst;
    }

    /**
     * One stream of a join.
     *
     * @param columns for each column it gives: the position in the tuples that come in, or -1 - p for the key's position p
     */
    public record Side(JoinType type, int[] columns) implements Serializable { }

    @Override
    public void prepare(Map<String, Object> conf, TridentMultiReducerContext context) {
    }

    @Override
    @SuppressWarnings("unchecked")
    public List<Object[]>[] init(TridentCollector collector, TridentTuple group) {
        List<Object[]>[] came = new List[sides.size()];
        for (int i = 0; i < came.length; i++) {
            came[i] = new ArrayList<>();
        }
        return came;
    }

    @Override
    public void execute(List<Object[]>[] came, int streamIndex, TridentTuple group, TridentTuple input, TridentCollector collector) {
        int[] columns = sides.get(streamIndex).columns;
        Object[] part = new Object[columns.length];
        for (int c = 0; c < part.length; c++) {
            part[c] = columns[c] < 0 ? group.getValue(-1 - columns[c]) : input.getValue(columns[c]);
        }
        came[streamIndex].add(part);
    }

    @Override
    public void complete(List<Object[]>[] came, TridentTuple group, TridentCollector collector) {
        for (int i = 0; i < came.length; i++) {
            if (came[i].isEmpty()) {
                if (sides.get(i).type == JoinType.INNER) {
                    return;
                }
                came[i].add(absent(sides.get(i).columns, group));
            }
        }
        cross(came, 0, keyFirst ? group.toArray() : new Object[0], collector);
    }

    private static Object[] absent(int[] columns, TridentTuple group) {
        Object[] part = new Object[columns.length];
        for (int c = 0; c < part.length; c++) {
            part[c] = columns[c] < 0 ? group.getValue(-1 - columns[c]) : null;
        }
        return part;
    }

    private static void cross(List<Object[]>[] came, int from, Object[] sofar, TridentCollector collector) {
        if (from == came.length) {
            collector.emit(Arrays.asList(sofar));
            return;
        }
        for (Object[] part : came[from]) {
            Object[] longer = Arrays.copyOf(sofar, sofar.length + part.length);
            System.arraycopy(part, 0, longer, sofar.length, part.length);
            cross(came, from + 1, longer, collector);
        }
    }

    @Override
    public void cleanup() {
    }
}
