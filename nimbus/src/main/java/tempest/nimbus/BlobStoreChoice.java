// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.DaemonConfig;
import org.apache.storm.blobstore.BlobStore;
import org.apache.storm.blobstore.LocalFsBlobStore;
import org.apache.storm.nimbus.ILeaderElector;
import org.apache.storm.nimbus.NimbusInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.Clock;
import tempest.cluster.ConfigReader;
import tempest.cluster.HostPort;
import tempest.cluster.LocalLayout;
import tempest.cluster.PlugIn;
import tempest.nimbus.blobs.BlobAcl;
import tempest.nimbus.blobs.BlobStorage;
import tempest.nimbus.blobs.LocalBlobStore;
import tempest.nimbus.blobs.PluggedBlobStore;

/**
 * Where a Nimbus keeps blobs: on its disk, or in the store that {@code nimbus.blobstore.class} names, which gets Nimbus's whole configuration. Called
 * once, by whoever makes a Nimbus.
 */
final class BlobStoreChoice {
    private static final Logger LOG = LoggerFactory.getLogger(BlobStoreChoice.class);
    /** What only stores in HDFS read. */
    private static final List<String> OF_STORES_IN_HDFS = List.of(Config.BLOBSTORE_HDFS_PRINCIPAL, Config.BLOBSTORE_HDFS_KEYTAB,
        Config.STORM_HDFS_LOGIN_PRINCIPAL, Config.STORM_HDFS_LOGIN_KEYTAB, Config.BLOBSTORE_CLEANUP_ENABLE);

    private BlobStoreChoice() {
    }

    /**
     * The Nimbus that is to have the store.
     *
     * @param acl     who may do what in a store on its disk
     * @param elector tells the store who leads
     */
    record Place(BlobAcl acl, LocalLayout layout, HostPort self, ILeaderElector elector, Clock clock) {
    }

    /**
     * The store, prepared.
     *
     * @param given somebody's own, not prepared; null for the configured one
     * @throws IOException              if the folder on disk cannot be used
     * @throws IllegalArgumentException if the configured class is none that can be used
     */
    static BlobStorage of(Map<String, Object> conf, BlobStore given, Place place) throws IOException {
        NimbusInfo self = new NimbusInfo(place.self().host(), place.self().port(), true);
        if (given != null) {
            given.prepare(conf, place.layout().nimbusBlobs().toString(), self, place.elector());
            return new PluggedBlobStore(given);
        }
        String name = new ConfigReader(conf).text(DaemonConfig.NIMBUS_BLOBSTORE, LocalFsBlobStore.class.getName());
        if (name.equals(LocalFsBlobStore.class.getName())) {
            OF_STORES_IN_HDFS.stream().filter(conf::containsKey).forEach(key ->
                LOG.warn("{} has no effect: blobs are on Nimbus's disk, as {} says", key, DaemonConfig.NIMBUS_BLOBSTORE));
            return new LocalBlobStore(place.layout().nimbusBlobs(), place.acl(), place.clock());
        }
        BlobStore store = PlugIn.of(name, DaemonConfig.NIMBUS_BLOBSTORE, BlobStore.class);
        Map<String, Object> settings = new HashMap<>(conf);
        // Of all who may open the store, Nimbus is the one that removes what broken uploads left.
        settings.put(Config.BLOBSTORE_CLEANUP_ENABLE, true);
        try {
            store.prepare(settings, null, self, place.elector());
        } catch (RuntimeException | LinkageError e) {
            throw new IllegalArgumentException("configuration " + DaemonConfig.NIMBUS_BLOBSTORE + " is " + name + ", which does not start: " + e, e);
        }
        LOG.info("blobs are kept by {}", name);
        return new PluggedBlobStore(store);
    }
}
