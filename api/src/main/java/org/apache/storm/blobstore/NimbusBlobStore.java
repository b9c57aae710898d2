// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.blobstore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.storm.Config;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.BeginDownloadResult;
import org.apache.storm.generated.KeyAlreadyExistsException;
import org.apache.storm.generated.KeyNotFoundException;
import org.apache.storm.generated.ListBlobsResult;
import org.apache.storm.generated.Nimbus;
import org.apache.storm.generated.ReadableBlobMeta;
import org.apache.storm.generated.SettableBlobMeta;
import org.apache.storm.thrift.TException;
import org.apache.storm.utils.NimbusClient;
import org.apache.storm.utils.ObjectReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Blobs by way of Nimbus, in chunks. A stream of a blob and the store share one connection: use them by turns. */
public class NimbusBlobStore extends ClientBlobStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NimbusBlobStore.class);
    private static final int DEFAULT_CHUNK_BYTES = 65536;

    private NimbusClient client;
    private boolean ownsClient;
    private int chunkBytes = DEFAULT_CHUNK_BYTES;

    /** The keys of the cluster's blobs, asked for a page at a time. */
    public class NimbusKeyIterator implements Iterator<String> {
        private ListBlobsResult page;
        private int next;

        public NimbusKeyIterator(ListBlobsResult listBlobs) {
            this.page = listBlobs;
        }

        @Override
        public synchronized boolean hasNext() {
            while (page != null && next >= page.get_keys_size()) {
                if (page.get_keys_size() == 0) {
                    page = null;
                    break;
                }
                try {
                    page = nimbus().listBlobs(page.get_session());
                } catch (TException e) {
                    throw new RuntimeException(e);
                }
                next = 0;
            }
            return page != null;
        }

        @Override
        public synchronized String next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return page.get_keys().get(next++);
        }
    }

    /** A blob being read, a chunk at a time. */
    public class NimbusDownloadInputStream extends InputStreamWithMeta {
        private final BeginDownloadResult begin;
        private ByteBuffer chunk = ByteBuffer.allocate(0);
        private boolean ended;

        public NimbusDownloadInputStream(BeginDownloadResult beginBlobDownload) {
            this.begin = beginBlobDownload;
        }

        @Override
        public long getVersion() throws IOException {
            return begin.get_version();
        }

        @Override
        public long getFileLength() {
            return begin.get_data_size();
        }

        @Override
        public synchronized int read() throws IOException {
            return fill() ? chunk.get() & 0xff : -1;
        }

        @Override
        public synchronized int read(byte[] b, int off, int len) throws IOException {
            if (len == 0) {
                return 0;
            }
            if (!fill()) {
                return -1;
            }
            int count = Math.min(len, chunk.remaining());
            chunk.get(b, off, count);
            return count;
        }

        @Override
        public synchronized int read(byte[] b) throws IOException {
            return read(b, 0, b.length);
        }

        @Override
        public synchronized int available() {
            return chunk.remaining();
        }

        private boolean fill() throws IOException {
            if (!chunk.hasRemaining() && !ended) {
                try {
                    chunk = nimbus().downloadBlobChunk(begin.get_session());
                } catch (TException e) {
                    throw new IOException("Reading a blob from Nimbus broke off: " + e.getMessage(), e);
                }
                ended = !chunk.hasRemaining();
            }
            return chunk.hasRemaining();
        }
    }

    /** A blob being written, a chunk at a time. Closing it without having written everything is up to the writer: cancel instead. */
    public class NimbusUploadAtomicOutputStream extends AtomicOutputStream {
        private final String session;
        private final String key;
        private final int maxChunkBytes;
        private boolean done;

        public NimbusUploadAtomicOutputStream(String session, int bufferSize, String key) {
            this.session = session;
            this.maxChunkBytes = bufferSize;
            this.key = key;
        }

        @Override
        public void cancel() throws IOException {
            if (done) {
                return;
            }
            done = true;
            call(() -> nimbus().cancelBlobUpload(session));
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] b) throws IOException {
            write(b, 0, b.length);
        }

        @Override
        public void write(byte[] b, int offset, int len) throws IOException {
            for (int from = offset; from < offset + len; from += maxChunkBytes) {
                ByteBuffer chunk = ByteBuffer.wrap(b, from, Math.min(maxChunkBytes, offset + len - from));
                call(() -> nimbus().uploadBlobChunk(session, chunk));
            }
        }

        @Override
        public void close() throws IOException {
            if (done) {
                return;
            }
            done = true;
            call(() -> nimbus().finishBlobUpload(session));
        }

        private void call(ThriftCall call) throws IOException {
            try {
                call.run();
            } catch (TException e) {
                throw new IOException("Writing blob \"" + key + "\" to Nimbus broke off: " + e.getMessage(), e);
            }
        }
    }

    private interface ThriftCall {
        void run() throws TException;
    }

    @Override
    public void prepare(Map<String, Object> conf) {
        setChunkSize(conf);
        client = NimbusClient.getConfiguredClient(conf);
        ownsClient = true;
    }

    @Override
    public boolean setClient(Map<String, Object> conf, NimbusClient client) {
        close();
        setChunkSize(conf);
        this.client = client;
        ownsClient = false;
        return client != null;
    }

    private void setChunkSize(Map<String, Object> conf) {
        if (conf != null) {
            chunkBytes = ObjectReader.getInt(conf.get(Config.STORM_BLOBSTORE_INPUTSTREAM_BUFFER_SIZE_BYTES), DEFAULT_CHUNK_BYTES);
        }
    }

    private Nimbus.Iface nimbus() {
        if (client == null) {
            throw new IllegalStateException("The blob store is not connected; call prepare first, and nothing after close");
        }
        return client.getClient();
    }

    @Override
    protected AtomicOutputStream createBlobToExtend(String key, SettableBlobMeta meta)
        throws AuthorizationException, KeyAlreadyExistsException {
        try {
            return new NimbusUploadAtomicOutputStream(nimbus().beginCreateBlob(key, meta), chunkBytes, key);
        } catch (AuthorizationException | KeyAlreadyExistsException e) {
            throw e;
        } catch (TException e) {
            throw failed("create", key, e);
        }
    }

    @Override
    public AtomicOutputStream updateBlob(String key) throws AuthorizationException, KeyNotFoundException {
        try {
            return new NimbusUploadAtomicOutputStream(nimbus().beginUpdateBlob(key), chunkBytes, key);
        } catch (AuthorizationException | KeyNotFoundException e) {
            throw e;
        } catch (TException e) {
            throw failed("update", key, e);
        }
    }

    @Override
    public ReadableBlobMeta getBlobMeta(String key) throws AuthorizationException, KeyNotFoundException {
        try {
            return nimbus().getBlobMeta(key);
        } catch (AuthorizationException | KeyNotFoundException e) {
            throw e;
        } catch (TException e) {
            throw failed("look up", key, e);
        }
    }

    @Override
    public boolean isRemoteBlobExists(String blobKey) throws AuthorizationException {
        try {
            return nimbus().isRemoteBlobExists(blobKey);
        } catch (AuthorizationException e) {
            throw e;
        } catch (TException e) {
            throw failed("look up", blobKey, e);
        }
    }

    @Override
    protected void setBlobMetaToExtend(String key, SettableBlobMeta meta) throws AuthorizationException, KeyNotFoundException {
        try {
            nimbus().setBlobMeta(key, meta);
        } catch (AuthorizationException | KeyNotFoundException e) {
            throw e;
        } catch (TException e) {
            throw failed("change the rights of", key, e);
        }
    }

    @Override
    public void deleteBlob(String key) throws AuthorizationException, KeyNotFoundException {
        try {
            nimbus().deleteBlob(key);
        } catch (AuthorizationException | KeyNotFoundException e) {
            throw e;
        } catch (TException e) {
            throw failed("delete", key, e);
        }
    }

    @Override
    public void createStateInZookeeper(String key) {
        try {
            nimbus().createStateInZookeeper(key);
        } catch (TException e) {
            throw failed("announce", key, e);
        }
    }

    @Override
    public InputStreamWithMeta getBlob(String key) throws AuthorizationException, KeyNotFoundException {
        try {
            return new NimbusDownloadInputStream(nimbus().beginBlobDownload(key));
        } catch (AuthorizationException | KeyNotFoundException e) {
            throw e;
        } catch (TException e) {
            throw failed("read", key, e);
        }
    }

    @Override
    public Iterator<String> listKeys() {
        try {
            return new NimbusKeyIterator(nimbus().listBlobs(""));
        } catch (TException e) {
            throw new RuntimeException("Cannot list the blobs: " + e.getMessage(), e);
        }
    }

    @Override
    public int getBlobReplication(String key) throws AuthorizationException, KeyNotFoundException {
        try {
            return nimbus().getBlobReplication(key);
        } catch (AuthorizationException | KeyNotFoundException e) {
            throw e;
        } catch (TException e) {
            throw failed("look up", key, e);
        }
    }

    @Override
    public int updateBlobReplication(String key, int replication) throws AuthorizationException, KeyNotFoundException {
        try {
            return nimbus().updateBlobReplication(key, replication);
        } catch (AuthorizationException | KeyNotFoundException e) {
            throw e;
        } catch (TException e) {
            throw failed("replicate", key, e);
        }
    }

    @Override
    public long getRemoteBlobstoreUpdateTime() throws IOException {
        // Nimbus has no call for it; a caller then compares each blob's version.
        return -1L;
    }

    private static RuntimeException failed(String what, String key, TException e) {
        return new RuntimeException("Cannot " + what + " blob \"" + key + "\": " + e.getMessage(), e);
    }

    @Override
    @SuppressWarnings({"removal", "deprecation"})
    protected void finalize() {
        if (client != null && ownsClient) {
            LOG.warn("A blob store client was never closed; close it when done");
        }
        close();
    }

    @Override
    public void shutdown() {
        close();
    }

    /** Closes the connection, unless it came by {@link #setClient}. */
    @Override
    public void close() {
        if (client != null && ownsClient) {
            client.close();
        }
        client = null;
    }
}
