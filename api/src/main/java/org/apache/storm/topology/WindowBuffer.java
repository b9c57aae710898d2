// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The tuples of a sliding window, or what stands for them, and which of them make up the window at each of its ends.
 *
 * <p>A function of what is added and of the times it is told: it never looks at a clock. Its length and its slide are each either a number
 * of tuples or of milliseconds. By processing time, tuples are {@link #arrived} and {@link #tick} fires every window that is over; by event time,
 * tuples are {@link #put} and {@link #advance} fires every window that ends at or before the watermark. A window that ends at E holds the tuples
 * of (E - length, E]; a slide in milliseconds counts from the epoch, so that the windows of all tasks have the same ends. A window
 * lists its tuples in the order in which they arrived, whatever their times. Not for several threads.
 */
final class WindowBuffer<T> {
    /** How many tuples may pass before those out of a window of time are let go, when no window fires meanwhile. */
    private static final int COMPACT_EVERY = 100;

    private final Spec spec;
    private final Sink<T> sink;
    /** In the order of time. */
    private final List<Entry<T>> entries = new ArrayList<>();
    private final List<Entry<T>> expired = new ArrayList<>();
    private long arrivals;
    /** Whether a tuple arrived after one of a later time, so that the order of entries is not that of their arrival. */
    private boolean disordered;
    private long lastEnd = Long.MIN_VALUE;
    private int counted;
    private int sinceCompacted;

    /** Length and slide: of each, either the count or the milliseconds are above 0. */
    record Spec(int lengthCount, long lengthMs, int slideCount, long slideMs) {
    }

    /** Receives windows, and tuples that leave them. */
    interface Sink<T> {
        /** A tuple left the window for good; called before the next {@link #window}. */
        void expired(T tuple);

        void window(List<T> all, List<T> fresh, List<T> expired, long end);
    }

    /** A tuple, its time, and whether it was in a window already. */
    static final class Entry<T> {
        final T tuple;
        final long time;
        boolean seen;
        private long arrival;

        Entry(T tuple, long time, boolean seen) {
            this.tuple = tuple;
            this.time = time;
            this.seen = seen;
        }
    }

    WindowBuffer(Spec spec, Sink<T> sink) {
        this.spec = spec;
        this.sink = sink;
    }

    /** By processing time: adds a tuple, and fires if it completes a slide; one that was seen in a window before belongs to that one's slide. */
    void arrived(T tuple, long now, boolean seen) {
        // a window that fired is over, so what comes in the same millisecond belongs to the next one
        insert(new Entry<>(tuple, spec.slideMs > 0 ? Math.max(now, lastEnd + 1) : now, seen));
        if (spec.slideCount > 0 && !seen) {
            counted++;
            if (counted >= spec.slideCount) {
                counted = 0;
                fire(entries.size(), now);
                return;
            }
        }
        if (++sinceCompacted >= COMPACT_EVERY) {
            evict(entries.size(), now);
        }
    }

    /** By processing time: slides of time begin at their last multiple since the epoch, which all tasks have in common, unless they are resumed. */
    void startAt(long now) {
        if (lastEnd == Long.MIN_VALUE) {
            lastEnd = now - Math.floorMod(now, spec.slideMs);
        }
    }

    /** By processing time: when the next slide of time is over. */
    long nextEnd() {
        return lastEnd + spec.slideMs;
    }

    /** By processing time: fires the windows of every slide of time that is over, each as of its own end, however late it is now. */
    void tick(long now) {
        startAt(entries.isEmpty() ? now : Math.min(now, entries.get(0).time - 1)); // after a rollback to before the first window
        while (nextEnd() <= now) {
            long over = (now - lastEnd) / spec.slideMs;
            long empty = entries.isEmpty() ? over : Math.max(0, (entries.get(0).time - lastEnd - 1) / spec.slideMs);
            if (empty >= over) {
                lastEnd += over * spec.slideMs;
                return;
            }
            lastEnd += (empty + 1) * spec.slideMs;
            fire(countUpTo(lastEnd), lastEnd);
        }
    }

    /** By event time: adds a tuple. */
    void put(T tuple, long time, boolean seen) {
        insert(new Entry<>(tuple, time, seen));
        if (seen && spec.slideCount > 0) {
            counted++;
        }
    }

    /** By event time: whether every window that holds this time has fired. */
    boolean isOver(long time) {
        return lastEnd != Long.MIN_VALUE && spec.lengthMs > 0 && spec.slideMs > 0 && time <= lastEnd
            && time <= lastEnd + spec.slideMs - spec.lengthMs;
    }

    /** In the order of time, after others of the same time. */
    private void insert(Entry<T> entry) {
        int at = entries.size();
        while (at > 0 && entries.get(at - 1).time > entry.time) {
            at--;
        }
        disordered |= at < entries.size();
        entry.arrival = arrivals++;
        entries.add(at, entry);
    }

    /** By event time: no tuple will come any more whose time is before the watermark. */
    void advance(long watermark) {
        if (spec.slideMs > 0) {
            advanceByTime(watermark);
        } else {
            while (counted + spec.slideCount <= countUpTo(watermark)) {
                counted += spec.slideCount;
                lastEnd = entries.get(counted - 1).time;
                counted -= fire(counted, lastEnd);
            }
        }
    }

    private void advanceByTime(long watermark) {
        while (!entries.isEmpty()) {
            long end = alignedEnd(entries.get(0).time);
            if (lastEnd != Long.MIN_VALUE) {
                end = Math.max(end, upToTheLast(lastEnd, spec.slideMs));
            }
            if (end > watermark || end == Long.MAX_VALUE) { // after the last time that there is no window ends
                return;
            }
            lastEnd = end;
            fire(countUpTo(end), end);
        }
    }

    /** The tuples that are held now, in the order of their arrival. */
    List<Entry<T>> entries() {
        return byArrival(entries);
    }

    private List<Entry<T>> byArrival(List<Entry<T>> some) {
        if (!disordered) {
            return some;
        }
        List<Entry<T>> sorted = new ArrayList<>(some);
        sorted.sort(Comparator.comparingLong(entry -> entry.arrival));
        return sorted;
    }

    /** When the window that fired last ended; the least long if none did. */
    long lastEnd() {
        return lastEnd;
    }

    /** No window that ends at this time or before fires any more. */
    void resumeAfter(long end) {
        lastEnd = end;
    }

    /** Takes entries as {@link #entries} gave them. */
    void restore(List<Entry<T>> held, boolean byEventTime) {
        clear();
        for (Entry<T> entry : held) {
            insert(entry);
            counted += entry.seen == byEventTime ? 1 : 0; // up to the last window's end, or since then
        }
    }

    /** Forgets everything. */
    void clear() {
        entries.clear();
        expired.clear();
        disordered = false;
        counted = 0;
        lastEnd = Long.MIN_VALUE;
    }

    private long alignedEnd(long time) {
        long over = Math.floorMod(time, spec.slideMs);
        return over == 0 ? time : upToTheLast(time, spec.slideMs - over);
    }

    /** A later time; the last one that a long can tell if it is later still. */
    private static long upToTheLast(long time, long later) {
        return time > Long.MAX_VALUE - later ? Long.MAX_VALUE : time + later;
    }

    private int countUpTo(long time) {
        int count = entries.size();
        while (count > 0 && entries.get(count - 1).time > time) {
            count--;
        }
        return count;
    }

    /** Lets go of what is out of the window of the first {@code upTo} tuples that ends at {@code end}; returns how many those were. */
    private int evict(int upTo, long end) {
        sinceCompacted = 0;
        int out = 0;
        if (spec.lengthCount > 0) {
            out = Math.max(0, upTo - spec.lengthCount);
        } else {
            while (out < upTo && end - entries.get(out).time >= spec.lengthMs) {
                out++;
            }
        }
        List<Entry<T>> leaving = entries.subList(0, out);
        for (Entry<T> entry : leaving) {
            expired.add(entry);
            sink.expired(entry.tuple);
        }
        leaving.clear();
        return out;
    }

    private int fire(int upTo, long end) {
        int out = evict(upTo, end);
        int size = upTo - out;
        if (size > 0) {
            List<T> all = new ArrayList<>(size);
            List<T> fresh = new ArrayList<>();
            for (Entry<T> entry : byArrival(entries.subList(0, size))) {
                all.add(entry.tuple);
                if (!entry.seen) {
                    entry.seen = true;
                    fresh.add(entry.tuple);
                }
            }
            List<T> left = new ArrayList<>();
            byArrival(expired).forEach(entry -> left.add(entry.tuple));
            expired.clear();
            sink.window(all, fresh, left, end);
        }
        return out;
    }
}
