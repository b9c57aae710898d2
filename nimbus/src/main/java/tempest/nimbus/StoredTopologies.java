// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.storm.generated.KeyAlreadyExistsException;
import org.apache.storm.generated.KeyNotFoundException;
import org.apache.storm.generated.SettableBlobMeta;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.BlobKeys;
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

    StoredTopologies(BlobStorage blobs, ClusterState state, HostPort self) {
        this.blobs = blobs;
        this.state = state;
        this.self = self;
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

    private static List<String> keys(String id) {
        return List.of(BlobKeys.jar(id), BlobKeys.code(id), BlobKeys.conf(id));
    }

    /** Removes a topology's blobs, as {@link #removeBlob}. */
    void discard(ClusterState leading, String id) {
        keys(id).forEach(key -> removeBlob(leading, key));
    }

    /**
     * Removes a blob; what cannot be removed now, the next clean-up will.
     *
     * @param leading the state as the leader who decides this may write it: where that refuses, no file is touched
     */
    void removeBlob(ClusterState leading, String key) {
        try {
            leading.removeBlob(key);
        } catch (ClusterStateException e) {
            LOG.warn("blob {} is left for the next clean-up: {}", key, e.toString());
            return;
        }
        removeHere(key);
    }

    private void removeHere(String key) {
        try {
            blobs.remove(key);
        } catch (IOException | RuntimeException e) {
            LOG.warn("blob {} is left for the next clean-up: {}", key, e.toString());
        }
    }

    private static SettableBlobMeta meta() {
        SettableBlobMeta meta = new SettableBlobMeta(new ArrayList<>());
        meta.set_replication_factor(1);
        return meta;
    }
}
