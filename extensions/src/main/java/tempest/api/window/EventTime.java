// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.window;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import tempest.operators.window.SourceProgress;

/** How the bolts of {@code tempest.api} take event time from their tuples. They alone make one; it is set up by one thread and sent to workers. */
public final class EventTime implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final String MOST_AHEAD_KEY = "topology.bolts.watermark.max.ahead.ms";
    private static final String IDLE_KEY = "topology.bolts.watermark.idle.timeout.ms";

    private final String purpose;
    private long lagMs;
    /** 0 and the next one: as the topology's configuration says. */
    private long mostAheadMs;
    private long idleAfterMs;

    /** @param purpose what the time is of, in messages */
    public EventTime(String purpose) {
        this.purpose = purpose;
    }

    public void lag(long ms) {
        lagMs = atLeast(0, ms, "lag");
    }

    public void mostAhead(long ms) {
        mostAheadMs = atLeast(1, ms, "time ahead of the clock");
    }

    public void idleTimeout(long ms) {
        idleAfterMs = atLeast(1, ms, "idle time-out");
    }

    long lagMs() {
        return lagMs;
    }

    /** Whether anything was set. */
    boolean isSet() {
        return lagMs > 0 || mostAheadMs > 0 || idleAfterMs > 0;
    }

    public static long atLeast(long least, long ms, String what) {
        if (ms < least) {
            throw new IllegalArgumentException("a " + what + " of " + ms + " ms; it must be " + least + " or more");
        }
        return ms;
    }

    /** @throws IllegalArgumentException if an input lacks a field; it says which */
    public static void checkFields(String who, List<String> needed, Map<GlobalStreamId, Fields> inputs) {
        inputs.forEach((input, fields) -> {
            for (String field : needed) {
                if (!fields.contains(field)) {
                    throw new IllegalArgumentException(who + " field '" + field + "', which stream '" + input.get_streamId() + "' of '" + input.get_componentId()
                        + "' does not have; it has " + fields.toList());
                }
            }
        });
    }

    /** The time of a tuple; an {@link IllegalArgumentException} if it is no Long. */
    public long of(Tuple tuple, String field) {
        return millis(tuple, field, "the time of a " + purpose + " must be a Long, milliseconds since the epoch");
    }

    static long millis(Tuple tuple, String field, String wanted) {
        if (tuple.getValueByField(field) instanceof Long millis) {
            return millis;
        }
        throw new IllegalArgumentException("field '" + field + "' of a tuple from '" + tuple.getSourceComponent() + "' is " + tuple.getValueByField(field) + "; " + wanted);
    }

    /** @param inputs all of a task; those of ticks and checkpoints do not count */
    public Progress start(Map<String, Object> conf, Iterable<GlobalStreamId> inputs, long now) {
        List<GlobalStreamId> sources = new ArrayList<>();
        for (GlobalStreamId input : inputs) {
            if (!input.get_streamId().startsWith("__") && !input.get_streamId().startsWith("$")) {
                sources.add(input);
            }
        }
        long mostAhead = bound(mostAheadMs, conf, MOST_AHEAD_KEY);
        return new Progress(new SourceProgress<>(sources, lagMs, mostAhead, bound(idleAfterMs, conf, IDLE_KEY), now), mostAhead < Long.MAX_VALUE);
    }

    private static long bound(long set, Map<String, Object> conf, String key) {
        long bound = set > 0 ? set : conf.get(key) instanceof Number number ? number.longValue() : 0;
        return bound > 0 ? bound : Long.MAX_VALUE;
    }

    /** How far time has come in a task, whose thread calls this. */
    public static final class Progress {
        private final SourceProgress<GlobalStreamId> sources;
        private final boolean bounded;

        Progress(SourceProgress<GlobalStreamId> sources, boolean bounded) {
            this.sources = sources;
            this.bounded = bounded;
        }

        /**
         * A tuple of a time has come; false if that is further ahead than is believed.
         *
         * @param now  by which inputs that are silent are told from others
         * @param wall the computer's clock, by which tuples are stamped; read only where there is a bound
         */
        public boolean reached(Tuple tuple, long time, long now, LongSupplier wall) {
            if (bounded && sources.isTooFarAhead(time, wall.getAsLong())) {
                return false;
            }
            sources.reached(tuple.getSourceGlobalStreamId(), time, now);
            return true;
        }

        /** Before this time no tuple is expected any more. */
        public long watermark(long now) {
            return sources.watermark(now);
        }

        /** Says where time is, and what holds it back. */
        public void show(WatermarkGauges gauges, long now) {
            gauges.show(sources.watermark(now), sources.behind(), sources.heldBackBy(now));
        }

        void restore(long watermark) {
            sources.restore(watermark);
        }
    }
}
