// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.metric.api;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A count for each of several keys. */
public class MultiCountMetric implements IMetric {
    private final Map<String, CountMetric> value = new ConcurrentHashMap<>();

    /** The count of a key, made if it is new. */
    public CountMetric scope(String key) {
        return value.computeIfAbsent(key, k -> new CountMetric());
    }

    @Override
    public Map<String, Object> getValueAndReset() {
        Map<String, Object> counts = new HashMap<>();
        value.forEach((key, count) -> counts.put(key, count.getValueAndReset()));
        return counts;
    }
}
