// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.Clock;
import tempest.cluster.ClusterState;
import tempest.cluster.Table;
import tempest.nimbus.blobs.BlobStorage;

/**
 * Waits until a topology that is being submitted would survive the loss of this Nimbus: until two Nimbuses have its blobs, or all that
 * live if there are fewer. Called by RPC threads, which it keeps waiting; it copies nothing itself.
 */
final class Replication {
    private static final Logger LOG = LoggerFactory.getLogger(Replication.class);
    /** Copies of a blob that outlive the loss of any one Nimbus. */
    private static final int SAFE = 2;
    /** Looked at again after so long even if nothing is told. */
    private static final long RECHECK_MILLIS = 1000;

    private final ClusterState state;
    private final BlobStorage blobs;
    private final Clock clock;
    private final int factor;

    /** @param factor on how many Nimbuses a blob is kept at all */
    Replication(ClusterState state, BlobStorage blobs, Clock clock, int factor) {
        this.state = state;
        this.blobs = blobs;
        this.clock = clock;
        this.factor = factor;
    }

    /**
     * Returns once the blobs have as many holders as they need, or the time is up.
     *
     * @param least       so many Nimbuses that live must have them, even if fewer would do
     * @param longestSecs goes on after so long in any case, with a line in the log; -1 waits for as long as it takes
     */
    void await(List<String> keys, int least, int longestSecs) throws InterruptedException, IOException {
        if (missing(keys, least) == null) {
            return;
        }
        long began = clock.nanoTime();
        Semaphore changes = new Semaphore(0);
        try (Table.Watch blobs = state.watchBlobs(key -> changes.release());
             Table.Watch nimbuses = state.nimbuses().watchAll((name, info) -> changes.release())) {
            for (String missing = missing(keys, least); missing != null; missing = missing(keys, least)) {
                long waitedMillis = TimeUnit.NANOSECONDS.toMillis(clock.nanoTime() - began);
                if (longestSecs >= 0 && waitedMillis >= longestSecs * 1000L) {
                    LOG.warn("after {} s, topology.max.replication.wait.time.sec, the submission goes on although {}", longestSecs, missing);
                    return;
                }
                changes.tryAcquire(RECHECK_MILLIS, TimeUnit.MILLISECONDS);
                changes.drainPermits();
            }
        }
    }

    /** What is not enough, in words; null if everything is. */
    private String missing(List<String> keys, int least) throws IOException {
        if (blobs.isShared()) {
            return missingInStore(keys, least);
        }
        Set<String> living = new HashSet<>(state.nimbuses().keys());
        int needed = Math.max(least, Math.min(SAFE, Math.min(factor, living.size())));
        for (String key : keys) {
            Map<String, Long> holders = state.blobHolders(key).all();
            long latest = holders.values().stream().mapToLong(version -> version).max().orElse(-1);
            long have = holders.entrySet().stream().filter(holder -> holder.getValue() == latest && living.contains(holder.getKey())).count();
            // One that runs in this JVM has no jar, and a store of somebody's own keeps no record here.
            if (!holders.isEmpty() && have < needed) {
                return "blob " + key + " is on " + have + " of " + living.size() + " Nimbuses, not on " + needed;
            }
        }
        return null;
    }

    private String missingInStore(List<String> keys, int least) throws IOException {
        for (String key : keys) {
            int have = blobs.exists(key) ? blobs.replication(key) : least;
            if (have < least) {
                return "the blob store has " + have + " copies of blob " + key + ", not " + least;
            }
        }
        return null;
    }
}
