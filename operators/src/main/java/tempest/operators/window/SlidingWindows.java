// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.operators.window;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A window for every time at which a key has a value. Values of one time are aggregated together; what the times of a window make together comes from
 * {@link Panes}, so a window costs what is new in it and what left it.
 */
final class SlidingWindows<K, V, A, R> extends PaneWindows<K, V, A, R> {
    private final long size;

    SlidingWindows(WindowShape.Sliding shape, Aggregation<V, A, R> aggregation, OutputMode mode, long lateness) {
        super(aggregation, mode, lateness);
        size = shape.size();
    }

    @Override
    boolean take(K key, V value, long time, Consumer<WindowResult<K, R>> results) {
        if (!isAllowed(time)) {
            return false;
        }
        Panes<V, A, R> panes = byKey.computeIfAbsent(key, k -> new Panes<>(aggregation));
        boolean begins = !panes.all.containsKey(time);
        panes.add(time, value);
        if (mode == OutputMode.DISCARD) {
            addFresh(panes, value, time, begins);
        }
        if (mode != OutputMode.APPEND) {
            touched.computeIfAbsent(key, k -> new HashSet<>()).add(time);
            for (long end : List.copyOf(panes.all.subMap(time, time + size).keySet())) {
                if (isComplete(end) && isAllowed(end)) {
                    give(key, panes, end, panes.totalOf(end - size + 1, end + 1), results);
                }
            }
        }
        reschedule(key, panes);
        return true;
    }

    /** @param begins whether the value is the first one of its time, which has a window from now on, with all before it */
    private void addFresh(Panes<V, A, R> panes, V value, long time, boolean begins) {
        if (begins) {
            panes.copyFresh(time + 1, panes.totalOf(time - size + 1, time + 1));
        }
        for (long last : panes.all.subMap(time, !begins, time + size, false).keySet()) {
            if (isAllowed(last)) {
                panes.addFresh(last + 1, value);
            }
        }
    }

    /** Whether a value of a time, or a change of the window whose last value has that time, is not too late. */
    private boolean isAllowed(long time) {
        return time + 1 + lateness > watermark();
    }

    private boolean isComplete(long time) {
        return time + 1 <= watermark();
    }

    @Override
    void early(Consumer<WindowResult<K, R>> results) {
        boolean all = mode == OutputMode.COMPLETE;
        for (K key : new ArrayList<>(all ? byKey.keySet() : touched.keySet())) {
            Panes<V, A, R> panes = byKey.get(key);
            if (panes != null) {
                for (long last : panes.all.keySet()) {
                    boolean due = all ? isAllowed(last) : !isComplete(last) && touched.get(key).stream().anyMatch(time -> time <= last && last < time + size);
                    if (due) {
                        give(key, panes, last, panes.totalOf(last - size + 1, last + 1), results);
                    }
                }
            }
        }
        touched.clear();
    }

    @Override
    public boolean isOpen(K key, long time) {
        return time + size + lateness > watermark();
    }

    private void give(K key, Panes<V, A, R> panes, long last, A total, Consumer<WindowResult<K, R>> results) {
        A accumulated = mode == OutputMode.DISCARD ? panes.fresh.remove(last + 1) : total;
        if (accumulated == null) {
            return; // all of it was given
        }
        R result = aggregation.result(accumulated);
        long start = last - size + 1;
        if (mode == OutputMode.RETRACT) {
            R before = panes.given.put(last + 1, result);
            if (before != null) {
                results.accept(new WindowResult<>(key, start, last + 1, before, true));
            }
        }
        results.accept(new WindowResult<>(key, start, last + 1, result, false));
    }

    @Override
    void onTimer(K key, long time, Consumer<WindowResult<K, R>> results) {
        Panes<V, A, R> panes = byKey.get(key);
        panes.timer = Long.MIN_VALUE;
        long last = time - delay() - 1;
        if (panes.all.containsKey(last)) {
            give(key, panes, last, panes.nextTotal(last - size + 1, last + 1), results);
        }
        panes.all.headMap(time - lateness - size, true).clear();
        panes.given.headMap(time - lateness, true).clear();
        Set<Long> fresh = touched.get(key);
        if (fresh != null && fresh.removeIf(each -> each + size <= watermark()) && fresh.isEmpty()) {
            touched.remove(key);
        }
        goOnOrForget(key, panes);
    }

    @Override
    long nextTime(Panes<V, A, R> panes) {
        Long unfired = watermark() == Long.MIN_VALUE ? panes.all.firstKey() : panes.all.ceilingKey(watermark() - delay());
        long next = Math.max(panes.all.firstKey() + size + lateness, watermark() + 1);
        return unfired == null ? next : Math.min(next, unfired + 1 + delay());
    }

    @Override
    public void restore(K key, List<Object> saved) {
        super.restore(key, saved);
        if (mode != OutputMode.APPEND) {
            touched.put(key, new HashSet<>(byKey.get(key).all.keySet()));
        }
    }
}
