// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.streams.windowing;

import java.util.Objects;
import org.apache.storm.topology.base.BaseWindowedBolt.Duration;

/** What all windows have. */
public abstract class BaseWindow<L, I> implements Window<L, I> {
    private static final long serialVersionUID = 1L;

    protected String timestampField;
    protected String lateTupleStream;
    protected Duration lag;

    public BaseWindow() {
    }

    @Override
    public String getTimestampField() {
        return timestampField;
    }

    @Override
    public String getLateTupleStream() {
        return lateTupleStream;
    }

    @Override
    public Duration getLag() {
        return lag;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof BaseWindow<?, ?> that && getClass() == that.getClass()
            && Objects.equals(timestampField, that.timestampField) && Objects.equals(lateTupleStream, that.lateTupleStream) && Objects.equals(lag, that.lag);
    }

    @Override
    public int hashCode() {
        return Objects.hash(timestampField, lateTupleStream, lag);
    }
}
