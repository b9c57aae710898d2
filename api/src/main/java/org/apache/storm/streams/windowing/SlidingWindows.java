// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.streams.windowing;

import java.util.Objects;
import org.apache.storm.topology.base.BaseWindowedBolt.Count;
import org.apache.storm.topology.base.BaseWindowedBolt.Duration;

/** Windows that may overlap: each ends an interval after the last. */
public class SlidingWindows<L, I> extends BaseWindow<L, I> {
    private static final long serialVersionUID = 1L;

    private final L windowLength;
    private final I slidingInterval;

    private SlidingWindows(L windowLength, I slidingInterval) {
        this.windowLength = windowLength;
        this.slidingInterval = slidingInterval;
    }

    public static SlidingWindows<Count, Count> of(Count windowLength, Count slidingInterval) {
        return new SlidingWindows<>(windowLength, slidingInterval);
    }

    public static SlidingWindows<Duration, Duration> of(Duration windowLength, Duration slidingInterval) {
        return new SlidingWindows<>(windowLength, slidingInterval);
    }

    public static SlidingWindows<Count, Duration> of(Count windowLength, Duration slidingInterval) {
        return new SlidingWindows<>(windowLength, slidingInterval);
    }

    public static SlidingWindows<Duration, Count> of(Duration windowLength, Count slidingInterval) {
        return new SlidingWindows<>(windowLength, slidingInterval);
    }

    @Override
    public L getWindowLength() {
        return windowLength;
    }

    @Override
    public I getSlidingInterval() {
        return slidingInterval;
    }

    /** Takes a tuple's time, in milliseconds, from a field. */
    public SlidingWindows<L, I> withTimestampField(String fieldName) {
        timestampField = fieldName;
        return this;
    }

    /** Emits tuples that come too late to a stream. */
    public SlidingWindows<L, I> withLateTupleStream(String streamId) {
        lateTupleStream = streamId;
        return this;
    }

    /** How late tuples may come, by their field. */
    public SlidingWindows<L, I> withLag(Duration duration) {
        lag = duration;
        return this;
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other) && other instanceof SlidingWindows<?, ?> that && Objects.equals(windowLength, that.windowLength)
            && Objects.equals(slidingInterval, that.slidingInterval);
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), windowLength, slidingInterval);
    }
}
