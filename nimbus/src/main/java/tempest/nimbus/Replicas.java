// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tempest.cluster.BlobKeys;
import tempest.cluster.Clock;
import tempest.cluster.ClusterState;

/**
 * How many Nimbuses hold each topology's code. That changes only when a Nimbus comes or goes, and asking takes a round trip each, so an
 * answer serves for a while and few are renewed at once: a list of hundreds of topologies must not ask hundreds of times. Any thread.
 */
final class Replicas {
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int MOST_RENEWED = 20;

    private final ClusterState state;
    private final Clock clock;
    private final Map<String, Count> counts = new HashMap<>();

    private record Count(int replicas, long askedNanos) { }

    Replicas(ClusterState state, Clock clock) {
        this.state = state;
        this.clock = clock;
    }

    /** The number for one topology, at least 1. */
    synchronized int of(String id) {
        Count known = counts.get(id);
        return fresh(known) ? known.replicas : renew(id);
    }

    /** The number for each of all topologies, some of them a little old. */
    synchronized Map<String, Integer> all(Collection<String> ids) {
        counts.keySet().retainAll(ids);
        Map<String, Integer> all = new HashMap<>();
        // A lone Nimbus holds all there is.
        boolean alone = ids.size() > MOST_RENEWED && state.nimbuses().keys().size() <= 1;
        int renewed = 0;
        for (String id : ids) {
            Count known = counts.get(id);
            if (alone) {
                all.put(id, 1);
            } else if (fresh(known) || renewed >= MOST_RENEWED) {
                all.put(id, known == null ? 1 : known.replicas);
            } else {
                renewed++;
                all.put(id, renew(id));
            }
        }
        return all;
    }

    private boolean fresh(Count known) {
        return known != null && clock.nanoTime() - known.askedNanos < FRESH_NANOS;
    }

    private int renew(String id) {
        int replicas = Math.max(1, state.blobHolders(BlobKeys.code(id)).keys().size());
        counts.put(id, new Count(replicas, clock.nanoTime()));
        return replicas;
    }
}
