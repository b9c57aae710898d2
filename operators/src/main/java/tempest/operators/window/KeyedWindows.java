// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.operators.window;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The windows of a task, by key. A value belongs to the windows of its time; when the watermark, before which no value comes any more, has passed a
 * window's end, the window gives its result. Functions of what they are told: they look at no clock. Results go to the consumer that a call is given,
 * in the order of their windows' ends. Not for several threads.
 */
public abstract sealed class KeyedWindows<K, V, R> permits PaneWindows, SessionWindows, GlobalWindows {
    final OutputMode mode;
    final long lateness;
    private final TreeMap<Long, Set<K>> timers = new TreeMap<>();
    private final Set<K> changed = new LinkedHashSet<>();
    private long watermark = Long.MIN_VALUE;

    KeyedWindows(OutputMode mode, long lateness) {
        if (lateness < 0) {
            throw new IllegalArgumentException("an allowed lateness of " + lateness + " ms; it must be 0 or more");
        }
        this.mode = mode;
        this.lateness = TimeRange.bounded(lateness);
    }

    /**
     * @param lateness for how many milliseconds after a window's end values are still taken into it, 0 or more
     */
    public static <K, V, A, R> KeyedWindows<K, V, R> of(WindowShape shape, Aggregation<V, A, R> aggregation, OutputMode mode, long lateness) {
        if (shape instanceof WindowShape.Hopping hopping) {
            return new HoppingWindows<K, V, A, R>(hopping, aggregation, mode, lateness);
        } else if (shape instanceof WindowShape.Sliding sliding) {
            return new SlidingWindows<K, V, A, R>(sliding, aggregation, mode, lateness);
        } else if (shape instanceof WindowShape.Session session) {
            return new SessionWindows<K, V, A, R>(session, aggregation, mode, lateness);
        }
        return new GlobalWindows<K, V, A, R>((WindowShape.Global) shape, aggregation, mode, lateness);
    }

    /** Takes a value; false if it comes too late for all its windows, or its time is beyond {@link TimeRange}. Gives new results of windows that had given one. */
    public final boolean add(K key, V value, long time, Consumer<WindowResult<K, R>> results) {
        boolean taken = TimeRange.contains(time) && take(key, value, time, results);
        if (taken) {
            changed.add(key);
        }
        return taken;
    }

    /** The same, for a session whose gap after this value is another one than usual, above 0. */
    public final boolean add(K key, V value, long time, long gap, Consumer<WindowResult<K, R>> results) {
        if (!(this instanceof SessionWindows<K, V, ?, R> sessions)) {
            throw new IllegalArgumentException("a value with a gap of its own; only sessions have gaps");
        }
        if (gap <= 0) {
            throw new IllegalArgumentException("a gap of " + gap + " ms after a value; it must be above 0");
        }
        boolean taken = TimeRange.contains(time) && sessions.take(key, value, time, TimeRange.bounded(gap), results);
        if (taken) {
            changed.add(key);
        }
        return taken;
    }

    abstract boolean take(K key, V value, long time, Consumer<WindowResult<K, R>> results);

    /** Whether a value that was taken may still be part of a result. */
    public abstract boolean isOpen(K key, long time);

    /** No value comes any more whose time is before the watermark. Gives the results of all windows that are complete. */
    public final void advance(long asked, Consumer<WindowResult<K, R>> results) {
        long to = TimeRange.watermark(asked);
        while (!timers.isEmpty() && timers.firstKey() <= to) {
            var due = timers.pollFirstEntry();
            watermark = Math.max(watermark, due.getKey());
            due.getValue().forEach(key -> {
                changed.add(key);
                onTimer(key, due.getKey(), results);
            });
        }
        watermark = Math.max(watermark, to);
    }

    /** Gives the results so far of windows that are not complete and changed since; of all that are kept where the output is to be complete. */
    public final void fireEarly(Consumer<WindowResult<K, R>> results) {
        if (mode == OutputMode.APPEND) {
            throw new IllegalStateException("windows that give one result are not fired early");
        }
        early(results);
    }

    abstract void early(Consumer<WindowResult<K, R>> results);

    /** Up to where time has come. */
    public final long watermark() {
        return watermark;
    }

    /** Tells each key of which anything changed since this was called last. Whoever keeps windows for long calls it now and then. */
    public final void drainChanged(Consumer<K> keys) {
        if (!changed.isEmpty()) {
            changed.forEach(keys);
            changed.clear();
        }
    }

    /** What there is of a key, for {@link #restore}; null if there is nothing. It is made of lists, numbers, accumulated values and results. */
    public abstract List<Object> save(K key);

    /** Takes what was saved of a key that has nothing here, after {@link #restore(long)}. */
    public abstract void restore(K key, List<Object> saved);

    /** Begins at the watermark that windows had when they were saved; before anything else. */
    public final void restore(long watermark) {
        this.watermark = watermark;
    }

    /** Has {@link #onTimer} called when the watermark reaches a time. */
    final void schedule(long time, K key) {
        timers.computeIfAbsent(time, t -> new LinkedHashSet<>()).add(key);
    }

    final void cancel(long time, K key) {
        Set<K> keys = timers.get(time);
        if (keys != null && keys.remove(key) && keys.isEmpty()) {
            timers.remove(time);
        }
    }

    abstract void onTimer(K key, long time, Consumer<WindowResult<K, R>> results);

    /** How many keys have anything. */
    public abstract int keys();

    /** How long after its end a window first gives a result, unless it is fired early. */
    final long delay() {
        return mode == OutputMode.APPEND ? lateness : 0;
    }
}
