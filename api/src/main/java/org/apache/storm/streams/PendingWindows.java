// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.streams;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of windows that several tasks made, until all of these have told that a window is complete: then its parts are one window. A function of
 * what it is told; not for several threads.
 */
abstract class PendingWindows<T> {

    /** The parts of a window from all tasks. */
    record Complete<T>(long end, List<T> parts) { }

    /** A part of a window came from a task. */
    abstract void add(int task, long end, T part);

    /** A task has told that its windows up to an end are complete; of windows by order, that one more is. */
    abstract void complete(int task, long end);

    /** The next window to process; null if none is complete. */
    abstract Complete<T> poll();

    /** Up to when all windows have been given out; the least long if that is not known. */
    abstract long upTo();

    /**
     * Windows that are known by their ends. One is complete when every task has come to its end, with or without parts of it. A task that stays behind is
     * waited for until {@link #MOST_WAITING} windows are there; what it then gives of one that was processed makes a further window of the same end.
     */
    static final class ByEnd<T> extends PendingWindows<T> {
        static final int MOST_WAITING = 1_000;
        private final TreeMap<Long, List<T>> waiting = new TreeMap<>();
        private final LeastProgress progress;

        ByEnd(Collection<Integer> tasks) {
            progress = new LeastProgress(tasks);
        }

        @Override
        void add(int task, long end, T part) {
            waiting.computeIfAbsent(end, e -> new ArrayList<>()).add(part);
        }

        @Override
        void complete(int task, long end) {
            progress.reached(task, end);
        }

        @Override
        Complete<T> poll() {
            if (waiting.isEmpty() || waiting.firstKey() > progress.least() && waiting.size() <= MOST_WAITING) {
                return null;
            }
            Map.Entry<Long, List<T>> first = waiting.pollFirstEntry();
            return new Complete<>(first.getKey(), first.getValue());
        }

        @Override
        long upTo() {
            return progress.least();
        }
    }

    /** Windows that are known by their order alone: the first of each task are one, then the second. So are windows that slide by a count. */
    static final class ByOrder<T> extends PendingWindows<T> {
        /** So many windows one task may be ahead of another before they are processed without waiting for it. */
        static final int MOST_AHEAD = 8;
        private final Map<Integer, Deque<List<T>>> complete = new LinkedHashMap<>();
        private final Map<Integer, List<T>> open = new HashMap<>();
        private long given;

        ByOrder(Collection<Integer> tasks) {
            tasks.forEach(task -> complete.put(task, new ArrayDeque<>()));
        }

        @Override
        void add(int task, long end, T part) {
            open.computeIfAbsent(task, t -> new ArrayList<>()).add(part);
        }

        @Override
        void complete(int task, long end) {
            List<T> parts = open.remove(task);
            complete.get(task).add(parts == null ? List.of() : parts);
        }

        @Override
        Complete<T> poll() {
            boolean all = complete.values().stream().noneMatch(Deque::isEmpty);
            boolean late = complete.values().stream().anyMatch(windows -> windows.size() > MOST_AHEAD);
            if (!all && !late) {
                return null;
            }
            List<T> parts = new ArrayList<>();
            complete.values().stream().filter(windows -> !windows.isEmpty()).forEach(windows -> parts.addAll(windows.poll()));
            return new Complete<>(++given, parts);
        }

        @Override
        long upTo() {
            return Long.MIN_VALUE;
        }
    }
}
