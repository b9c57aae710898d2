// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.BlobKeys;
import tempest.cluster.Clock;
import tempest.cluster.ClusterState;
import tempest.cluster.SeenSince;
import tempest.nimbus.blobs.BlobTransfers;
import tempest.nimbus.blobs.UploadFolder;
import tempest.nimbus.blobs.BlobStorage;

/**
 * Removes what was left behind by crashes, broken uploads and lost connections. Called by Nimbus's thread; only a leader touches
 * what others share.
 */
final class CleanUp {
    private static final Logger LOG = LoggerFactory.getLogger(CleanUp.class);

    /** A Nimbus that was away for longer brings deleted blobs back. */
    private static final long MARKS_KEPT_MILLIS = TimeUnit.DAYS.toMillis(30);

    private final NimbusConfig.Retention retention;
    private final BlobStorage blobs;
    private final BlobTransfers transfers;
    private final UploadFolder uploads;
    private final StoredTopologies stored;
    private final Clock clock;
    /** Blobs of topologies that no longer exist, or not yet. */
    private final SeenSince ownerless;

    CleanUp(NimbusConfig.Retention retention, BlobStorage blobs, BlobTransfers transfers, UploadFolder uploads,
            StoredTopologies stored, Clock clock) {
        this.retention = retention;
        this.blobs = blobs;
        this.transfers = transfers;
        this.uploads = uploads;
        this.stored = stored;
        this.clock = clock;
        this.ownerless = new SeenSince(clock);
    }

    /** This computer's own leftovers. */
    void local() {
        transfers.expire();
        try {
            uploads.clean(retention.jarExpirySecs() * 1000L);
        } catch (IOException e) {
            LOG.warn("the folder of uploaded jars was not cleaned: {}", e.toString());
        }
    }

    /**
     * The cluster's leftovers.
     *
     * @param state  as the leader may write it
     * @param living ids of topologies that are alive or about to be
     */
    void shared(ClusterState state, Set<String> living) {
        try {
            Set<String> waiting = new TreeSet<>();
            for (String key : blobs.keys()) {
                String id = BlobKeys.topologyId(key);
                if (id == null || living.contains(id)) {
                    continue;
                }
                if (ownerless.isLongerThan(key, retention.blobDeletionDelayMs())) {
                    LOG.info("removing blob {} of a topology that no longer exists", key);
                    stored.removeBlob(state, key);
                } else {
                    waiting.add(key);
                }
            }
            ownerless.keep(waiting);
        } catch (IOException e) {
            LOG.warn("blobs were not cleaned: {}", e.toString());
        }
        state.deletedBlobs().all().forEach((key, when) -> {
            if (clock.millis() - when > MARKS_KEPT_MILLIS) {
                state.deletedBlobs().remove(key);
            }
        });
        Set<String> ids = new TreeSet<>(state.assignments().keys());
        ids.addAll(state.credentials().keys());
        ids.addAll(state.logConfigs().keys());
        ids.addAll(state.errors().topologies());
        ids.addAll(state.workerEnds().keys());
        ids.addAll(state.deadLetterTopologies());
        ids.removeAll(living);
        for (String id : ids) {
            LOG.info("removing what is left of topology {} in the shared state", id);
            state.removeTopology(id);
        }
    }
}
