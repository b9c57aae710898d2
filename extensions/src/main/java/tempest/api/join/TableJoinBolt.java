// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.join;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.generated.Grouping;
import org.apache.storm.tuple.Tuple;
import tempest.operators.join.ForeignKeyJoin;
import tempest.operators.join.JoinKind;
import tempest.operators.join.JoinResult;
import tempest.operators.join.TableJoin;

/**
 * Joins two tables, whose rows are the latest tuples of two components by key: rows of the same key, or each left row with the right one whose key it names
 * ({@link #byForeignKey}). With each change it emits what does not hold any more, with {@code retraction}
 * true, and then what holds instead; {@code retraction} is the last field. Results are anchored to the tuple that led to them, which is acked at once. The tables
 * are in memory: after a crash of their worker they have what comes from then on, so their spouts have to begin anew.
 */
public final class TableJoinBolt extends KeyedJoinBolt<TableJoinBolt> {
    private static final long serialVersionUID = 1L;

    private String leftDeleting;
    private String rightDeleting;
    private String foreignField;
    private transient TableJoin<Object, Tuple, Tuple> join;
    /** In place of the other one where there is a field for it. */
    private transient ForeignKeyJoin<Object, Object, Tuple, Tuple> foreignJoin;

    /**
     * @param left  the component of the left table
     * @param right the component of the right one
     */
    public TableJoinBolt(String left, String right) {
        super(left, right);
    }

    /** A tuple whose field is null deletes its row; null for a side where none does. */
    public TableJoinBolt deletesIfNull(String leftField, String rightField) {
        leftDeleting = leftField;
        rightDeleting = rightField;
        return this;
    }

    /**
     * Joins a left row with the right one whose key is in this field of it, as orders with their customers; {@link #on} says what the keys of both tables are.
     * Null names nothing. The left table comes by a fields grouping of its key, the right one by an all grouping: each task has all of it, because what a row
     * names may change.
     */
    public TableJoinBolt byForeignKey(String leftField) {
        foreignField = leftField;
        return kind(kind);
    }

    @Override
    public TableJoinBolt kind(JoinKind kind) {
        if (foreignField != null && kind == JoinKind.FULL) {
            throw new IllegalArgumentException("a full join by a foreign key; only an inner or a left one is possible, because a right row that nothing names has no key");
        }
        return super.kind(kind);
    }

    @Override
    public List<String> checkGroupings(Map<GlobalStreamId, Grouping> inputs, int tasks) {
        if (foreignField != null && tasks > 1) {
            inputs.forEach((input, grouping) -> {
                if (input.get_componentId().equals(right.component) && !grouping.is_set_all()) {
                    throw new IllegalArgumentException("its join by a foreign key has " + tasks + " tasks, and rows of '" + right.component + "' reach one of them alone; call allGrouping(\""
                        + right.component + "\"), so that each has all of that table");
                }
            });
        }
        return List.of();
    }

    @Override
    TableJoinBolt self() {
        return this;
    }

    @Override
    List<String> fieldsOf(boolean isLeft) {
        List<String> fields = new ArrayList<>();
        String deleting = isLeft ? leftDeleting : rightDeleting;
        if (deleting != null) {
            fields.add(deleting);
        }
        if (isLeft && foreignField != null) {
            fields.add(foreignField);
        }
        return fields;
    }

    @Override
    List<String> warnings() {
        return List.of("its tables are in memory and grow with every new key" + (leftDeleting == null && rightDeleting == null ? "; nothing deletes rows" : ""));
    }

    @Override
    List<String> ownFields() {
        return List.of("retraction");
    }

    @Override
    void begin() {
        if (foreignField == null) {
            join = new TableJoin<>(kind, graceMs);
        } else {
            foreignJoin = new ForeignKeyJoin<>(kind, row -> row.getValueByField(foreignField), graceMs);
        }
    }

    @Override
    boolean take(boolean isLeft, Object key, Tuple tuple, long time) {
        String deleting = isLeft ? leftDeleting : rightDeleting;
        Tuple row = deleting != null && tuple.getValueByField(deleting) == null ? null : tuple;
        Consumer<JoinResult<Object, Tuple, Tuple>> results = result -> emit(tuple, result);
        boolean taken;
        if (foreignField == null) {
            taken = isLeft ? join.putLeft(key, row, time, results) : join.putRight(key, row, time, results);
        } else {
            taken = isLeft ? foreignJoin.putLeft(key, row, time, results) : foreignJoin.putRight(key, row, time, results);
        }
        if (taken) {
            ack(tuple);
        }
        return taken;
    }

    @Override
    void advance(long watermark) {
        if (foreignField == null) {
            join.advance(watermark);
        } else {
            foreignJoin.advance(watermark);
        }
    }

    /** A row without a key is none. */
    @Override
    void alone(boolean isLeft, Tuple tuple) {
    }

    private void emit(Tuple cause, JoinResult<Object, Tuple, Tuple> result) {
        emit(List.of(cause), result, result.retraction());
    }
}
