// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

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
import tempest.nimbus.blobs.BlobDesk;
import tempest.nimbus.blobs.Inbox;
import tempest.nimbus.blobs.BlobStorage;

/** Calls about files and blobs. Called by RPC threads; data never passes through Nimbus's own thread. */
final class BlobCalls {
    private final Calls calls;
    private final Leader leader;
    private final ClusterState state;
    private final StoredTopologies stored;
    private final BlobStorage store;
    private final BlobDesk desk;
    private final Inbox inbox;

    BlobCalls(Calls calls, Leader leader, ClusterState state, StoredTopologies stored, BlobStorage store, BlobDesk desk, Inbox inbox) {
        this.calls = calls;
        this.leader = leader;
        this.state = state;
        this.stored = stored;
        this.store = store;
        this.desk = desk;
        this.inbox = inbox;
    }

    /** Only the leader's blobs are sure to be the latest. */
    private void assertLeading() throws TException {
        calls.leading(() -> { });
    }

    String beginFileUpload() throws TException {
        calls.permit(ReqContext.context(), "fileUpload", Map.of());
        assertLeading();
        return Calls.answer(inbox::begin);
    }

    void uploadChunk(String location, ByteBuffer chunk) throws TException {
        calls.permit(ReqContext.context(), "fileUpload", Map.of());
        byte[] bytes = new byte[chunk.remaining()];
        chunk.get(bytes);
        Calls.run(() -> inbox.write(location, bytes, 0, bytes.length));
    }

    void finishFileUpload(String location) throws TException {
        calls.permit(ReqContext.context(), "fileUpload", Map.of());
        Calls.run(() -> inbox.finish(location));
    }

    String beginCreate(String key, SettableBlobMeta meta) throws TException {
        assertLeading();
        return Calls.answer(() -> desk.beginCreate(key, meta, Calls.user()));
    }

    String beginUpdate(String key) throws TException {
        assertLeading();
        return Calls.answer(() -> desk.beginUpdate(key, Calls.user()));
    }

    void upload(String session, ByteBuffer chunk) throws TException {
        Calls.run(() -> desk.upload(session, chunk));
    }

    void finish(String session) throws TException {
        Calls.run(() -> {
            String key = desk.finishUpload(session);
            hold(key);
        });
    }

    void cancel(String session) throws TException {
        Calls.run(() -> desk.cancelUpload(session));
    }

    ReadableBlobMeta meta(String key) throws TException {
        assertLeading();
        return Calls.answer(() -> store.meta(key, Calls.user()));
    }

    void setMeta(String key, SettableBlobMeta meta) throws TException {
        assertLeading();
        Calls.run(() -> store.setMeta(key, meta, Calls.user()));
    }

    BeginDownloadResult beginDownload(String key) throws TException {
        assertLeading();
        return Calls.answer(() -> desk.beginDownload(key, Calls.user()));
    }

    ByteBuffer download(String session) throws TException {
        return Calls.answer(() -> desk.download(session));
    }

    void delete(String key) throws TException {
        String owner = BlobKeys.topologyId(key);
        boolean inUse = owner != null && calls.lead(() -> leader.livingOrComing().contains(owner));
        if (inUse) {
            throw new IllegalStateException("blob '" + key + "' belongs to a living topology; kill " + owner + " first");
        }
        assertLeading();
        Calls.run(() -> {
            store.delete(key, Calls.user());
            state.removeBlob(key);
        });
    }

    ListBlobsResult list(String session) throws TException {
        assertLeading();
        return Calls.answer(() -> desk.list(session));
    }

    int replication(String key) throws TException {
        assertLeading();
        return Calls.answer(() -> {
            store.meta(key, Calls.user());
            return Math.max(1, state.blobHolders(key).keys().size());
        });
    }

    int setReplication(String key, int replication) throws TException {
        assertLeading();
        if (replication < 1) {
            throw new AuthorizationException("a replication of " + replication + " is not possible; at least 1");
        }
        return Calls.answer(() -> {
            SettableBlobMeta meta = store.meta(key, Calls.user()).get_settable();
            meta.set_replication_factor(replication);
            store.setMeta(key, meta, Calls.user());
            return replication;
        });
    }

    /** Tells the others that this Nimbus has the blob. */
    void hold(String key) throws TException {
        Calls.run(() -> {
            Optional<Long> version = store.version(key);
            stored.hold(key, version.orElseThrow(() -> new KeyNotFoundException("there is no blob '" + key + "' here")));
        });
    }

    boolean exists(String key) throws TException {
        assertLeading();
        return store.exists(key);
    }
}
