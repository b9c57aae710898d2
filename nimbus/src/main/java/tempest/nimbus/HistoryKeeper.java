// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.storm.generated.KeyNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.BlobKeys;
import tempest.cluster.Clock;
import tempest.cluster.ClusterState;
import tempest.cluster.ClusterStateException;
import tempest.cluster.FatalErrorHandler;
import tempest.cluster.Mailbox;
import tempest.nimbus.blobs.BlobStorage;
import tempest.nimbus.metrics.SavedHistory;

/**
 * Keeps the figures of living topologies where the next leader finds them: in a blob each, which other Nimbuses copy as they do a topology's code. What a
 * blob has is merged into what the leader knows, whenever a later one comes, so nothing waits for it. A copy is taken on Nimbus's thread; files are
 * read and written on a thread apart.
 */
final class HistoryKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryKeeper.class);

    private final StoredTopologies stored;
    private final BlobStorage blobs;
    private final Mailbox mailbox;
    private final Clock clock;
    private final FatalErrorHandler fatal;
    private final ExecutorService files = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "nimbus-history");
        thread.setDaemon(true);
        return thread;
    });
    /** The versions that were read or written here, by topology; of the thread of files. */
    private final Map<String, Long> seen = new HashMap<>();
    /** The leadership that {@link #seen} is of. */
    private Leader seenBy;

    HistoryKeeper(StoredTopologies stored, BlobStorage blobs, Mailbox mailbox, Clock clock, FatalErrorHandler fatal) {
        this.stored = stored;
        this.blobs = blobs;
        this.mailbox = mailbox;
        this.clock = clock;
        this.fatal = fatal;
    }

    /** Stores what a leader knows by now. Nimbus's thread; returns before it is stored. */
    void save(Leader leader) {
        for (Topology topology : leader.topologies()) {
            leader.metrics().saved(topology.id, clock.secs()).ifPresent(history -> execute(() -> write(leader, history)));
        }
    }

    /** Merges stored figures that a leader has not seen yet into what it knows. Nimbus's thread; returns before they are read. */
    void load(Leader leader) {
        leader.topologies().forEach(topology -> load(leader, topology.id));
    }

    /** The same of one topology. */
    void load(Leader leader, String id) {
        execute(() -> read(leader, id));
    }

    private void execute(Runnable work) {
        try {
            files.execute(fatal.guard(work));
        } catch (RejectedExecutionException closing) {
            LOG.debug("figures are neither read nor written any more: this Nimbus stops");
        }
    }

    private Map<String, Long> seen(Leader leader) {
        if (seenBy != leader) {
            seen.clear();
            seenBy = leader;
        }
        return seen;
    }

    private void write(Leader leader, SavedHistory history) {
        String id = history.topologyId();
        String key = BlobKeys.history(id);
        ClusterState state = leader.state();
        try {
            if (state.topologies().get(id).isEmpty()) {
                return;
            }
            long version = stored.storeHistory(state, id, history.encode());
            seen(leader).put(id, version);
            if (state.topologies().get(id).isEmpty()) {
                // It ended meanwhile, and its blobs went with it.
                stored.removeBlob(state, key);
            }
        } catch (IOException | ClusterStateException e) {
            LOG.warn("the figures of topology {} are not stored now, so another leader would lack the latest: {}", id, e.getMessage());
        }
    }

    private void read(Leader leader, String id) {
        String key = BlobKeys.history(id);
        try {
            Optional<Long> version = blobs.version(key);
            if (version.isEmpty() || version.get() <= seen(leader).getOrDefault(id, -1L)) {
                return;
            }
            seen(leader).put(id, version.get());
            SavedHistory history = SavedHistory.decode(blobs.bytes(key));
            if (!history.topologyId().equals(id)) {
                throw new IOException("it is that of topology " + history.topologyId());
            }
            mailbox.execute(() -> {
                if (leader.livingOrComing().contains(id)) {
                    leader.metrics().fill(history, clock.secs());
                }
            });
        } catch (KeyNotFoundException gone) {
            LOG.debug("blob {} went meanwhile", key);
        } catch (IOException e) {
            LOG.warn("the figures of topology {} from before this leadership are not shown: blob {}: {}", id, key, e.getMessage());
        }
    }

    /** Waits until what was begun is done, or for so long. */
    void await(long longestSecs) {
        try {
            files.submit(() -> { }).get(longestSecs, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            LOG.warn("the latest figures of topologies are not all stored after {} s", longestSecs);
        } catch (ExecutionException | RejectedExecutionException e) {
            LOG.debug("nothing is written any more", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is under way is given up. */
    @Override
    public void close() {
        files.shutdownNow();
    }
}
