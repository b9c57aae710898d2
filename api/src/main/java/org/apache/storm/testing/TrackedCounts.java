// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.testing;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.storm.utils.RegisteredGlobalState;

/**
 * The counts of one tracked cluster, kept for the JVM by its id: {@code spout-emitted}, {@code transferred} and {@code processed}.
 * Whatever was transferred and is not yet processed is on its way.
 */
public final class TrackedCounts {
    public static final String SPOUT_EMITTED = "spout-emitted";
    public static final String TRANSFERRED = "transferred";
    public static final String PROCESSED = "processed";

    private TrackedCounts() {
    }

    /** Fresh counters for the cluster {@code id}, in the form that {@code Testing.globalAmt} reads. */
    public static Map<String, AtomicInteger> counters() {
        Map<String, AtomicInteger> counters = new ConcurrentHashMap<>();
        List.of(SPOUT_EMITTED, TRANSFERRED, PROCESSED).forEach(name -> counters.put(name, new AtomicInteger()));
        return counters;
    }

    /** Adds to a counter; a cluster whose counters are gone is not counted. */
    static void add(String id, String name, int by) {
        @SuppressWarnings("unchecked")
        Map<String, AtomicInteger> counters = (Map<String, AtomicInteger>) RegisteredGlobalState.getState(id);
        if (counters != null) {
            counters.get(name).addAndGet(by);
        }
    }
}
