// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.streams.windowing;

import java.util.Objects;
import org.apache.storm.topology.base.BaseWindowedBolt.Count;
import org.apache.storm.topology.base.BaseWindowedBolt.Duration;

/** Windows one after the other. */
public class TumblingWindows<L> extends BaseWindow<L, L> {
    private static final long serialVersionUID = 1L;

    private final L windowLength;

    private TumblingWindows(L windowLength) {
        this.windowLength = windowLength;
    }

    public static TumblingWindows<Count> of(Count windowLength) {
        return new TumblingWindows<>(windowLength);
    }

    public static TumblingWindows<Duration> of(Duration windowLength) {
        return new TumblingWindows<>(windowLength);
    }

    @Override
    public L getWindowLength() {
        return windowLength;
    }

    @Override
    public L getSlidingInterval() {
        return windowLength;
    }

    /** Takes a tuple's time, in milliseconds, from a field. */
    public TumblingWindows<L> withTimestampField(String fieldName) {
        timestampField = fieldName;
        return this;
    }

    /** Emits tuples that come too late to a stream. */
    public TumblingWindows<L> withLateTupleStream(String streamId) {
        lateTupleStream = streamId;
        return this;
    }

    /** How late tuples may come, by their field. */
    public TumblingWindows<L> withLag(Duration duration) {
        lag = duration;
        return this;
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other) && other instanceof TumblingWindows<?> that && Objects.equals(windowLength, that.windowLength);
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), windowLength);
    }
}
