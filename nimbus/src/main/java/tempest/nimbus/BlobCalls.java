// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.BeginDownloadResult;
import org.apache.storm.generated.IllegalStateException;
import org.apache.storm.generated.KeyNotFoundException;
import org.apache.storm.generated.ListBlobsResult;
import org.apache.storm.generated.ReadableBlobMeta;
import org.apache.storm.generated.SettableBlobMeta;
import org.apache.storm.security.auth.ReqContext;
import org.apache.storm.thrift.TException;
import tempest.cluster.BlobKeys;
import tempest.cluster.ClusterState;
import tempest.nimbus.blobs.BlobTransfers;
import tempest.nimbus.blobs.UploadFolder;
import tempest.nimbus.blobs.BlobStorage;

/** Calls about files and blobs. Called by RPC threads; data never passes through Nimbus's own thread. */
final class BlobCalls {
    private static final String UPLOAD = "fileUpload";
    private static final String DOWNLOAD = "fileDownload";

    private final RpcGate gate;
    private final ClusterState state;
    private final StoredTopologies stored;
    private final BlobStorage store;
    private final BlobTransfers transfers;
    private final UploadFolder uploads;

    BlobCalls(RpcGate gate, ClusterState state, StoredTopologies stored, BlobStorage store, BlobTransfers transfers, UploadFolder uploads) {
        this.gate = gate;
        this.state = state;
        this.stored = stored;
        this.store = store;
        this.transfers = transfers;
        this.uploads = uploads;
    }

    /** Only the leader's blobs are sure to be the latest. */
    private void assertLeading() throws TException {
        gate.leading(leader -> { });
    }

    /** A Nimbus that does not lead tells of a blob that it has in the latest version there is: others copy it from here. */
    private void assertLatest(String key) throws TException {
        Optional<Long> own = RpcGate.answer(() -> store.version(key));
        if (own.isEmpty() || RpcGate.answer(() -> state.blobHolders(key).all()).values().stream().anyMatch(version -> version > own.get())) {
            assertLeading();
        }
    }

    String beginFileUpload() throws TException {
        gate.permit(ReqContext.context(), UPLOAD, Map.of());
        assertLeading();
        return RpcGate.answer(uploads::begin);
    }

    void uploadChunk(String location, ByteBuffer chunk) throws TException {
        gate.permit(ReqContext.context(), UPLOAD, Map.of());
        byte[] bytes = new byte[chunk.remaining()];
        chunk.get(bytes);
        RpcGate.run(() -> uploads.write(location, bytes, 0, bytes.length));
    }

    void finishFileUpload(String location) throws TException {
        gate.permit(ReqContext.context(), UPLOAD, Map.of());
        RpcGate.run(() -> uploads.finish(location));
    }

    /** What Nimbuses keep for each other under names of their own is written by nobody else, or a list would hide a user's blob. */
    private static void assertUsers(String key) throws AuthorizationException {
        if (BlobKeys.isHistory(key)) {
            throw new AuthorizationException("blob '" + key + "' cannot be written: names that end like this are Nimbus's own; choose another");
        }
    }

    String beginCreate(String key, SettableBlobMeta meta) throws TException {
        gate.permit(ReqContext.context(), UPLOAD, Map.of());
        assertUsers(key);
        assertLeading();
        return RpcGate.answer(() -> transfers.beginCreate(key, meta, gate.user()));
    }

    String beginUpdate(String key) throws TException {
        String user = gate.named(UPLOAD);
        assertUsers(key);
        assertLeading();
        return RpcGate.answer(() -> transfers.beginUpdate(key, user));
    }

    void upload(String session, ByteBuffer chunk) throws TException {
        gate.named(UPLOAD);
        RpcGate.run(() -> transfers.upload(session, chunk));
    }

    void finish(String session) throws TException {
        gate.named(UPLOAD);
        RpcGate.run(() -> {
            String key = transfers.finishUpload(session);
            // It may have been deleted before, at a time that other clocks count as later.
            gate.leading(leader -> leader.state().deletedBlobs().remove(key));
            hold(key);
        });
    }

    void cancel(String session) throws TException {
        gate.named(UPLOAD);
        RpcGate.run(() -> transfers.cancelUpload(session));
    }

    ReadableBlobMeta meta(String key) throws TException {
        String user = gate.named(DOWNLOAD);
        assertLatest(key);
        return RpcGate.answer(() -> store.meta(key, user));
    }

    void setMeta(String key, SettableBlobMeta meta) throws TException {
        String user = gate.named(UPLOAD);
        assertUsers(key);
        assertLeading();
        RpcGate.run(() -> store.setMeta(key, meta, user));
    }

    BeginDownloadResult beginDownload(String key) throws TException {
        String user = gate.named(DOWNLOAD);
        assertLatest(key);
        return RpcGate.answer(() -> transfers.beginDownload(key, user));
    }

    ByteBuffer download(String session) throws TException {
        gate.named(DOWNLOAD);
        return RpcGate.answer(() -> transfers.download(session));
    }

    void delete(String key) throws TException {
        String user = gate.named(UPLOAD);
        String owner = BlobKeys.topologyId(key);
        boolean inUse = owner != null && gate.lead(leader -> leader.livingOrComing().contains(owner));
        if (inUse) {
            throw new IllegalStateException("blob '" + key + "' belongs to a living topology; kill " + owner + " first");
        }
        ClusterState leading = gate.lead(Leader::state);
        RpcGate.run(() -> {
            store.checkDeletion(key, user);
            stored.markDeleted(leading, key);
            leading.removeBlob(key);
            deleteHere(key, user);
        });
    }

    /** What is marked as deleted may be dropped meanwhile by who compares the copies: the caller's wish is fulfilled all the same. */
    private void deleteHere(String key, String user) throws AuthorizationException, KeyNotFoundException, IOException {
        try {
            store.delete(key, user);
        } catch (KeyNotFoundException e) {
            if (store.isShared()) {
                throw e;
            }
        }
    }

    ListBlobsResult list(String session) throws TException {
        gate.permit(ReqContext.context(), "getClusterInfo", Map.of());
        assertLeading();
        return RpcGate.answer(() -> transfers.list(session));
    }

    int replication(String key) throws TException {
        String user = gate.named(DOWNLOAD);
        assertLeading();
        return RpcGate.answer(() -> {
            store.meta(key, user);
            return store.isShared() ? store.replication(key) : Math.max(1, state.blobHolders(key).keys().size());
        });
    }

    int setReplication(String key, int replication) throws TException {
        String user = gate.named(UPLOAD);
        assertUsers(key);
        assertLeading();
        if (replication < 1) {
            throw new AuthorizationException("a replication of " + replication + " is not possible; at least 1");
        }
        return RpcGate.answer(() -> store.setReplication(key, replication, user));
    }

    /** Tells the others that this Nimbus has the blob. */
    void hold(String key) throws TException {
        RpcGate.run(() -> {
            Optional<Long> version = store.version(key);
            stored.hold(key, version.orElseThrow(() -> new KeyNotFoundException("there is no blob '" + key + "' here")));
        });
    }

    boolean exists(String key) throws TException {
        gate.permit(ReqContext.context(), UPLOAD, Map.of());
        assertLeading();
        return store.exists(key);
    }
}
