// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.metric.api;

/** A count. Not for several threads. */
public class CountMetric implements IMetric {
    private long value;

    public void incr() {
        value++;
    }

    public void incrBy(long incrementBy) {
        value += incrementBy;
    }

    /** The count, a {@link Long}. */
    @Override
    public Object getValueAndReset() {
        long count = value;
        value = 0;
        return count;
    }
}
