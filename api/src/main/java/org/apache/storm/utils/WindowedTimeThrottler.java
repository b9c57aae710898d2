// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

/** Limits events to so many in each stretch of time. Not safe for several threads. */
public class WindowedTimeThrottler {
    private final long windowMillis;
    private final int maxEvents;
    private long windowStart = SteadyTime.currentTimeMillis();
    private int events;

    public WindowedTimeThrottler(Number windowMillis, Number maxAmt) {
        this.windowMillis = windowMillis.longValue();
        this.maxEvents = maxAmt.intValue();
    }

    /** Whether this stretch of time has had all the events it may have. */
    public boolean isThrottled() {
        beginWindowIfDue();
        return events >= maxEvents;
    }

    /** Counts an event. */
    public void markEvent() {
        beginWindowIfDue();
        events++;
    }

    private void beginWindowIfDue() {
        long now = SteadyTime.currentTimeMillis();
        if (now - windowStart > windowMillis) {
            windowStart = now;
            events = 0;
        }
    }
}
