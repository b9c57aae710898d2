// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.join;

import java.util.List;
import org.apache.storm.tuple.Tuple;
import tempest.operators.join.JoinKind;
import tempest.operators.join.JoinResult;
import tempest.operators.join.StreamTableJoin;

/**
 * Looks up each tuple of a stream in a table, whose rows are the latest tuples of another component by key: as they are when the tuple comes, or as they were at its
 * time. A result is anchored to the stream's tuple, which is acked with it; tuples of the table are acked as they come. The table is in memory: after a crash of
 * its worker it has what comes from then on, so its spout has to begin anew.
 */
public final class StreamTableJoinBolt extends KeyedJoinBolt<StreamTableJoinBolt> {
    private static final long serialVersionUID = 1L;

    private final StreamTableJoin.Lookup lookup;
    private String deletingField;
    private transient StreamTableJoin<Object, Tuple, Tuple> join;

    /**
     * @param stream the component of the stream, the left side
     * @param table  the component of the table, the right one
     */
    public StreamTableJoinBolt(String stream, String table, StreamTableJoin.Lookup lookup) {
        super(stream, table);
        this.lookup = lookup;
    }

    /** A tuple of the table whose field is null deletes its row; without this, none does. */
    public StreamTableJoinBolt deletesIfNull(String tableField) {
        deletingField = tableField;
        return this;
    }

    @Override
    public StreamTableJoinBolt kind(JoinKind kind) {
        if (kind == JoinKind.FULL) {
            throw new IllegalArgumentException("a full join of a stream with a table; only an inner or a left one is possible, because a row has no time of its own");
        }
        return super.kind(kind);
    }

    @Override
    StreamTableJoinBolt self() {
        return this;
    }

    @Override
    List<String> fieldsOf(boolean isLeft) {
        return isLeft || deletingField == null ? List.of() : List.of(deletingField);
    }

    @Override
    List<String> warnings() {
        return List.of("its table is in memory and grows with every new key" + (deletingField == null ? "; nothing deletes rows" : ""));
    }

    @Override
    void begin() {
        join = new StreamTableJoin<>(kind, lookup, graceMs, this::ack);
    }

    @Override
    boolean take(boolean isLeft, Object key, Tuple tuple, long time) {
        if (isLeft) {
            return join.add(key, tuple, time, this::emit);
        }
        boolean deletes = deletingField != null && tuple.getValueByField(deletingField) == null;
        if (!join.put(key, deletes ? null : tuple, time)) {
            return false;
        }
        ack(tuple);
        return true;
    }

    @Override
    void advance(long watermark) {
        join.advance(watermark, this::emit);
    }

    @Override
    void alone(boolean isLeft, Tuple tuple) {
        if (isLeft && kind == JoinKind.LEFT) {
            emit(new JoinResult<>(null, tuple, null, 0, false));
        }
    }

    private void emit(JoinResult<Object, Tuple, Tuple> result) {
        emit(List.of(result.left()), result);
    }
}
