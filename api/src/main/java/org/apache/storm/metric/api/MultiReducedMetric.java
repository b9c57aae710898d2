// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.metric.api;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A reduced metric for each of several keys. */
public class MultiReducedMetric implements IMetric {
    private final Map<String, ReducedMetric> value = new ConcurrentHashMap<>();
    private final IReducer reducer;

    public MultiReducedMetric(IReducer reducer) {
        this.reducer = reducer;
    }

    /** The metric of a key, made if it is new. */
    public ReducedMetric scope(String key) {
        return value.computeIfAbsent(key, k -> new ReducedMetric(reducer));
    }

    /** The results by key, without those that have none. */
    @Override
    public Map<String, Object> getValueAndReset() {
        Map<String, Object> results = new HashMap<>();
        value.forEach((key, metric) -> {
            Object result = metric.getValueAndReset();
            if (result != null) {
                results.put(key, result);
            }
        });
        return results;
    }
}
