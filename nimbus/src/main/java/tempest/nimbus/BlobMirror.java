// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.storm.thrift.TException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.BlobKeys;
import tempest.cluster.Clock;
import tempest.cluster.ClusterState;
import tempest.cluster.ClusterStateException;
import tempest.cluster.FatalErrorHandler;
import tempest.cluster.HostPort;
import tempest.cluster.SeenSince;
import tempest.cluster.Table;
import tempest.nimbus.blobs.BlobStorage;

/**
 * Brings blobs that other Nimbuses hold to this one, as soon as the shared state tells of them: to a standby as many as it should have, to
 * a leader whatever it lacks. It drops a copy only for a reason that is written down, a blob's deletion or a topology's end, and never
 * because others lack it. Runs on a thread of its own.
 */
final class BlobMirror implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BlobMirror.class);

    private final ClusterState state;
    private final BlobStorage blobs;
    private final StoredTopologies stored;
    private final Peers peers;
    private final HostPort self;
    private final long deletionDelayMillis;
    /** Blobs of topologies that no longer exist, or not yet. */
    private final SeenSince ownerless;
    private final FatalErrorHandler fatal;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "nimbus-blob-mirror");
        thread.setDaemon(true);
        return thread;
    });
    /** Keys to be looked at, so that many changes of one blob make one look. */
    private final Set<String> changed = ConcurrentHashMap.newKeySet();
    private volatile BooleanSupplier leading = () -> false;
    private volatile Consumer<String> arrived = key -> { };
    private volatile Table.Watch watch;

    /** Where blobs come from. */
    interface Peers extends AutoCloseable {
        /** Copies a blob of another Nimbus into an upload; returns its version. */
        long copy(HostPort from, String key, BlobStorage into) throws Exception;

        @Override
        void close();
    }

    /** @param deletionDelayMillis for how long a blob must have been without a topology to be dropped: its topology may be about to come */
    BlobMirror(ClusterState state, BlobStorage blobs, StoredTopologies stored, Peers peers, HostPort self, Clock clock, long deletionDelayMillis,
               FatalErrorHandler fatal) {
        this.state = state;
        this.blobs = blobs;
        this.stored = stored;
        this.peers = peers;
        this.self = self;
        this.ownerless = new SeenSince(clock);
        this.deletionDelayMillis = deletionDelayMillis;
        this.fatal = fatal;
    }

    /**
     * Begins.
     *
     * @param everySecs how often everything is looked at, whatever the shared state tells
     * @param leads     whether this Nimbus leads
     * @param arrival   called with the key of each blob that has come
     */
    void start(int everySecs, BooleanSupplier leads, Consumer<String> arrival) {
        leading = leads;
        arrived = arrival;
        executor.scheduleWithFixedDelay(fatal.guard(this::lookAtAll), everySecs, everySecs, TimeUnit.SECONDS);
        watch = state.watchBlobs(key -> {
            if (key.isEmpty()) {
                execute(this::lookAtAll);
            } else if (changed.add(key.get())) {
                execute(this::lookAtChanged);
            }
        });
    }

    /** Looks at everything as soon as possible: what is wanted here may have changed. Any thread. */
    void lookSoon() {
        if (watch != null) {
            execute(this::lookAtAll);
        }
    }

    private void execute(Runnable work) {
        try {
            executor.execute(fatal.guard(work));
        } catch (RejectedExecutionException closing) {
            // Nothing is copied any more.
            return;
        }
    }

    private void lookAtChanged() {
        for (String key : List.copyOf(changed)) {
            changed.remove(key);
            look(key);
        }
    }

    /** Looks at every blob that is held somewhere or here. */
    void lookAtAll() {
        try {
            Set<String> keys = new TreeSet<>(state.heldBlobs());
            keys.addAll(blobs.keys());
            keys.forEach(this::look);
            ownerless.keep(keys);
        } catch (IOException | ClusterStateException e) {
            LOG.warn("blobs are not compared with other Nimbuses' now: {}", e.toString());
        }
    }

    private void look(String key) {
        try {
            Map<String, Long> holders = state.blobHolders(key).all();
            Optional<Long> own = blobs.version(key);
            long latest = holders.values().stream().mapToLong(version -> version).max().orElse(-1);
            if (own.isPresent() && own.get() >= latest) {
                keepOrDrop(key, own.get(), holders);
            } else if (latest >= 0 && isWanted(key, own, latest, holders)) {
                fetch(key, latest, holders);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("blob {} is not compared with other Nimbuses' now: {}", key, e.toString());
        }
    }

    /** What is here is the latest there is. */
    private void keepOrDrop(String key, long own, Map<String, Long> holders) throws IOException {
        if (holders.getOrDefault(self.toString(), -1L) == own) {
            return;
        }
        if (isGone(key, own)) {
            LOG.info("dropping the copy of blob {}, which was deleted", key);
            blobs.remove(key);
            state.blobHolders(key).remove(self.toString());
        } else {
            stored.hold(key, own);
            if (blobs.version(key).isEmpty()) {
                // It was removed meanwhile, by one who looks for this announcement only until then.
                state.blobHolders(key).remove(self.toString());
                if (state.blobHolders(key).all().isEmpty()) {
                    state.removeBlob(key);
                }
            }
        }
    }

    /** Whether it is written down that nobody needs a blob any more. */
    private boolean isGone(String key, long version) {
        String topology = BlobKeys.topologyId(key);
        if (topology != null) {
            if (state.topologies().get(topology).isPresent()) {
                ownerless.forget(key);
                return false;
            }
            // Kept of a topology as it ends, so it is not one whose blobs come first. Without this each Nimbus gives the other back what that has just removed.
            return state.endedTopologies().keys().contains(topology) || ownerless.isLongerThan(key, deletionDelayMillis);
        }
        return state.deletedBlobs().get(key).map(when -> version <= when).orElse(false);
    }

    private boolean isWanted(String key, Optional<Long> own, long latest, Map<String, Long> holders) {
        if (isGone(key, latest)) {
            return false;
        }
        if (own.isPresent() || leading.getAsBoolean()) {
            return true;
        }
        Set<String> others = new HashSet<>(state.nimbuses().keys());
        others.remove(self.toString());
        others.retainAll(holders.keySet());
        return others.size() < stored.replicationFactor();
    }

    /** Asks those first that are announced: another may be gone for good. */
    private void fetch(String key, long latest, Map<String, Long> holders) throws Exception {
        Set<String> present = new HashSet<>(state.nimbuses().keys());
        List<String> sources = new ArrayList<>();
        holders.forEach((holder, version) -> {
            if (version == latest && !holder.equals(self.toString())) {
                sources.add(present.contains(holder) ? 0 : sources.size(), holder);
            }
        });
        for (String source : sources) {
            try {
                long version = peers.copy(HostPort.parse(source), key, blobs);
                stored.hold(key, version);
                LOG.info("blob {} copied from Nimbus {}", key, source);
                arrived.accept(key);
                return;
            } catch (IOException | TException e) {
                LOG.warn("blob {} was not copied from Nimbus {}: {}", key, source, e.toString());
            }
        }
    }

    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
        executor.shutdownNow();
        peers.close();
    }
}
