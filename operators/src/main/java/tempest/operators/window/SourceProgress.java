// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.operators.window;

import java.util.HashMap;
import java.util.Map;

/**
 * How far event time has come: as far as the slowest of several sources, less a lag. It never goes back. A function of what it is told, with the time of now
 * among it; not for several threads.
 */
public final class SourceProgress<S> {
    private final long lag;
    private final long mostAhead;
    private final long idleAfter;
    private final Map<S, Source> sources = new HashMap<>();
    private long watermark = Long.MIN_VALUE;
    private long first = Long.MAX_VALUE;
    private long latest = Long.MIN_VALUE;

    private static final class Source {
        long latest = Long.MIN_VALUE;
        long heardAt;

        Source(long heardAt) {
            this.heardAt = heardAt;
        }
    }

    /**
     * In milliseconds.
     *
     * @param sources   that are waited for from the beginning
     * @param lag       how much later than others of its source a value may come, 0 or more
     * @param mostAhead how much later than now a value's time may be, above 0; {@link Long#MAX_VALUE} for no bound
     * @param idleAfter after how long a source without values is not waited for, above 0; {@link Long#MAX_VALUE} for never
     */
    public SourceProgress(Iterable<S> sources, long lag, long mostAhead, long idleAfter, long now) {
        if (lag < 0 || mostAhead <= 0 || idleAfter <= 0) {
            throw new IllegalArgumentException("a lag of " + lag + " ms, values of at most " + mostAhead + " ms from now and sources idle after " + idleAfter
                + " ms; the lag must be 0 or more, and the others above 0");
        }
        this.lag = lag;
        this.mostAhead = mostAhead;
        this.idleAfter = idleAfter;
        sources.forEach(source -> this.sources.put(source, new Source(now)));
    }

    /** Whether a time is further ahead than is believed. */
    public boolean isTooFarAhead(long time, long now) {
        return time > now && mostAhead < Long.MAX_VALUE && time - mostAhead > now;
    }

    /** A value of a time came from a source. */
    public void reached(S source, long time, long now) {
        Source progress = sources.computeIfAbsent(source, s -> new Source(now));
        progress.latest = Math.max(progress.latest, time);
        progress.heardAt = now;
        first = first == Long.MAX_VALUE ? time : first;
        latest = Math.max(latest, time);
    }

    /** Begins where time had come to when this was saved. */
    public void restore(long watermark) {
        this.watermark = watermark;
    }

    /** The source that the watermark waits for: the slowest one that is not idle. Null if all are idle. */
    public S heldBackBy(long now) {
        S slowest = null;
        long least = Long.MAX_VALUE;
        for (Map.Entry<S, Source> source : sources.entrySet()) {
            if (now - source.getValue().heardAt < idleAfter && (slowest == null || source.getValue().latest < least)) {
                slowest = source.getKey();
                least = source.getValue().latest;
            }
        }
        return slowest;
    }

    /** By how many milliseconds the watermark is behind the latest time of all sources; behind the first time as long as there is none. */
    public long behind() {
        if (latest == Long.MIN_VALUE) {
            return 0;
        }
        long from = watermark == Long.MIN_VALUE ? first : watermark;
        return Math.max(0, TimeRange.bounded(latest) - TimeRange.bounded(from));
    }

    /** Before this time no value is expected any more; the least long while there is nothing to tell. */
    public long watermark(long now) {
        long least = Long.MAX_VALUE;
        for (Source source : sources.values()) {
            if (now - source.heardAt < idleAfter) {
                least = Math.min(least, source.latest);
            }
        }
        if (least != Long.MAX_VALUE && least != Long.MIN_VALUE) {
            watermark = Math.max(watermark, TimeRange.minus(least, lag));
        }
        return watermark;
    }
}
