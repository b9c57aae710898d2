// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.operators.join;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Joins each row of a left table that changes with the row of a right one whose key it names: orders with their customers. With each change on either side it
 * gives what does not hold any more, as retractions, and what holds instead; so what was given and not retracted is at any time the join of the two tables.
 * A row that names nothing has no partner. A function of what it is told: it looks at no clock. Not for several threads.
 *
 * @param <K> keys of the left table
 * @param <F> keys of the right one
 */
public final class ForeignKeyJoin<K, F, L, R> {
    private final JoinKind kind;
    private final Function<L, F> foreignKey;
    private final JoinTimers<Deleted<K, F>> timers;
    private final Map<K, LeftRow<F, L>> left = new HashMap<>();
    private final Map<F, RightRow<R>> right = new HashMap<>();
    /** The keys of the left rows that name a key of the right table, whether or not that has a row. */
    private final Map<F, Set<K>> naming = new HashMap<>();

    /** A null value is a deleted row, which is remembered for as long as an earlier change may come. */
    private record LeftRow<F, L>(L value, F foreign, long time) {
    }

    /** The same of the right table. */
    private record RightRow<R>(R value, long time) {
    }

    private record Deleted<K, F>(K left, F right, boolean isLeft) {
    }

    /**
     * @param kind       not {@link JoinKind#FULL}: a right row that nothing names has no key of the left table
     * @param foreignKey the key of the right table that a left row names; null if it names none
     * @param grace      how many milliseconds behind the watermark changes are still taken, 0 or more
     */
    public ForeignKeyJoin(JoinKind kind, Function<L, F> foreignKey, long grace) {
        if (kind == JoinKind.FULL) {
            throw new IllegalArgumentException("a full join by a foreign key; only an inner or a left one is possible, because a right row that nothing names has no key");
        }
        this.kind = kind;
        this.foreignKey = foreignKey;
        timers = new JoinTimers<>(grace);
    }

    /**
     * Changes a row of the left table.
     *
     * @param row null if it is deleted
     * @return false if it comes too late, or something later is known of the row
     */
    public boolean putLeft(K key, L row, long time, Consumer<JoinResult<K, L, R>> results) {
        LeftRow<F, L> before = left.get(key);
        if (timers.isLate(time) || before != null && before.time > time) {
            return false;
        }
        LeftRow<F, L> now = new LeftRow<>(row, row == null ? null : foreignKey.apply(row), time);
        left.put(key, now);
        if (row == null) {
            timers.at(timers.endOf(time), new Deleted<>(key, null, true));
        }
        F named = before == null ? null : before.foreign;
        if (named != null && !named.equals(now.foreign)) {
            Set<K> others = naming.get(named);
            others.remove(key);
            if (others.isEmpty()) {
                naming.remove(named);
            }
        }
        if (now.foreign != null) {
            naming.computeIfAbsent(now.foreign, f -> new LinkedHashSet<>()).add(key);
        }
        JoinResult.replace(joined(key, before, right.get(named)), joined(key, now, right.get(now.foreign)), results);
        return true;
    }

    /** The same of the right table, whose change is one of all left rows that name its key. A row without a key is none. */
    public boolean putRight(F key, R row, long time, Consumer<JoinResult<K, L, R>> results) {
        RightRow<R> before = right.get(key);
        if (timers.isLate(time) || before != null && before.time > time) {
            return false;
        }
        if (key == null) {
            return true;
        }
        RightRow<R> now = new RightRow<>(row, time);
        right.put(key, now);
        if (row == null) {
            timers.at(timers.endOf(time), new Deleted<>(null, key, false));
        }
        if (row != null || before != null && before.value != null) {
            for (K each : naming.getOrDefault(key, Set.of())) {
                LeftRow<F, L> of = left.get(each);
                JoinResult.replace(joined(each, of, before), joined(each, of, now), results);
            }
        }
        return true;
    }

    /** Null if there is no result. */
    private JoinResult<K, L, R> joined(K key, LeftRow<F, L> one, RightRow<R> other) {
        if (one == null || one.value == null) {
            return null;
        }
        if (other == null || other.value == null) {
            return kind == JoinKind.LEFT ? new JoinResult<>(key, one.value, null, one.time, false) : null;
        }
        return new JoinResult<>(key, one.value, other.value, Math.max(one.time, other.time), false);
    }

    /** No change comes any more whose time is before the watermark. */
    public void advance(long watermark) {
        timers.advance(watermark, deleted -> {
            if (deleted.isLeft) {
                left.computeIfPresent(deleted.left, (key, row) -> row.value == null && timers.isOver(row.time) ? null : row);
            } else {
                right.computeIfPresent(deleted.right, (key, row) -> row.value == null && timers.isOver(row.time) ? null : row);
            }
        });
    }

    /** How many rows both tables have, deleted ones among them that are still remembered. */
    public int rows() {
        return left.size() + right.size();
    }
}
