// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.state;

import org.apache.storm.trident.operation.CombinerAggregator;

/**
 * Combines the stored value with a batch's. A small number that was stored as JSON comes back as an Integer; it is made a Long again for an
 * aggregator of Longs, as Count is one.
 */
@SuppressWarnings({"rawtypes", "unchecked"})
public class CombinerValueUpdater implements ValueUpdater<Object> {
    Object arg;
    CombinerAggregator agg;

    public CombinerValueUpdater(CombinerAggregator agg, Object arg) {
        this.agg = agg;
        this.arg = arg;
    }

    @Override
    public Object update(Object stored) {
        return stored == null ? arg : agg.combine(arg instanceof Long && stored instanceof Integer small ? Long.valueOf(small) : stored, arg);
    }

    public Object getArg() {
        return arg;
    }

    public CombinerAggregator getAgg() {
        return agg;
    }
}
