// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.storm.generated.BeginDownloadResult;
import org.apache.storm.generated.ListBlobsResult;
import org.apache.storm.generated.ReadableBlobMeta;
import org.apache.storm.thrift.TException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.ClusterState;
import tempest.cluster.ClusterStateException;
import tempest.cluster.FatalErrorHandler;
import tempest.cluster.NimbusRpc;
import tempest.cluster.TempestNimbusClient;
import tempest.nimbus.blobs.BlobStorage;
import tempest.rpc.TempestNimbus;

/**
 * Keeps a Nimbus that does not lead ready to: copies the leader's blobs, and removes what the leader no longer has. Runs on a thread of
 * its own; a leader's mirror does nothing.
 */
final class BlobMirror implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BlobMirror.class);

    private final NimbusRpc rpc;
    private final BlobStorage blobs;
    private final StoredTopologies stored;
    private final FatalErrorHandler fatal;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "nimbus-blob-mirror");
        thread.setDaemon(true);
        return thread;
    });

    BlobMirror(Map<String, Object> conf, ClusterState state, BlobStorage blobs, StoredTopologies stored, FatalErrorHandler fatal) {
        this.rpc = new TempestNimbusClient(TempestNimbusClient.Config.of(conf), state);
        this.blobs = blobs;
        this.stored = stored;
        this.fatal = fatal;
    }

    void start(int everySecs, BooleanSupplier leading) {
        executor.scheduleWithFixedDelay(fatal.guard(() -> {
            if (!leading.getAsBoolean()) {
                try {
                    copy();
                } catch (Exception e) {
                    LOG.warn("the leader's blobs were not copied; trying again in {} s: {}", everySecs, e.toString());
                }
            }
        }), Math.min(everySecs, 5), everySecs, TimeUnit.SECONDS);
    }

    /** Makes this Nimbus's blobs those of the leader. */
    void copy() throws Exception {
        List<String> theirs = rpc.call(BlobMirror::keys);
        Map<String, Long> versions = new HashMap<>();
        for (String key : theirs) {
            versions.put(key, rpc.call(nimbus -> nimbus.getBlobMeta(key)).get_version());
        }
        for (String key : theirs) {
            Optional<Long> own = blobs.version(key);
            if (own.isEmpty() || !own.get().equals(versions.get(key))) {
                download(key);
            }
        }
        for (String key : blobs.keys()) {
            if (!versions.containsKey(key)) {
                blobs.remove(key);
            }
        }
    }

    private static List<String> keys(TempestNimbus.Iface nimbus) throws TException {
        List<String> all = new ArrayList<>();
        ListBlobsResult some = nimbus.listBlobs("");
        while (!some.get_keys().isEmpty()) {
            all.addAll(some.get_keys());
            some = nimbus.listBlobs(some.get_session());
        }
        return all;
    }

    private void download(String key) throws Exception {
        ReadableBlobMeta meta = rpc.call(nimbus -> nimbus.getBlobMeta(key));
        BlobStorage.Upload copy = blobs.replica(key, meta);
        try {
            BeginDownloadResult begun = rpc.call(nimbus -> nimbus.beginBlobDownload(key));
            ByteBuffer chunk = rpc.call(nimbus -> nimbus.downloadBlobChunk(begun.get_session()));
            while (chunk.hasRemaining()) {
                byte[] bytes = new byte[chunk.remaining()];
                chunk.get(bytes);
                copy.write(bytes, 0, bytes.length);
                chunk = rpc.call(nimbus -> nimbus.downloadBlobChunk(begun.get_session()));
            }
            copy.finish();
            stored.hold(key, meta.get_version());
        } catch (TException | IOException | ClusterStateException e) {
            copy.cancel();
            throw e;
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
        rpc.close();
    }
}
