// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.join;

import java.util.List;
import org.apache.storm.tuple.Tuple;
import tempest.operators.join.JoinResult;
import tempest.operators.join.TableJoin;

/**
 * Joins two tables, whose rows are the latest tuples of two components by key. With each change it emits what does not hold any more, with {@code retraction}
 * true, and then what holds instead; {@code retraction} is the last field. Results are anchored to the tuple that led to them, which is acked at once. The tables
 * are in memory: after a crash of their worker they have what comes from then on, so their spouts have to begin anew.
 */
public final class TableJoinBolt extends KeyedJoinBolt<TableJoinBolt> {
    private static final long serialVersionUID = 1L;

    private String leftDeleting;
    private String rightDeleting;
    private transient TableJoin<Object, Tuple, Tuple> join;

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

    @Override
    TableJoinBolt self() {
        return this;
    }

    @Override
    List<String> fieldsOf(boolean isLeft) {
        String deleting = isLeft ? leftDeleting : rightDeleting;
        return deleting == null ? List.of() : List.of(deleting);
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
        join = new TableJoin<>(kind, graceMs);
    }

    @Override
    boolean take(boolean isLeft, Object key, Tuple tuple, long time) {
        String deleting = isLeft ? leftDeleting : rightDeleting;
        Tuple row = deleting != null && tuple.getValueByField(deleting) == null ? null : tuple;
        boolean taken = isLeft ? join.putLeft(key, row, time, result -> emit(tuple, result)) : join.putRight(key, row, time, result -> emit(tuple, result));
        if (taken) {
            ack(tuple);
        }
        return taken;
    }

    @Override
    void advance(long watermark) {
        join.advance(watermark);
    }

    /** A row without a key is none. */
    @Override
    void alone(boolean isLeft, Tuple tuple) {
    }

    private void emit(Tuple cause, JoinResult<Object, Tuple, Tuple> result) {
        emit(List.of(cause), result, result.retraction());
    }
}
