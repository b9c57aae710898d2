// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.join;

import java.util.ArrayList;
import java.util.List;
import org.apache.storm.tuple.Tuple;
import tempest.operators.join.IntervalJoin;
import tempest.operators.join.JoinKind;
import tempest.operators.join.JoinResult;

/**
 * Joins two streams: a tuple of the left one with those of the right one of the same key whose times are near. Pairs are emitted as the second one comes; what has
 * no partner when none can come any more. A result is anchored to its tuples, and a tuple is acked when it can have no further partner; so
 * {@code topology.message.timeout.secs} must be longer than that takes.
 */
public final class IntervalJoinBolt extends KeyedJoinBolt<IntervalJoinBolt> {
    private static final long serialVersionUID = 1L;

    private final long beforeMs;
    private final long afterMs;
    private transient IntervalJoin<Object, Tuple, Tuple> join;

    /**
     * @param left     the component of the left side
     * @param right    the component of the right one
     * @param beforeMs how many milliseconds a right tuple may be earlier than a left one; below 0 if it has to be later
     * @param afterMs  how many it may be later; not below {@code -beforeMs}
     */
    public IntervalJoinBolt(String left, String right, long beforeMs, long afterMs) {
        super(left, right);
        this.beforeMs = beforeMs;
        this.afterMs = afterMs;
        join(); // told here if it cannot be
    }

    private IntervalJoin<Object, Tuple, Tuple> join() {
        return new IntervalJoin<>(kind, beforeMs, afterMs, graceMs, this::ack, this::ack);
    }

    @Override
    IntervalJoinBolt self() {
        return this;
    }

    @Override
    void begin() {
        join = join();
    }

    @Override
    boolean take(boolean isLeft, Object key, Tuple tuple, long time) {
        return isLeft ? join.addLeft(key, tuple, time, this::emit) : join.addRight(key, tuple, time, this::emit);
    }

    @Override
    void advance(long watermark) {
        join.advance(watermark, this::emit);
    }

    @Override
    void alone(boolean isLeft, Tuple tuple) {
        if (kind == JoinKind.FULL || isLeft && kind == JoinKind.LEFT) {
            emit(new JoinResult<>(null, isLeft ? tuple : null, isLeft ? null : tuple, 0, false));
        }
    }

    private void emit(JoinResult<Object, Tuple, Tuple> result) {
        List<Tuple> anchors = new ArrayList<>(2);
        if (result.left() != null) {
            anchors.add(result.left());
        }
        if (result.right() != null) {
            anchors.add(result.right());
        }
        emit(anchors, result);
    }
}
