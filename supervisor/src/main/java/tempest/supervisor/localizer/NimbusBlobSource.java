// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.localizer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.BeginDownloadResult;
import org.apache.storm.generated.KeyNotFoundException;
import org.apache.storm.thrift.TException;
import tempest.cluster.NimbusRpc;

/** Blobs from the leading Nimbus, by chunk. Any thread; several downloads share the connection, chunk by chunk. */
public final class NimbusBlobSource implements BlobSource {

    private final NimbusRpc nimbus;

    public NimbusBlobSource(NimbusRpc nimbus) {
        this.nimbus = nimbus;
    }

    @Override
    public long version(String key) throws IOException {
        return ask(key, client -> client.getBlobMeta(key)).get_version();
    }

    @Override
    public Blob open(String key) throws IOException {
        BeginDownloadResult begun = ask(key, client -> client.beginBlobDownload(key));
        return new Blob(begun.get_version(), begun.is_set_data_size() ? begun.get_data_size() : -1, new Chunks(key, begun.get_session()));
    }

    private <T> T ask(String key, NimbusRpc.Call<T> call) throws IOException {
        try {
            return nimbus.call(call);
        } catch (KeyNotFoundException e) {
            throw new NoSuchBlobException("Nimbus has no blob " + key);
        } catch (AuthorizationException e) {
            throw new NoSuchBlobException("Nimbus does not let this supervisor read blob " + key + ": " + e.get_msg());
        } catch (TException e) {
            throw new IOException("Nimbus did not answer: " + e.getMessage(), e);
        }
    }

    /** The bytes of one download. If a chunk is lost with a connection, the size tells. */
    private final class Chunks extends InputStream {
        private final String key;
        private final String session;
        private ByteBuffer chunk = ByteBuffer.allocate(0);
        private boolean ended;

        Chunks(String key, String session) {
            this.key = key;
            this.session = session;
        }

        @Override
        public int read() throws IOException {
            return fill() ? chunk.get() & 0xff : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!fill()) {
                return -1;
            }
            int n = Math.min(length, chunk.remaining());
            chunk.get(into, offset, n);
            return n;
        }

        private boolean fill() throws IOException {
            if (!chunk.hasRemaining() && !ended) {
                chunk = ask(key, client -> client.downloadBlobChunk(session));
                ended = !chunk.hasRemaining();
            }
            return chunk.hasRemaining();
        }
    }
}
