// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus.blobs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.BeginDownloadResult;
import org.apache.storm.generated.KeyAlreadyExistsException;
import org.apache.storm.generated.KeyNotFoundException;
import org.apache.storm.generated.ListBlobsResult;
import org.apache.storm.generated.SettableBlobMeta;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.BlobKeys;
import tempest.cluster.Clock;

/** Blob transfers as clients see them: begun, continued by chunk, finished or dropped when idle. Any thread. */
public final class BlobTransfers {
    private static final Logger LOG = LoggerFactory.getLogger(BlobTransfers.class);
    private static final int KEYS_AT_ONCE = 100;

    private final BlobStorage store;
    private final int chunkBytes;
    private final Sessions<BlobStorage.Upload> uploads;
    private final Sessions<InputStream> downloads;
    private final Sessions<Listing> listings;

    private static final class Listing {
        private List<String> left;
    }

    /**
     * @param chunkBytes size of a downloaded chunk
     * @param expirySecs after which an idle transfer is dropped
     */
    public BlobTransfers(BlobStorage store, Clock clock, int chunkBytes, int expirySecs) {
        this.store = store;
        this.chunkBytes = chunkBytes;
        this.uploads = new Sessions<>(clock, expirySecs, BlobStorage.Upload::cancel);
        this.downloads = new Sessions<>(clock, expirySecs, BlobTransfers::close);
        this.listings = new Sessions<>(clock, expirySecs, listing -> { });
    }

    public String beginCreate(String key, SettableBlobMeta meta, String user)
            throws AuthorizationException, KeyAlreadyExistsException, IOException {
        return uploads.open(store.create(key, meta, user));
    }

    public String beginUpdate(String key, String user) throws AuthorizationException, KeyNotFoundException, IOException {
        return uploads.open(store.update(key, user));
    }

    public void upload(String session, ByteBuffer chunk) throws IOException {
        BlobStorage.Upload upload = known(uploads.use(session), "upload", session);
        byte[] bytes = new byte[chunk.remaining()];
        chunk.get(bytes);
        try {
            synchronized (upload) {
                upload.write(bytes, 0, bytes.length);
            }
        } catch (IOException e) {
            uploads.end(session);
            upload.cancel();
            throw e;
        }
    }

    /** Returns the key. */
    public String finishUpload(String session) throws IOException, KeyAlreadyExistsException, KeyNotFoundException {
        BlobStorage.Upload upload = known(uploads.end(session), "upload", session);
        synchronized (upload) {
            upload.finish();
        }
        return upload.key();
    }

    public void cancelUpload(String session) throws IOException {
        known(uploads.end(session), "upload", session).cancel();
    }

    public BeginDownloadResult beginDownload(String key, String user)
            throws AuthorizationException, KeyNotFoundException, IOException {
        BlobStorage.Opened opened = store.open(key, user);
        BeginDownloadResult result = new BeginDownloadResult(opened.version(), downloads.open(opened.data()));
        result.set_data_size(opened.size());
        return result;
    }

    /** The next chunk; empty at the end, which also ends the transfer. */
    public ByteBuffer download(String session) throws IOException {
        InputStream in = known(downloads.use(session), "download", session);
        byte[] chunk;
        synchronized (in) {
            chunk = in.readNBytes(chunkBytes);
        }
        if (chunk.length == 0) {
            downloads.end(session);
            in.close();
        }
        return ByteBuffer.wrap(chunk);
    }

    /** The next keys of a listing; an empty session name starts one, an empty answer ends it. */
    public ListBlobsResult list(String session) throws IOException {
        String name = session;
        Listing listing;
        if (session == null || session.isEmpty()) {
            listing = new Listing();
            listing.left = store.keys().stream().filter(key -> !BlobKeys.isHistory(key)).toList();
            name = listings.open(listing);
        } else {
            listing = known(listings.use(session), "listing", session);
        }
        synchronized (listing) {
            int count = Math.min(KEYS_AT_ONCE, listing.left.size());
            List<String> keys = List.copyOf(listing.left.subList(0, count));
            listing.left = List.copyOf(listing.left.subList(count, listing.left.size()));
            if (keys.isEmpty()) {
                listings.end(name);
            }
            return new ListBlobsResult(keys, name);
        }
    }

    /** Drops idle transfers. */
    public void expire() {
        uploads.expire();
        downloads.expire();
        listings.expire();
    }

    private static <T> T known(T transfer, String what, String session) throws IOException {
        if (transfer == null) {
            throw new IOException("no " + what + " " + session + " is in progress; it has ended or was idle for too long");
        }
        return transfer;
    }

    private static void close(InputStream in) {
        try {
            in.close();
        } catch (IOException e) {
            LOG.warn("an idle download did not close: {}", e.toString());
        }
    }
}
