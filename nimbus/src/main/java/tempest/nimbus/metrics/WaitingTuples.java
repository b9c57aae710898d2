// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.metrics;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * How long tuples have been waiting at one executor, from the totals that its heartbeats tell: a tuple that had arrived by an earlier heartbeat and
 * has not been executed yet waits since then at least. Owned by Nimbus's thread.
 */
final class WaitingTuples {
    private static final int MOST_MARKS = 64;
    private static final int BEFORE_SECS = 60;

    private final Deque<Mark> marks = new ArrayDeque<>();
    private long executed;
    private long queued;
    private long held;

    /**
     * What was told at a time.
     *
     * @param arrived tuples that had come to the inbox by then
     * @param held    tuples executed and neither acked nor failed
     */
    private record Mark(long secs, long arrived, long held) { }

    void record(long nowSecs, long nowExecuted, long nowQueued, long nowHeld) {
        if (nowExecuted < executed) {
            marks.clear();
        }
        executed = nowExecuted;
        queued = nowQueued;
        held = nowHeld;
        // A mark is needed as long as it tells of waiting tuples or of the last minute.
        while (!marks.isEmpty() && marks.peekFirst().arrived <= executed && nowSecs - marks.peekFirst().secs > 2 * BEFORE_SECS) {
            marks.removeFirst();
        }
        marks.addLast(new Mark(nowSecs, executed + queued, held));
        if (marks.size() > MOST_MARKS) {
            boolean drop = false;
            for (Iterator<Mark> each = marks.iterator(); each.hasNext(); drop = !drop) {
                each.next();
                if (drop && each.hasNext()) {
                    each.remove();
                }
            }
        }
    }

    long held() {
        return held;
    }

    /** How many were held a minute ago, or when it was first heard of after that. */
    long heldBefore(long nowSecs) {
        long before = held;
        for (Iterator<Mark> latestFirst = marks.descendingIterator(); latestFirst.hasNext();) {
            Mark mark = latestFirst.next();
            before = mark.held;
            if (nowSecs - mark.secs >= BEFORE_SECS) {
                break;
            }
        }
        return before;
    }

    /** For how many seconds the oldest waiting tuple has been waiting at least; 0 if none waits. */
    long oldestQueuedSecs(long nowSecs) {
        if (queued > 0) {
            for (Mark mark : marks) {
                if (mark.arrived > executed) {
                    return Math.max(0, nowSecs - mark.secs);
                }
            }
        }
        return 0;
    }
}
