// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.api.window;

import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.storm.Config;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.tuple.Tuple;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.operators.window.KeyedWindows;
import tempest.operators.window.WindowResult;
import tempest.operators.window.WindowShape;

/** The windows of one task and how far time has come there; one thread calls it. It emits and acks nothing itself. */
final class KeyedWindowTask<V, A, R> {
    private static final Logger LOG = LoggerFactory.getLogger(KeyedWindowTask.class);
    private static final int MS_PER_SEC = 1_000;

    final KeyedWindows<Object, V, R> windows;
    private final KeyedWindowBolt<V, A, R> bolt;
    private final EventTime.Progress progress;
    private final WatermarkGauges gauges;
    private long firedEarlyAt;

    /** @param gauges are told where event time is, once a second */
    KeyedWindowTask(KeyedWindowBolt<V, A, R> bolt, Map<String, Object> conf, Collection<GlobalStreamId> inputs, WatermarkGauges gauges, long now) {
        this.bolt = bolt;
        this.gauges = gauges;
        windows = KeyedWindows.of(bolt.shape, bolt.aggregation, bolt.mode, bolt.latenessMs);
        progress = bolt.eventTime.start(conf, inputs, now);
        firedEarlyAt = now;
    }

    /** Said where tuples are held until windows are over. */
    void warnOfTimeOuts(String component, Map<String, Object> conf) {
        long heldMs = bolt.latenessMs + bolt.eventTime.lagMs() + (bolt.shape instanceof WindowShape.Hopping hopping ? hopping.size()
            : bolt.shape instanceof WindowShape.Sliding sliding ? sliding.size() : bolt.shape instanceof WindowShape.Session session ? session.gap() : 0);
        if (conf.get(Config.TOPOLOGY_MESSAGE_TIMEOUT_SECS) instanceof Number secs && heldMs > secs.longValue() * MS_PER_SEC) {
            LOG.warn("'{}' acks tuples when their windows are over, after {} ms with lag and lateness, and {} is {} s: where time passes as by the clock, tuples"
                + " time out; a longer time-out or stateful() would be right", component, heldMs, Config.TOPOLOGY_MESSAGE_TIMEOUT_SECS, secs);
        }
    }

    long time(Tuple tuple, long now) {
        return bolt.timeField == null ? now : bolt.eventTime.of(tuple, bolt.timeField);
    }

    /** False if the value is too late, or too far ahead of the computer's clock ({@code wall}). */
    boolean take(Tuple tuple, Object key, long time, long now, LongSupplier wall, Consumer<WindowResult<Object, R>> results) {
        if (!progress.reached(tuple, time, now, wall)) {
            return false;
        }
        advance(now, results);
        @SuppressWarnings("unchecked")
        V value = (V) bolt.value(tuple);
        if (bolt.gapField == null) {
            return windows.add(key, value, time, results);
        }
        long gap = EventTime.millis(tuple, bolt.gapField, "the gap of a session must be a Long, milliseconds above 0");
        if (gap <= 0) {
            throw new IllegalArgumentException("field '" + bolt.gapField + "' of a tuple from '" + tuple.getSourceComponent() + "' is " + gap
                + "; the gap of a session must be a Long, milliseconds above 0");
        }
        return windows.add(key, value, time, gap, results);
    }

    /** Called once a second. */
    void tick(long now, Consumer<WindowResult<Object, R>> results) {
        advance(now, results);
        if (bolt.timeField != null) {
            progress.show(gauges, now);
        }
        if (bolt.earlyMs > 0 && now - firedEarlyAt >= bolt.earlyMs) {
            firedEarlyAt = now;
            windows.fireEarly(results);
        }
    }

    private void advance(long now, Consumer<WindowResult<Object, R>> results) {
        windows.advance(bolt.timeField == null ? now : progress.watermark(now), results);
    }

    /** Goes on from where windows were when they were saved. */
    void restore(long saved) {
        windows.restore(saved);
        progress.restore(saved);
    }
}
