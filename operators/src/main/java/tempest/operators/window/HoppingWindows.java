// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.operators.window;

import java.util.ArrayList;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Windows of one length. Values are aggregated in panes, the parts of time that begin and end with a window, so a value costs the same however many windows
 * it is in; what the panes of a window make together comes from {@link Panes}, so a window costs what is new in it and what left it.
 */
final class HoppingWindows<K, V, A, R> extends PaneWindows<K, V, A, R> {
    private final long size;
    private final long advance;
    private final long pane;
    private boolean firesEarly;

    HoppingWindows(WindowShape.Hopping shape, Aggregation<V, A, R> aggregation, OutputMode mode, long lateness) {
        super(aggregation, mode, lateness);
        size = shape.size();
        advance = shape.advance();
        pane = gcd(size, advance);
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    @Override
    boolean take(K key, V value, long time, Consumer<WindowResult<K, R>> results) {
        if (lastEnd(time) + lateness <= watermark()) {
            return false;
        }
        Panes<V, A, R> panes = byKey.computeIfAbsent(key, k -> new Panes<>(aggregation));
        long start = time - Math.floorMod(time, pane);
        panes.add(start, value);
        if (mode != OutputMode.APPEND) {
            touch(key, start);
        }
        if (mode == OutputMode.DISCARD) {
            for (long end = firstEnd(time); end <= lastEnd(time); end += advance) {
                if (end + lateness > watermark()) {
                    panes.addFresh(end, value);
                }
            }
        }
        for (long end = firstEnd(time); end <= lastEnd(time) && end + delay() <= watermark(); end += advance) {
            if (end + lateness > watermark()) {
                give(key, panes, end, panes.totalOf(end - size, end), results);
            }
        }
        reschedule(key, panes);
        return true;
    }

    /** Until windows are fired early for the first time nothing is remembered: all panes are new then. */
    private void touch(K key, long start) {
        if (firesEarly) {
            touched.computeIfAbsent(key, k -> new TreeSet<>()).add(start);
        }
    }

    @Override
    void early(Consumer<WindowResult<K, R>> results) {
        boolean all = !firesEarly || mode == OutputMode.COMPLETE;
        for (K key : new ArrayList<>(all ? byKey.keySet() : touched.keySet())) {
            Panes<V, A, R> panes = byKey.get(key);
            if (panes == null) {
                continue; // over since
            }
            TreeSet<Long> ends = new TreeSet<>();
            for (long start : all ? panes.all.keySet() : touched.get(key)) {
                for (long end = firstEnd(start); end <= lastEnd(start); end += advance) {
                    if (end + (mode == OutputMode.COMPLETE ? lateness : 0) > watermark()) {
                        ends.add(end);
                    }
                }
            }
            ends.forEach(end -> give(key, panes, end, panes.totalOf(end - size, end), results));
        }
        touched.clear();
        firesEarly = true;
    }

    @Override
    public boolean isOpen(K key, long time) {
        return lastEnd(time) + lateness > watermark();
    }

    /** The end of the first window that a time is in. */
    private long firstEnd(long time) {
        long last = lastEnd(time);
        return last - (last - time - 1) / advance * advance;
    }

    private long lastEnd(long time) {
        return time - Math.floorMod(time, advance) + size;
    }

    private void give(K key, Panes<V, A, R> panes, long end, A total, Consumer<WindowResult<K, R>> results) {
        A accumulated = mode == OutputMode.DISCARD ? panes.fresh.remove(end) : total;
        if (accumulated == null) {
            return; // all of it was given
        }
        R result = aggregation.result(accumulated);
        if (mode == OutputMode.RETRACT) {
            R before = panes.given.put(end, result);
            if (before != null) {
                results.accept(new WindowResult<>(key, end - size, end, before, true));
            }
        }
        results.accept(new WindowResult<>(key, end - size, end, result, false));
    }

    @Override
    void onTimer(K key, long time, Consumer<WindowResult<K, R>> results) {
        Panes<V, A, R> panes = byKey.get(key);
        panes.timer = Long.MIN_VALUE;
        long end = time - delay();
        if (Math.floorMod(end - size, advance) == 0) {
            A total = panes.nextTotal(end - size, end);
            if (total != null) {
                give(key, panes, end, total, results);
            }
        }
        while (!panes.all.isEmpty() && lastEnd(panes.all.firstKey()) + lateness <= time) {
            panes.all.pollFirstEntry();
        }
        panes.given.headMap(time - lateness, true).clear();
        goOnOrForget(key, panes);
    }

    @Override
    long nextTime(Panes<V, A, R> panes) {
        boolean begun = watermark() != Long.MIN_VALUE;
        long fired = begun ? watermark() - delay() : 0;
        Long start = begun ? panes.all.ceilingKey(nextEnd(fired) - size) : panes.all.firstKey();
        long next = Long.MAX_VALUE;
        if (start != null) {
            next = delay() + (begun ? Math.max(firstEnd(start), nextEnd(fired)) : firstEnd(start));
        }
        return Math.min(next, Math.max(lastEnd(panes.all.firstKey()) + lateness, watermark() + 1));
    }

    /** The least end of a window that is later than a time. */
    private long nextEnd(long time) {
        return time - Math.floorMod(time - size, advance) + advance;
    }
}
