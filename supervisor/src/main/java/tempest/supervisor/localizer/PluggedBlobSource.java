// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.localizer;

import java.io.FilterInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.DaemonConfig;
import org.apache.storm.blobstore.ClientBlobStore;
import org.apache.storm.blobstore.InputStreamWithMeta;
import org.apache.storm.blobstore.NimbusBlobStore;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.KeyNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.ConfigReader;
import tempest.cluster.NimbusRpc;

/**
 * Blobs from the store that {@code supervisor.blobstore.class} names, past Nimbus. Called by download threads; such a store is for one thread at a time,
 * so that each download has one of its own.
 */
public final class PluggedBlobSource implements BlobSource {
    private static final Logger LOG = LoggerFactory.getLogger(PluggedBlobSource.class);
    /** What only stores in HDFS read. */
    private static final List<String> OF_STORES_IN_HDFS = List.of(Config.STORM_HDFS_LOGIN_PRINCIPAL, Config.STORM_HDFS_LOGIN_KEYTAB);

    private final Class<? extends ClientBlobStore> type;
    private final Map<String, Object> conf;

    private PluggedBlobSource(Class<? extends ClientBlobStore> type, Map<String, Object> conf) {
        this.type = type;
        this.conf = conf;
    }

    /**
     * Where a supervisor's blobs come from: from Nimbus, unless its configuration names another store.
     *
     * @throws IllegalArgumentException if it names what is none
     */
    public static BlobSource of(Map<String, Object> conf, NimbusRpc nimbus) {
        String name = new ConfigReader(conf).text(DaemonConfig.SUPERVISOR_BLOBSTORE, NimbusBlobStore.class.getName());
        if (name.equals(NimbusBlobStore.class.getName())) {
            OF_STORES_IN_HDFS.stream().filter(conf::containsKey).forEach(key ->
                LOG.warn("{} has no effect: blobs come from Nimbus, as {} says", key, DaemonConfig.SUPERVISOR_BLOBSTORE));
            return new NimbusBlobSource(nimbus);
        }
        try {
            PluggedBlobSource source = new PluggedBlobSource(Class.forName(name).asSubclass(ClientBlobStore.class), conf);
            source.type.getDeclaredConstructor();
            LOG.info("blobs come from {}", name);
            return source;
        } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
            throw new IllegalArgumentException("configuration " + DaemonConfig.SUPERVISOR_BLOBSTORE + " is " + name + "; it must be a class on the supervisor's"
                + " class path that extends " + ClientBlobStore.class.getName() + " and has a constructor without arguments (" + e + ")", e);
        }
    }

    @FunctionalInterface
    private interface Read<T> {
        T from(ClientBlobStore store) throws AuthorizationException, KeyNotFoundException, IOException;
    }

    private <T> T read(String key, ClientBlobStore store, Read<T> read) throws IOException {
        try {
            return read.from(store);
        } catch (KeyNotFoundException e) {
            throw new NoSuchBlobException(type.getName() + " has no blob " + key);
        } catch (AuthorizationException e) {
            throw new NoSuchBlobException(type.getName() + " does not let this supervisor read blob " + key + ": " + e.get_msg());
        } catch (RuntimeException e) {
            throw new IOException(type.getName() + " does not give blob " + key + ": " + e, e);
        }
    }

    private ClientBlobStore opened() throws IOException {
        try {
            ClientBlobStore store = type.getDeclaredConstructor().newInstance();
            store.prepare(conf);
            return store;
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IOException(type.getName() + " cannot be opened: " + (e.getCause() == null ? e : e.getCause()), e);
        }
    }

    @Override
    public long version(String key) throws IOException {
        try (ClientBlobStore store = opened()) {
            return read(key, store, from -> from.getBlobMeta(key).get_version());
        }
    }

    @Override
    public Blob open(String key) throws IOException {
        ClientBlobStore store = opened();
        try {
            InputStreamWithMeta in = read(key, store, from -> from.getBlob(key));
            return new Blob(in.getVersion(), in.getFileLength(), new FilterInputStream(in) {
                @Override
                public void close() throws IOException {
                    try {
                        super.close();
                    } finally {
                        store.close();
                    }
                }
            });
        } catch (IOException | RuntimeException e) {
            store.close();
            throw e;
        }
    }
}
