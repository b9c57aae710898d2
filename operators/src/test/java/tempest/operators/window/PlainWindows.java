// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.operators.window;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What keyed windows are, written down plainly: every value is kept, and every window looked at each time. */
final class PlainWindows {
    private record Value(String key, long value, long time, long gap) {
    }

    /** A window of a key. */
    private record Window(String key, long start, long end) {
    }

    private final WindowShape shape;
    private final OutputMode mode;
    private final long lateness;
    private final List<Value> values = new ArrayList<>();
    private final List<Value> sinceEarly = new ArrayList<>();
    private final Map<Window, String> given = new HashMap<>();
    /** Values that were in a result, with the window that it was of; a session may be part of a longer one later, and has no window here. */
    private final Set<List<Object>> told = new HashSet<>();
    private long watermark = Long.MIN_VALUE;

    PlainWindows(WindowShape shape, OutputMode mode, long lateness) {
        this.shape = shape;
        this.mode = mode;
        this.lateness = lateness;
    }

    /** @param results gets what is given, in no order */
    boolean add(String key, long value, long time, long gap, List<WindowResult<String, String>> results) {
        Value added = new Value(key, value, time, gap);
        Map<Window, String> before = windows(); // those that are there and not closed
        values.add(added);
        List<Window> of = windows().keySet().stream().filter(w -> has(w, added)).toList();
        boolean tooLate = shape instanceof WindowShape.Sliding ? time + 1 + lateness <= watermark : of.stream().allMatch(this::isClosed);
        if (tooLate) {
            values.remove(values.size() - 1);
            return false;
        }
        sinceEarly.add(added);
        retractWhatMerged(before, results);
        for (Window window : of) {
            if (isComplete(window) && !isClosed(window) && mode != OutputMode.APPEND) {
                give(window, results);
            }
        }
        return true;
    }

    void advance(long to, List<WindowResult<String, String>> results) {
        List<Window> waiting = windows().keySet().stream().filter(w -> !(mode == OutputMode.APPEND ? isClosed(w) : isComplete(w))).toList();
        watermark = Math.max(watermark, to);
        waiting.stream().filter(w -> mode == OutputMode.APPEND ? isClosed(w) : isComplete(w)).forEach(w -> give(w, results));
        if (shape instanceof WindowShape.Session) {
            for (Window window : windows().keySet()) {
                if (isClosed(window)) {
                    values.removeIf(v -> has(window, v));
                    given.remove(window);
                }
            }
        }
    }

    void early(List<WindowResult<String, String>> results) {
        for (Window window : windows().keySet()) {
            boolean changed = sinceEarly.stream().anyMatch(v -> has(window, v));
            if (mode == OutputMode.COMPLETE ? !isClosed(window) : changed && !isComplete(window)) {
                give(window, results);
            }
        }
        sinceEarly.clear();
    }

    /** It is not saved with windows: those that are not complete are fired early again. */
    void forgetWhatWasFiredEarly() {
        sinceEarly.addAll(values);
    }

    private static boolean has(Window window, Value value) {
        return window.key.equals(value.key) && window.start <= value.time && value.time < window.end;
    }

    private void give(Window window, List<WindowResult<String, String>> results) {
        String result = mode == OutputMode.DISCARD ? untold(window) : windows().get(window);
        if (result == null) {
            return;
        }
        String before = given.put(window, result);
        if (before != null && mode == OutputMode.RETRACT) {
            results.add(new WindowResult<>(window.key, window.start, window.end, before, true));
        }
        results.add(new WindowResult<>(window.key, window.start, window.end, result, false));
    }

    /** What was in no result of the window yet; null if there is nothing. */
    private String untold(Window window) {
        Object of = shape instanceof WindowShape.Session ? "any" : window;
        long[] sum = new long[2];
        values.stream().filter(v -> has(window, v) && told.add(List.of(v, of))).forEach(v -> {
            sum[0] += v.value;
            sum[1]++;
        });
        return sum[1] == 0 ? null : sum[0] + "/" + sum[1];
    }

    /** Sessions that are part of a longer one now, or have another value and give their result only later. */
    private void retractWhatMerged(Map<Window, String> before, List<WindowResult<String, String>> results) {
        if (shape instanceof WindowShape.Session && mode == OutputMode.RETRACT) {
            Map<Window, String> now = windows();
            for (Window window : before.keySet()) {
                if (given.containsKey(window) && (!now.containsKey(window) || !isComplete(window) && !now.get(window).equals(before.get(window)))) {
                    results.add(new WindowResult<>(window.key, window.start, window.end, given.remove(window), true));
                }
            }
        }
    }

    private boolean isComplete(Window window) {
        return shape instanceof WindowShape.Session ? window.end < watermark : window.end <= watermark;
    }

    private boolean isClosed(Window window) {
        return shape instanceof WindowShape.Session ? window.end + lateness < watermark : window.end + lateness <= watermark;
    }

    private Map<Window, String> windows() {
        Map<Window, long[]> sums = new HashMap<>();
        if (shape instanceof WindowShape.Hopping hopping) {
            for (Value value : values) {
                for (long start = value.time - hopping.size() + 1; start <= value.time; start++) {
                    if (Math.floorMod(start, hopping.advance()) == 0) {
                        count(sums, new Window(value.key, start, start + hopping.size()), value);
                    }
                }
            }
        } else if (shape instanceof WindowShape.Sliding sliding) {
            for (Value last : values) {
                Window window = new Window(last.key, last.time - sliding.size() + 1, last.time + 1);
                if (!sums.containsKey(window)) {
                    values.stream().filter(v -> has(window, v)).forEach(v -> count(sums, window, v));
                }
            }
        } else {
            sessions(sums);
        }
        Map<Window, String> results = new HashMap<>();
        sums.forEach((window, sum) -> results.put(window, sum[0] + "/" + sum[1]));
        return results;
    }

    private void sessions(Map<Window, long[]> sums) {
        Map<String, TreeMap<Long, List<Value>>> sorted = new HashMap<>();
        values.forEach(v -> sorted.computeIfAbsent(v.key, k -> new TreeMap<>()).computeIfAbsent(v.time, t -> new ArrayList<>()).add(v));
        sorted.forEach((key, byTime) -> {
            List<Value> session = new ArrayList<>();
            long end = Long.MIN_VALUE;
            for (Map.Entry<Long, List<Value>> at : byTime.entrySet()) {
                if (at.getKey() > end) {
                    close(sums, session, end);
                }
                session.addAll(at.getValue());
                end = Math.max(end, at.getValue().stream().mapToLong(v -> v.time + v.gap).max().orElseThrow());
            }
            close(sums, session, end);
        });
    }

    private static void close(Map<Window, long[]> sums, List<Value> session, long end) {
        if (!session.isEmpty()) {
            Window window = new Window(session.get(0).key, session.get(0).time, end);
            session.forEach(value -> count(sums, window, value));
            session.clear();
        }
    }

    private static void count(Map<Window, long[]> sums, Window window, Value value) {
        long[] sum = sums.computeIfAbsent(window, w -> new long[2]);
        sum[0] += value.value;
        sum[1]++;
    }
}
