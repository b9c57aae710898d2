// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology;

import java.util.HashMap;
import java.util.Map;
import org.apache.storm.generated.GlobalStreamId;

/** How far event time has come: the least of the latest times of all input streams, less the lag. Not for several threads. */
final class Watermark {
    private final long lagMs;
    private final Map<GlobalStreamId, Long> latest = new HashMap<>();
    private long elsewhere = Long.MIN_VALUE;
    private long reached = Long.MIN_VALUE;

    Watermark(Iterable<GlobalStreamId> inputs, long lagMs) {
        this.lagMs = lagMs;
        for (GlobalStreamId input : inputs) {
            latest.put(input, Long.MIN_VALUE);
        }
    }

    /** Notes a tuple's time; false if it comes too late. */
    boolean track(GlobalStreamId source, long time) {
        latest.merge(source, time, Math::max);
        return time >= reached;
    }

    /** All streams have come to a time, with tuples that others got. */
    void reachedElsewhere(long time) {
        elsewhere = Math.max(elsewhere, time);
    }

    /** Moves on to where the streams are now; true if that is further than before. */
    boolean advance() {
        long least = latest.isEmpty() ? Long.MIN_VALUE : Long.MAX_VALUE;
        for (long time : latest.values()) {
            least = Math.min(least, time);
        }
        least = Math.max(least, elsewhere);
        if (least == Long.MIN_VALUE || least - lagMs <= reached) {
            return false;
        }
        reached = least - lagMs;
        return true;
    }

    long reached() {
        return reached;
    }
}
