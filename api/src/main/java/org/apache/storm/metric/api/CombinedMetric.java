// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.metric.api;

/** A metric that combines the values it is updated with. */
public class CombinedMetric implements IMetric {
    private final ICombiner combiner;
    private Object value;

    public CombinedMetric(ICombiner combiner) {
        this.combiner = combiner;
        this.value = combiner.identity();
    }

    @SuppressWarnings("unchecked")
    public void update(Object value) {
        this.value = combiner.combine(this.value, value);
    }

    @Override
    public Object getValueAndReset() {
        Object combined = value;
        value = combiner.identity();
        return combined;
    }
}
