// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.operators.join;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Joins two tables that change, by their key. With each change it gives what does not hold any more, as a retraction, and then what holds instead; so what was
 * given and not retracted is at any time the join of the two tables. A function of what it is told: it looks at no clock. Not for several threads.
 */
public final class TableJoin<K, L, R> {
    private final JoinKind kind;
    private final JoinTimers<Deleted<K>> timers;
    private final Map<K, Row<L>> left = new HashMap<>();
    private final Map<K, Row<R>> right = new HashMap<>();

    /** A null value is a deleted row, which is remembered for as long as an earlier change may come. */
    private record Row<V>(V value, long time) {
    }

    private record Deleted<K>(K key, boolean isLeft) {
    }

    /** @param grace how many milliseconds behind the watermark changes are still taken, 0 or more */
    public TableJoin(JoinKind kind, long grace) {
        this.kind = kind;
        timers = new JoinTimers<>(grace);
    }

    /**
     * Changes a row of the left table.
     *
     * @param row null if it is deleted
     * @return false if it comes too late, or something later is known of the row
     */
    public boolean putLeft(K key, L row, long time, Consumer<JoinResult<K, L, R>> results) {
        if (timers.isLate(time) || left.containsKey(key) && left.get(key).time > time) {
            return false;
        }
        JoinResult<K, L, R> before = joined(key);
        if (put(left, true, key, new Row<>(row, time))) {
            JoinResult.replace(before, joined(key), results);
        }
        return true;
    }

    /** The same of the right table. */
    public boolean putRight(K key, R row, long time, Consumer<JoinResult<K, L, R>> results) {
        if (timers.isLate(time) || right.containsKey(key) && right.get(key).time > time) {
            return false;
        }
        JoinResult<K, L, R> before = joined(key);
        if (put(right, false, key, new Row<>(row, time))) {
            JoinResult.replace(before, joined(key), results);
        }
        return true;
    }

    /** False if there was no row and is none. */
    private <V> boolean put(Map<K, Row<V>> table, boolean isLeft, K key, Row<V> row) {
        Row<V> before = table.put(key, row);
        if (row.value == null) {
            timers.at(timers.endOf(row.time), new Deleted<>(key, isLeft));
        }
        return row.value != null || before != null && before.value != null;
    }

    /** Null if there is no result for a key. */
    private JoinResult<K, L, R> joined(K key) {
        Row<L> one = left.get(key);
        Row<R> other = right.get(key);
        L leftValue = one == null ? null : one.value;
        R rightValue = other == null ? null : other.value;
        boolean there = switch (kind) {
            case INNER -> leftValue != null && rightValue != null;
            case LEFT -> leftValue != null;
            case FULL -> leftValue != null || rightValue != null;
        };
        long time = leftValue == null ? other == null ? 0 : other.time : rightValue == null ? one.time : Math.max(one.time, other.time);
        return there ? new JoinResult<>(key, leftValue, rightValue, time, false) : null;
    }

    /** No change comes any more whose time is before the watermark. */
    public void advance(long watermark) {
        timers.advance(watermark, deleted -> {
            Map<K, ? extends Row<?>> table = deleted.isLeft ? left : right;
            Row<?> row = table.get(deleted.key);
            if (row != null && row.value == null && timers.isOver(row.time)) {
                table.remove(deleted.key);
            }
        });
    }

    /** How many rows both tables have, deleted ones among them that are still remembered. */
    public int rows() {
        return left.size() + right.size();
    }
}
