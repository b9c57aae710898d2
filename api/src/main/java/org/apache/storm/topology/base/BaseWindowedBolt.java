// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology.base;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.storm.Config;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.IWindowedBolt;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.TupleFieldTimestampExtractor;
import org.apache.storm.windowing.TimestampExtractor;

/** A windowed bolt whose window is set by {@code with...} methods. */
public abstract class BaseWindowedBolt implements IWindowedBolt {
    private static final long serialVersionUID = 6077094897680240951L;

    protected final transient Map<String, Object> windowConfiguration;
    protected TimestampExtractor timestampExtractor;

    protected BaseWindowedBolt() {
        windowConfiguration = new HashMap<>();
    }

    private BaseWindowedBolt window(String lengthKey, int length, String slidingKey, int sliding) {
        if (length <= 0) {
            throw new IllegalArgumentException("Window length must be positive, but is " + length);
        }
        if (sliding <= 0) {
            throw new IllegalArgumentException("Sliding interval must be positive, but is " + sliding);
        }
        windowConfiguration.put(lengthKey, length);
        windowConfiguration.put(slidingKey, sliding);
        return this;
    }

    /** A window of the last tuples, processed every so many tuples. */
    public BaseWindowedBolt withWindow(Count windowLength, Count slidingInterval) {
        return window(Config.TOPOLOGY_BOLTS_WINDOW_LENGTH_COUNT, windowLength.value,
            Config.TOPOLOGY_BOLTS_SLIDING_INTERVAL_COUNT, slidingInterval.value);
    }

    /** A window of the last tuples, processed at intervals of time. */
    public BaseWindowedBolt withWindow(Count windowLength, Duration slidingInterval) {
        return window(Config.TOPOLOGY_BOLTS_WINDOW_LENGTH_COUNT, windowLength.value,
            Config.TOPOLOGY_BOLTS_SLIDING_INTERVAL_DURATION_MS, slidingInterval.value);
    }

    /** A window of time, processed every so many tuples. */
    public BaseWindowedBolt withWindow(Duration windowLength, Count slidingInterval) {
        return window(Config.TOPOLOGY_BOLTS_WINDOW_LENGTH_DURATION_MS, windowLength.value,
            Config.TOPOLOGY_BOLTS_SLIDING_INTERVAL_COUNT, slidingInterval.value);
    }

    /** A window of time, processed at intervals of time. */
    public BaseWindowedBolt withWindow(Duration windowLength, Duration slidingInterval) {
        return window(Config.TOPOLOGY_BOLTS_WINDOW_LENGTH_DURATION_MS, windowLength.value,
            Config.TOPOLOGY_BOLTS_SLIDING_INTERVAL_DURATION_MS, slidingInterval.value);
    }

    /** A window of the last tuples, processed at every tuple. */
    public BaseWindowedBolt withWindow(Count windowLength) {
        return withWindow(windowLength, new Count(1));
    }

    /** A window of time, processed at every tuple. */
    public BaseWindowedBolt withWindow(Duration windowLength) {
        return withWindow(windowLength, new Count(1));
    }

    /** Windows of so many tuples that do not overlap. */
    public BaseWindowedBolt withTumblingWindow(Count count) {
        return withWindow(count, count);
    }

    /** Windows of time that do not overlap. */
    public BaseWindowedBolt withTumblingWindow(Duration duration) {
        return withWindow(duration, duration);
    }

    /** Goes by the time in a field of the tuples, in milliseconds since the epoch, not by the time they arrive. */
    public BaseWindowedBolt withTimestampField(String fieldName) {
        return withTimestampExtractor(TupleFieldTimestampExtractor.of(fieldName));
    }

    /**
     * Goes by the time that the extractor finds in the tuples, not by the time they arrive.
     *
     * @throws IllegalArgumentException if there is a timestamp field or extractor already
     */
    public BaseWindowedBolt withTimestampExtractor(TimestampExtractor timestampExtractor) {
        if (this.timestampExtractor != null) {
            throw new IllegalArgumentException("Window is already configured with a timestamp extractor: " + this.timestampExtractor);
        }
        this.timestampExtractor = timestampExtractor;
        return this;
    }

    @Override
    public TimestampExtractor getTimestampExtractor() {
        return timestampExtractor;
    }

    /**
     * Emits tuples that come too late for any window on a stream of their own, instead of dropping them.
     *
     * @throws IllegalArgumentException if {@code streamId} is null
     */
    public BaseWindowedBolt withLateTupleStream(String streamId) {
        if (streamId == null) {
            throw new IllegalArgumentException("Cannot set late tuple stream id to null");
        }
        windowConfiguration.put(Config.TOPOLOGY_BOLTS_LATE_TUPLE_STREAM, streamId);
        return this;
    }

    /** How much later than others a tuple may come. */
    public BaseWindowedBolt withLag(Duration duration) {
        windowConfiguration.put(Config.TOPOLOGY_BOLTS_TUPLE_TIMESTAMP_MAX_LAG_MS, duration.value);
        return this;
    }

    /** How often it is looked whether a window of event time is complete. */
    public BaseWindowedBolt withWatermarkInterval(Duration interval) {
        windowConfiguration.put(Config.TOPOLOGY_BOLTS_WATERMARK_EVENT_INTERVAL_MS, interval.value);
        return this;
    }

    @Override
    public void prepare(Map<String, Object> topoConf, TopologyContext context, OutputCollector collector) {
    }

    @Override
    public void cleanup() {
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
    }

    @Override
    public Map<String, Object> getComponentConfiguration() {
        return windowConfiguration;
    }

    /** A number of tuples. */
    public static class Count implements Serializable {
        private static final long serialVersionUID = 4483498403274129704L;

        public final int value;

        public Count(int value) {
            this.value = value;
        }

        public static Count of(int value) {
            return new Count(value);
        }

        @Override
        public boolean equals(Object other) {
            return other != null && other.getClass() == getClass() && ((Count) other).value == value;
        }

        @Override
        public int hashCode() {
            return value;
        }

        @Override
        public String toString() {
            return "Count{value=" + value + "}";
        }
    }

    /** A length of time. */
    public static class Duration implements Serializable {
        private static final long serialVersionUID = -8470903114262247328L;

        /** In milliseconds. */
        public final int value;

        /**
         * @throws IllegalArgumentException if it is negative or longer than 2^31 - 1 ms
         */
        public Duration(int value, TimeUnit timeUnit) {
            if (value < 0) {
                throw new IllegalArgumentException("Duration cannot be negative, but is " + value + " " + timeUnit);
            }
            long millis = timeUnit.toMillis(value);
            if (millis > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("Duration of " + value + " " + timeUnit + " is more than " + Integer.MAX_VALUE + " ms");
            }
            this.value = (int) millis;
        }

        /** Milliseconds. */
        public static Duration of(int milliseconds) {
            return new Duration(milliseconds, TimeUnit.MILLISECONDS);
        }

        public static Duration days(int days) {
            return new Duration(days, TimeUnit.DAYS);
        }

        public static Duration hours(int hours) {
            return new Duration(hours, TimeUnit.HOURS);
        }

        public static Duration minutes(int minutes) {
            return new Duration(minutes, TimeUnit.MINUTES);
        }

        public static Duration seconds(int seconds) {
            return new Duration(seconds, TimeUnit.SECONDS);
        }

        @Override
        public boolean equals(Object other) {
            return other != null && other.getClass() == getClass() && ((Duration) other).value == value;
        }

        @Override
        public int hashCode() {
            return value;
        }

        @Override
        public String toString() {
            return "Duration{value=" + value + "}";
        }
    }
}
