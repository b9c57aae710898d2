// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.blobstore;

import java.io.IOException;
import java.util.Iterator;
import java.util.Map;
import org.apache.storm.daemon.Shutdownable;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.KeyAlreadyExistsException;
import org.apache.storm.generated.KeyNotFoundException;
import org.apache.storm.generated.ReadableBlobMeta;
import org.apache.storm.generated.SettableBlobMeta;
import org.apache.storm.utils.ConfigUtils;
import org.apache.storm.utils.NimbusClient;
import org.apache.storm.utils.Utils;

/**
 * A client's way to the cluster's blobs. A key consists of letters, digits, spaces, tabs, {@code _}, {@code .} and {@code -}.
 * Every operation throws {@link AuthorizationException} where the caller's rights do not suffice. For one thread at a time.
 */
public abstract class ClientBlobStore implements Shutdownable, AutoCloseable {

    /** Work to do with a connected store. */
    public interface WithBlobstore {
        void run(ClientBlobStore blobStore) throws Exception;
    }

    /** Runs something with the store that this machine's configuration names, and closes it. */
    public static void withConfiguredClient(WithBlobstore withBlobstore) throws Exception {
        try (ClientBlobStore store = Utils.getClientBlobStore(ConfigUtils.readStormConfig())) {
            withBlobstore.run(store);
        }
    }

    /** Connects. Called once, before anything else. */
    public abstract void prepare(Map<String, Object> conf);

    /** What {@link #createBlob} does once it knows the blob's rights to be well formed. */
    protected abstract AtomicOutputStream createBlobToExtend(String key, SettableBlobMeta meta)
        throws AuthorizationException, KeyAlreadyExistsException;

    /** A stream to write the next version of a blob to; the version before is read until the stream is closed. */
    public abstract AtomicOutputStream updateBlob(String key) throws AuthorizationException, KeyNotFoundException;

    /** A blob's rights, replication and version. */
    public abstract ReadableBlobMeta getBlobMeta(String key) throws AuthorizationException, KeyNotFoundException;

    /** Whether there is a blob of that key. */
    public abstract boolean isRemoteBlobExists(String blobKey) throws AuthorizationException;

    /** What {@link #setBlobMeta} does once it knows the blob's rights to be well formed. */
    protected abstract void setBlobMetaToExtend(String key, SettableBlobMeta meta) throws AuthorizationException, KeyNotFoundException;

    public abstract void deleteBlob(String key) throws AuthorizationException, KeyNotFoundException;

    /** A stream to read a blob's current version from. */
    public abstract InputStreamWithMeta getBlob(String key) throws AuthorizationException, KeyNotFoundException;

    /** The keys of all blobs that the caller may see. */
    public abstract Iterator<String> listKeys();

    /** How many copies of a blob there are. */
    public abstract int getBlobReplication(String key) throws AuthorizationException, KeyNotFoundException;

    /** Asks for so many copies of a blob, and returns how many there are then. */
    public abstract int updateBlobReplication(String key, int replication) throws AuthorizationException, KeyNotFoundException;

    /** Uses a connection that is open already; whether it does. */
    public abstract boolean setClient(Map<String, Object> conf, NimbusClient client);

    /** Makes a blob known to all Nimbus hosts, after it was written past them. */
    public abstract void createStateInZookeeper(String key);

    @Override
    public abstract void close();

    /** A stream to write a new blob to; the blob is there once the stream is closed. */
    public final AtomicOutputStream createBlob(String key, SettableBlobMeta meta) throws AuthorizationException, KeyAlreadyExistsException {
        if (meta != null && meta.is_set_acl()) {
            BlobStoreAclHandler.validateSettableACLs(key, meta.get_acl());
        }
        return createBlobToExtend(key, meta);
    }

    /** Changes a blob's rights and replication. */
    public final void setBlobMeta(String key, SettableBlobMeta meta) throws AuthorizationException, KeyNotFoundException {
        if (meta != null && meta.is_set_acl()) {
            BlobStoreAclHandler.validateSettableACLs(key, meta.get_acl());
        }
        setBlobMetaToExtend(key, meta);
    }

    /** When any blob last changed, in milliseconds since 1970; -1 if not known. */
    public abstract long getRemoteBlobstoreUpdateTime() throws IOException;
}
