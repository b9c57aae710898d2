// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.operators.join;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Looks up each value of a stream, by key, in a table that changes: in the row that is there when the value comes, or in the one that was there at the value's
 * time. The second waits until the watermark has passed that time, because a change of the table may come later. A function of what it is told: it looks at
 * no clock. Not for several threads.
 */
public final class StreamTableJoin<K, S, T> {
    /** Which row a value finds. */
    public enum Lookup {
        /** The latest one that has come. */
        LATEST,
        /** The latest one that is not later than the value. */
        AS_OF
    }

    private final JoinKind kind;
    private final Lookup lookup;
    private final Consumer<S> gone;
    private final JoinTimers<Waiting<K, S>> timers;
    private final Map<K, TreeMap<Long, Row<T>>> table = new HashMap<>();

    /** A value of the stream; or of the table, whose key alone counts then. */
    private record Waiting<K, S>(K key, S value, long time, boolean ofStream) {
    }

    /** A null value is a deleted row. */
    private record Row<T>(T value) {
    }

    /**
     * @param kind  not {@link JoinKind#FULL}: a row without values of the stream gives nothing
     * @param grace how many milliseconds behind the watermark values are still taken, 0 or more
     * @param gone  is told when a value of the stream is kept no more
     */
    public StreamTableJoin(JoinKind kind, Lookup lookup, long grace, Consumer<S> gone) {
        if (kind == JoinKind.FULL) {
            throw new IllegalArgumentException("a full join of a stream with a table; only an inner or a left one is possible, because a row has no time of its own");
        }
        this.kind = kind;
        this.lookup = lookup;
        this.gone = gone;
        timers = new JoinTimers<>(grace);
    }

    /** Takes a value of the stream; false if it comes too late, which it cannot for {@link Lookup#LATEST}. */
    public boolean add(K key, S value, long time, Consumer<JoinResult<K, S, T>> results) {
        if (lookup == Lookup.LATEST) {
            TreeMap<Long, Row<T>> rows = table.get(key);
            give(key, value, time, rows == null ? null : rows.lastEntry(), results);
            return true;
        }
        if (timers.isLate(time)) {
            return false;
        }
        timers.at(timers.endOf(time), new Waiting<>(key, value, time, true));
        return true;
    }

    /**
     * Changes a row from a time on.
     *
     * @param row null if it is deleted
     * @return false if it comes too late, or, for {@link Lookup#LATEST}, something later is known of the row
     */
    public boolean put(K key, T row, long time) {
        if (timers.isLate(time)) {
            return false;
        }
        TreeMap<Long, Row<T>> rows = table.computeIfAbsent(key, k -> new TreeMap<>());
        if (lookup == Lookup.LATEST) {
            if (!rows.isEmpty() && rows.firstKey() > time) {
                return false;
            }
            rows.clear();
        }
        rows.put(time, new Row<>(row));
        timers.at(timers.endOf(time), new Waiting<>(key, null, time, false));
        return true;
    }

    /** No value comes any more whose time is before the watermark. */
    public void advance(long watermark, Consumer<JoinResult<K, S, T>> results) {
        timers.advance(watermark, due -> {
            TreeMap<Long, Row<T>> rows = table.get(due.key);
            if (due.ofStream) {
                give(due.key, due.value, due.time, rows == null ? null : rows.floorEntry(due.time), results);
            } else if (rows != null) {
                forget(due.key, rows, due.time);
            }
        });
    }

    /** Of what was there up to a time only the last is needed; and that is not if it was deleted. */
    private void forget(K key, TreeMap<Long, Row<T>> rows, long time) {
        Map.Entry<Long, Row<T>> last = rows.floorEntry(time);
        if (last != null) {
            rows.headMap(last.getKey(), last.getValue().value == null).clear();
        }
        if (rows.isEmpty()) {
            table.remove(key);
        }
    }

    private void give(K key, S value, long time, Map.Entry<Long, Row<T>> found, Consumer<JoinResult<K, S, T>> results) {
        T row = found == null ? null : found.getValue().value;
        if (row != null || kind == JoinKind.LEFT) {
            results.accept(new JoinResult<>(key, value, row, time, false));
        }
        gone.accept(value);
    }

    /** How many keys the table has. */
    public int keys() {
        return table.size();
    }
}
