// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.storm.generated.GlobalStreamId;

/**
 * How far event time has come: the least of the latest times of all input streams, less the lag. As on Storm, one tuple from the far future moves it for
 * good and a stream without tuples holds it back for ever, unless bounds are set. A function of what it is told; not for several threads.
 */
final class Watermark {
    private final Bounds bounds;
    private final Map<GlobalStreamId, Progress> inputs = new HashMap<>();
    private long elsewhere = Long.MIN_VALUE;
    private long reached = Long.MIN_VALUE;
    private long first = Long.MAX_VALUE;
    private long latest = Long.MIN_VALUE;

    /**
     * In milliseconds.
     *
     * @param lag       how much later than others a tuple may come
     * @param mostAhead how much later than now a tuple's time may be; 0 for no bound
     * @param idle      after how long a stream without tuples is no longer waited for; 0 for never
     */
    record Bounds(long lag, long mostAhead, long idle) {
    }

    /** What is saved of it: the latest times of streams, and how far it had come. */
    record Saved(HashMap<String, Long> latest, long reached) implements Serializable {
    }

    /** Of a stream: its latest time, and when it had a tuple. */
    private static final class Progress {
        long latest = Long.MIN_VALUE;
        long heardAt;

        Progress(long heardAt) {
            this.heardAt = heardAt;
        }
    }

    Watermark(Iterable<GlobalStreamId> streams, Bounds bounds, long now) {
        this.bounds = bounds;
        streams.forEach(stream -> inputs.put(stream, new Progress(now)));
    }

    /** Whether a time is so far in the future that it is not believed. */
    boolean isTooFarAhead(long time, long now) {
        return bounds.mostAhead > 0 && time > now + bounds.mostAhead;
    }

    /** The same, reading the computer's clock only where there is a bound. */
    boolean isTooFarAhead(long time, LongSupplier wall) {
        return bounds.mostAhead > 0 && isTooFarAhead(time, wall.getAsLong());
    }

    /** Notes a tuple's time; false if it comes too late. */
    boolean track(GlobalStreamId source, long time, long now) {
        Progress progress = inputs.computeIfAbsent(source, stream -> new Progress(now));
        progress.latest = Math.max(progress.latest, time);
        progress.heardAt = now;
        first = first == Long.MAX_VALUE ? time : first;
        latest = Math.max(latest, time);
        return time >= reached;
    }

    /** All streams have come to a time, with tuples that others got. */
    void reachedElsewhere(long time, long now) {
        if (!isTooFarAhead(time, now)) {
            elsewhere = Math.max(elsewhere, time);
        }
    }

    /** Moves on to where the streams are now; true if that is further than before. */
    boolean advance(long now) {
        long least = Long.MAX_VALUE;
        for (Progress input : inputs.values()) {
            if (bounds.idle <= 0 || now - input.heardAt < bounds.idle) {
                least = Math.min(least, input.latest);
            }
        }
        least = Math.max(least == Long.MAX_VALUE ? Long.MIN_VALUE : least, elsewhere); // where all are idle, time stands still
        long to = least < Long.MIN_VALUE + bounds.lag ? Long.MIN_VALUE : least - bounds.lag; // no further back than a long can tell
        if (to <= reached) {
            return false;
        }
        reached = to;
        return true;
    }

    long reached() {
        return reached;
    }

    /** The input that it waits for, as {@code component/stream}: the slowest one that is not idle. Empty if all are idle. */
    String heldBackBy(long now) {
        Map.Entry<GlobalStreamId, Progress> slowest = null;
        for (Map.Entry<GlobalStreamId, Progress> input : inputs.entrySet()) {
            boolean idle = bounds.idle > 0 && now - input.getValue().heardAt >= bounds.idle;
            if (!idle && (slowest == null || input.getValue().latest < slowest.getValue().latest)) {
                slowest = input;
            }
        }
        return slowest == null ? "" : slowest.getKey().get_componentId() + "/" + slowest.getKey().get_streamId();
    }

    /** By how many milliseconds it is behind the latest time of all inputs; behind the first time as long as it has not begun. */
    long behind() {
        long from = reached == Long.MIN_VALUE ? first : reached;
        return latest <= from ? 0 : latest - from < 0 ? Long.MAX_VALUE : latest - from;
    }

    Saved save() {
        HashMap<String, Long> latest = new HashMap<>();
        inputs.forEach((stream, progress) -> latest.put(name(stream), progress.latest));
        return new Saved(latest, reached);
    }

    /** Goes back to where it was saved; to the beginning if that is null. Otherwise what is replayed would be late. */
    void restore(Saved saved) {
        elsewhere = Long.MIN_VALUE;
        reached = saved == null ? Long.MIN_VALUE : saved.reached;
        inputs.forEach((stream, progress) -> progress.latest = saved == null ? Long.MIN_VALUE : saved.latest.getOrDefault(name(stream), Long.MIN_VALUE));
    }

    private static String name(GlobalStreamId stream) {
        return stream.get_componentId() + "\n" + stream.get_streamId();
    }
}
