// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.storm.generated.KeyAlreadyExistsException;
import org.apache.storm.generated.KeyNotFoundException;
import org.apache.storm.generated.SettableBlobMeta;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.BlobKeys;
import tempest.cluster.Clock;
import tempest.cluster.ClusterState;
import tempest.cluster.ClusterStateException;
import tempest.cluster.HostPort;
import tempest.cluster.ThriftCodec;
import tempest.nimbus.blobs.BlobStorage;

/** Topologies' code, configuration and jars as blobs, and the word in the shared state that this Nimbus has them. Any thread. */
final class StoredTopologies {
    private static final Logger LOG = LoggerFactory.getLogger(StoredTopologies.class);

    private static final ThriftCodec<StormTopology> CODE = new ThriftCodec<>(StormTopology::new);

    private final BlobStorage blobs;
    private final ClusterState state;
    private final HostPort self;
    private final Clock clock;
    private final int replicationFactor;

    /** @param replicationFactor on how many Nimbuses blobs are kept */
    StoredTopologies(BlobStorage blobs, ClusterState state, HostPort self, Clock clock, int replicationFactor) {
        this.blobs = blobs;
        this.state = state;
        this.self = self;
        this.clock = clock;
        this.replicationFactor = replicationFactor;
    }

    int replicationFactor() {
        return replicationFactor;
    }

    /**
     * Stores a topology's blobs, or none.
     *
     * @param jar the uploaded jar, which is moved; null for a topology that runs in this JVM
     */
    void store(String id, Path jar, Submission submission) throws IOException, KeyAlreadyExistsException {
        SettableBlobMeta meta = meta();
        try {
            if (jar != null) {
                hold(BlobKeys.jar(id), blobs.adopt(BlobKeys.jar(id), jar, meta));
            }
            storeCode(id, submission.topology());
            storeConf(id, submission.conf());
        } catch (IOException | KeyAlreadyExistsException | RuntimeException e) {
            keys(id).forEach(this::removeHere);
            throw e;
        }
    }

    void storeConf(String id, Map<String, Object> conf) throws IOException {
        hold(BlobKeys.conf(id), blobs.put(BlobKeys.conf(id), Utils.toCompressedJsonConf(conf), meta()));
    }

    void storeCode(String id, StormTopology topology) throws IOException {
        hold(BlobKeys.code(id), blobs.put(BlobKeys.code(id), CODE.encode(topology), meta()));
    }

    /**
     * Stores the figures of a topology's past; returns the version.
     *
     * @param leading the state as the leader may write it: where that refuses, nothing is stored
     */
    long storeHistory(ClusterState leading, String id, byte[] bytes) throws IOException {
        String key = BlobKeys.history(id);
        Optional<Long> before = blobs.version(key);
        if (before.isPresent()) {
            // Refused where another leads, whose copy this one may be.
            leading.blobHolders(key).put(self.toString(), before.get());
        }
        long version = blobs.put(key, bytes, meta());
        try {
            leading.blobHolders(key).put(self.toString(), version);
        } catch (RuntimeException e) {
            removeHere(key);
            throw e;
        }
        return version;
    }

    /** Says that this Nimbus has a version of a blob. */
    void hold(String key, long version) {
        state.blobHolders(key).put(self.toString(), version);
    }

    Map<String, Object> conf(String id) throws IOException, KeyNotFoundException {
        return Utils.fromCompressedJsonConf(blobs.bytes(BlobKeys.conf(id)));
    }

    /** The topology as the user made it. */
    StormTopology code(String id) throws IOException, KeyNotFoundException {
        byte[] bytes = blobs.bytes(BlobKeys.code(id));
        try {
            return CODE.decode(bytes);
        } catch (IOException e) {
            throw new IOException("blob " + BlobKeys.code(id) + " is corrupt; kill the topology and submit it again (" + e.getMessage() + ")", e);
        }
    }

    /** What a topology is made of. */
    record Definition(Map<String, Object> conf, StormTopology code) {
    }

    /**
     * Reads a topology's code and configuration and sees that its jar is here.
     *
     * @throws IOException with one line that says which blob is missing or damaged, and who is known to have it
     */
    Definition load(String id) throws IOException {
        String key = BlobKeys.conf(id);
        try {
            Map<String, Object> conf = conf(id);
            key = BlobKeys.code(id);
            StormTopology code = code(id);
            key = BlobKeys.jar(id);
            if (!blobs.exists(key) && !state.blobHolders(key).keys().isEmpty()) {
                // One that runs in this JVM has no jar, and nobody holds one.
                throw new KeyNotFoundException(key);
            }
            return new Definition(conf, code);
        } catch (KeyNotFoundException e) {
            List<String> others = new ArrayList<>(state.blobHolders(key).keys());
            others.remove(self.toString());
            throw new IOException("blob " + key + " is not on Nimbus " + self + (others.isEmpty() ? " and no other Nimbus is known to have it"
                : "; it comes back with Nimbus " + String.join(" or ", others)), e);
        } catch (IllegalArgumentException | IOException e) {
            throw new IOException("blob " + key + " on Nimbus " + self + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Of the blobs without which it cannot run. */
    static List<String> keys(String id) {
        return List.of(BlobKeys.jar(id), BlobKeys.code(id), BlobKeys.conf(id));
    }

    /** Removes a topology's blobs, as {@link #removeBlob}. */
    void discard(ClusterState leading, String id) {
        keys(id).forEach(key -> removeBlob(leading, key));
        removeBlob(leading, BlobKeys.history(id));
    }

    /**
     * Removes a blob; what cannot be removed now, the next clean-up will.
     *
     * @param leading the state as the leader who decides this may write it: where that refuses, no file is touched
     */
    void removeBlob(ClusterState leading, String key) {
        try {
            markDeleted(leading, key);
            leading.removeBlob(key);
        } catch (ClusterStateException e) {
            LOG.warn("blob {} is left for the next clean-up: {}", key, e.toString());
            return;
        }
        removeHere(key);
        try {
            // The mirror may have announced the copy here once more before it was gone.
            leading.removeBlob(key);
        } catch (ClusterStateException e) {
            LOG.warn("blob {} is left for the next clean-up: {}", key, e.toString());
        }
    }

    /** Writes down that a blob was deleted by will. A topology's need no such mark: it has ended once the shared state lacks it. */
    void markDeleted(ClusterState leading, String key) {
        if (BlobKeys.topologyId(key) == null) {
            leading.deletedBlobs().put(key, clock.millis());
        }
    }

    private void removeHere(String key) {
        try {
            blobs.remove(key);
        } catch (IOException | RuntimeException e) {
            LOG.warn("blob {} is left for the next clean-up: {}", key, e.toString());
        }
    }

    private SettableBlobMeta meta() {
        SettableBlobMeta meta = new SettableBlobMeta(new ArrayList<>());
        meta.set_replication_factor(replicationFactor);
        return meta;
    }
}
