// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.metric.api.rpc;

import org.apache.storm.metric.api.CountMetric;

/** Counts by what the component sends: a number, its string, or null for one. */
public class CountShellMetric extends CountMetric implements IShellMetric {
    /**
     * @throws RuntimeException if the value is neither null nor a number nor the string of a whole number
     */
    @Override
    public void updateMetricFromRPC(Object value) {
        if (value == null) {
            incr();
        } else if (value instanceof Number number) {
            incrBy(number.longValue());
        } else {
            try {
                incrBy(Long.parseLong(value.toString()));
            } catch (NumberFormatException e) {
                throw new RuntimeException("A count takes a whole number, not '" + value + "'", e);
            }
        }
    }
}
