// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.storm.generated.BeginDownloadResult;
import org.apache.storm.generated.ReadableBlobMeta;
import org.apache.storm.thrift.TException;
import tempest.cluster.HostPort;
import tempest.cluster.TempestNimbusClient;
import tempest.nimbus.blobs.BlobStorage;

/** Blobs of other Nimbuses, over a connection to each that is kept. One thread copies; any may close. */
final class NimbusPeers implements BlobMirror.Peers {
    /** One that hangs must not hold up what others have. */
    private static final int LONGEST_ANSWER_MS = 20_000;

    private final TempestNimbusClient.Config config;
    private final Map<HostPort, TempestNimbusClient> connections = new HashMap<>();
    private boolean closed;

    NimbusPeers(Map<String, Object> conf) {
        this.config = TempestNimbusClient.Config.of(conf).within(LONGEST_ANSWER_MS);
    }

    private synchronized TempestNimbusClient to(HostPort peer) throws IOException {
        if (closed) {
            throw new IOException("this Nimbus is stopping");
        }
        return connections.computeIfAbsent(peer, address -> TempestNimbusClient.to(address, config));
    }

    @Override
    public long copy(HostPort from, String key, BlobStorage into) throws Exception {
        TempestNimbusClient peer = to(from);
        ReadableBlobMeta meta = peer.call(nimbus -> nimbus.getBlobMeta(key));
        BeginDownloadResult begun = peer.call(nimbus -> nimbus.beginBlobDownload(key));
        meta.set_version(begun.get_version());
        BlobStorage.Upload copy = into.replica(key, meta);
        boolean finished = false;
        try {
            long size = 0;
            ByteBuffer chunk = peer.call(nimbus -> nimbus.downloadBlobChunk(begun.get_session()));
            while (chunk.hasRemaining()) {
                byte[] bytes = new byte[chunk.remaining()];
                chunk.get(bytes);
                copy.write(bytes, 0, bytes.length);
                size += bytes.length;
                chunk = peer.call(nimbus -> nimbus.downloadBlobChunk(begun.get_session()));
            }
            if (begun.is_set_data_size() && begun.get_data_size() != size) {
                throw new IOException("blob '" + key + "' came with " + size + " of " + begun.get_data_size() + " bytes");
            }
            copy.finish();
            finished = true;
            return begun.get_version();
        } finally {
            if (!finished) {
                copy.cancel();
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        connections.values().forEach(TempestNimbusClient::close);
    }
}
