// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.operators.window;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * What the values of a key make, by the part of time that they are in. What several parts make together comes from {@link TwoStacks} where it is asked for in
 * the order of time, so it costs what is new and what left. Not for several threads.
 */
final class Panes<V, A, R> {
    /** By their start. */
    final TreeMap<Long, A> all = new TreeMap<>();
    /** What was given of windows that may still change, by their end, if it is retracted then. */
    final TreeMap<Long, R> given = new TreeMap<>();
    /** By the windows' ends, what was not given yet, if each result is of that alone. */
    final TreeMap<Long, A> fresh = new TreeMap<>();
    long timer = Long.MIN_VALUE;
    private final Aggregation<V, A, R> aggregation;
    private final TwoStacks<A> total;
    private final ArrayDeque<Long> inTotal = new ArrayDeque<>();

    Panes(Aggregation<V, A, R> aggregation) {
        this.aggregation = aggregation;
        total = new TwoStacks<>(aggregation::merge);
    }

    void add(long start, V value) {
        A before = all.get(start);
        all.put(start, aggregation.add(before == null ? aggregation.create() : before, value));
        if (!inTotal.isEmpty() && start <= inTotal.peekLast()) { // it is late: what was put together is not all any more
            total.clear();
            inTotal.clear();
        }
    }

    /** For the next result of a window. */
    void addFresh(long end, V value) {
        A before = fresh.get(end);
        fresh.put(end, aggregation.add(before == null ? aggregation.create() : before, value));
    }

    /** For the first result of a window: a copy, because it is added to. */
    void copyFresh(long end, A total) {
        fresh.put(end, aggregation.merge(aggregation.create(), total));
    }

    /** Of the panes that start from a time to before another; both no earlier than in the call before. Null if there is none. */
    A nextTotal(long from, long to) {
        while (!inTotal.isEmpty() && inTotal.peekFirst() < from) {
            inTotal.removeFirst();
            total.remove();
        }
        all.subMap(inTotal.isEmpty() ? from : inTotal.peekLast() + 1, to).forEach((start, each) -> {
            inTotal.addLast(start);
            total.add(each);
        });
        return inTotal.isEmpty() ? null : total.total();
    }

    /** The same, in any order. */
    A totalOf(long from, long to) {
        A sum = null;
        for (A each : all.subMap(from, to).values()) {
            sum = sum == null ? each : aggregation.merge(sum, each);
        }
        return sum;
    }

    /** Appends all that is kept. */
    void save(List<Object> saved) {
        saved.add(all.size());
        all.forEach((start, each) -> {
            saved.add(start);
            saved.add(each);
        });
        given.forEach((end, result) -> {
            saved.add(end);
            saved.add(result);
        });
        fresh.forEach((end, each) -> {
            saved.add(end);
            saved.add(each);
        });
    }

    /** @param discarding whether there is something fresh instead of something given */
    @SuppressWarnings("unchecked")
    void restore(List<Object> saved, boolean discarding) {
        int panes = (Integer) saved.get(0);
        List<Object> pairs = new ArrayList<>(saved.subList(1, saved.size()));
        for (int i = 0; i < pairs.size(); i += 2) {
            if (i < 2 * panes) {
                all.put((Long) pairs.get(i), (A) pairs.get(i + 1));
            } else if (discarding) {
                fresh.put((Long) pairs.get(i), (A) pairs.get(i + 1));
            } else {
                given.put((Long) pairs.get(i), (R) pairs.get(i + 1));
            }
        }
    }
}
