// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.stats;

import tempest.cluster.metrics.LatencyBuckets;

/**
 * Latencies of sampled tuples, counted by bucket. Written by the emitter that owns it and published once per round, like the counters;
 * readers may be a round behind. It uses no memory before the first latency.
 */
public final class LatencyCounts {
    private long[] counts;

    public void record(long latency) {
        if (counts == null) {
            counts = new long[LatencyBuckets.COUNT];
        }
        counts[LatencyBuckets.index(latency)]++;
    }

    /** Adds counts that another thread may be increasing at this moment; allocates the sum if there is something to add. */
    public long[] addTo(long[] sum) {
        long[] seen = counts;
        if (seen == null) {
            return sum;
        }
        long[] added = sum == null ? new long[LatencyBuckets.COUNT] : sum;
        for (int i = 0; i < seen.length; i++) {
            added[i] += seen[i];
        }
        return added;
    }
}
