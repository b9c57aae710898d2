// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.operators.join;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import tempest.operators.window.TimeRange;

/** What is to be done when the watermark reaches a time, in the order of time and of being asked for; and what is too late. Not for several threads. */
final class JoinTimers<T> {
    private final long grace;
    private final TreeMap<Long, List<T>> due = new TreeMap<>();
    private long watermark = Long.MIN_VALUE;

    JoinTimers(long grace) {
        if (grace < 0) {
            throw new IllegalArgumentException("a grace of " + grace + " ms; it must be 0 or more");
        }
        this.grace = TimeRange.bounded(grace);
    }

    /** Whether a value of a time is not taken, or not any more. */
    boolean isLate(long time) {
        return !TimeRange.contains(time) || watermark != Long.MIN_VALUE && time < watermark - grace;
    }

    /** When no value of a time or an earlier one is taken any more. */
    long endOf(long time) {
        return time + grace + 1;
    }

    boolean isOver(long time) {
        return endOf(time) <= watermark;
    }

    void at(long time, T what) {
        due.computeIfAbsent(time, t -> new ArrayList<>(1)).add(what);
    }

    void advance(long asked, Consumer<T> each) {
        long to = TimeRange.watermark(asked);
        while (!due.isEmpty() && due.firstKey() <= to) {
            var now = due.pollFirstEntry();
            watermark = Math.max(watermark, now.getKey());
            now.getValue().forEach(each);
        }
        watermark = Math.max(watermark, to);
    }
}
