// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.blobstore.AtomicOutputStream;
import org.apache.storm.blobstore.BlobStoreAclHandler;
import org.apache.storm.blobstore.ClientBlobStore;
import org.apache.storm.blobstore.NimbusBlobStore;
import org.apache.storm.generated.AccessControl;
import org.apache.storm.generated.AccessControlType;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.KeyAlreadyExistsException;
import org.apache.storm.generated.KeyNotFoundException;
import org.apache.storm.generated.SettableBlobMeta;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.utils.NimbusClient;
import org.apache.storm.utils.ObjectReader;
import org.apache.storm.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jars that {@code storm jar --jars} and {@code --artifacts} add to a topology, uploaded as blobs of its own, which end with it. No key can be guessed:
 * under one that can, another user would have put a jar of theirs before. For one submission.
 */
final class DependencyBlobs {
    private static final Logger LOG = LoggerFactory.getLogger(DependencyBlobs.class);
    private static final String JARS_PROPERTY = "storm.dependency.jars";
    private static final String ARTIFACTS_PROPERTY = "storm.dependency.artifacts";
    private static final String KEY_PREFIX = "dep-";

    private static final int CHUNK_BYTES = 1024 * 1024;

    private final int chunkBytes;
    private final NimbusClient client;
    private final Map<String, Object> conf;
    /** Connected when it is needed first: most topologies bring none. */
    private ClientBlobStore store;
    private final List<String> uploaded = new ArrayList<>();

    DependencyBlobs(NimbusClient client, Map<String, Object> conf) {
        this.client = client;
        this.conf = conf;
        chunkBytes = ObjectReader.getInt(conf.get(Config.STORM_BLOBSTORE_DEPENDENCY_JAR_UPLOAD_CHUNK_SIZE_BYTES), CHUNK_BYTES);
    }

    /** Uploads what the system properties name; the topology with the blobs added, or itself if there are none. */
    StormTopology uploadFor(StormTopology topology) throws AuthorizationException {
        List<File> jars = jars();
        Map<String, File> artifacts = artifacts();
        if (jars.isEmpty() && artifacts.isEmpty()) {
            return topology;
        }
        jars.forEach(DependencyBlobs::require);
        artifacts.values().forEach(DependencyBlobs::require);
        StormTopology complete = new StormTopology(topology);
        for (File jar : jars) {
            upload(KEY_PREFIX + withUuid(jar.getName()), jar);
        }
        for (Map.Entry<String, File> artifact : artifacts.entrySet()) {
            upload(KEY_PREFIX + withUuid(withExtensionOf(artifact.getKey().replace(':', '-'), artifact.getValue().getName())), artifact.getValue());
        }
        // Blobs in the list of artifacts would outlive the topology.
        complete.set_dependency_jars(new ArrayList<>(uploaded));
        complete.set_dependency_artifacts(new ArrayList<>());
        return complete;
    }

    /** The one of {@code client.blobstore.class}; one that goes by way of Nimbus uses the connection that is there. */
    private ClientBlobStore store() {
        if (store == null) {
            Object name = conf.get(Config.CLIENT_BLOBSTORE);
            if (name == null || name.equals(NimbusBlobStore.class.getName())) {
                store = new NimbusBlobStore();
                store.setClient(conf, client);
            } else {
                store = Utils.getClientBlobStore(conf);
            }
        }
        return store;
    }

    private static List<File> jars() {
        List<File> files = new ArrayList<>();
        for (String path : System.getProperty(JARS_PROPERTY, "").split(",")) {
            if (!path.isBlank()) {
                files.add(new File(path.trim()));
            }
        }
        return files;
    }

    private static Map<String, File> artifacts() {
        Map<String, File> files = new LinkedHashMap<>();
        String json = System.getProperty(ARTIFACTS_PROPERTY, "");
        if (!json.isBlank()) {
            Utils.parseJson(json).forEach((coordinates, path) -> files.put(coordinates, new File(String.valueOf(path))));
        }
        return files;
    }

    private static void require(File file) {
        if (!file.isFile()) {
            throw new RuntimeException("The dependency " + file + " is not there or not a file");
        }
    }

    private static String withUuid(String fileName) {
        int dot = fileName.lastIndexOf('.');
        return dot < 0 ? fileName + "-" + Utils.uuid() : fileName.substring(0, dot) + "-" + Utils.uuid() + fileName.substring(dot);
    }

    private static String withExtensionOf(String name, String fileName) {
        int dot = fileName.lastIndexOf('.');
        return dot < 0 ? name : name + fileName.substring(dot);
    }

    private void upload(String key, File file) throws AuthorizationException {
        try {
            AtomicOutputStream out = store().createBlob(key, new SettableBlobMeta(rights()));
            boolean whole = false;
            try {
                copy(file, out);
                whole = true;
            } finally {
                if (whole) {
                    out.close();
                    uploaded.add(key);
                } else {
                    out.cancel();
                }
            }
        } catch (KeyAlreadyExistsException | IOException e) {
            throw new RuntimeException("Cannot upload the dependency " + file + ": " + e.getMessage(), e);
        }
    }

    /** Each write is at least one call to Nimbus, so that small ones take their time. */
    private void copy(File file, AtomicOutputStream out) throws IOException {
        try (InputStream in = Files.newInputStream(file.toPath())) {
            for (byte[] chunk = in.readNBytes(chunkBytes); chunk.length > 0; chunk = in.readNBytes(chunkBytes)) {
                out.write(chunk);
            }
        }
    }

    /** Whoever may run topologies may read a dependency. */
    private static List<AccessControl> rights() {
        return new ArrayList<>(List.of(new AccessControl(AccessControlType.OTHER, BlobStoreAclHandler.READ)));
    }

    /** Removes the blobs, after the topology was refused. */
    void deleteUploaded() {
        for (String key : uploaded) {
            try {
                store().deleteBlob(key);
            } catch (AuthorizationException | KeyNotFoundException | RuntimeException e) {
                LOG.warn("Cannot remove the blob {} that the refused topology leaves behind: {}", key, e.toString());
            }
        }
    }

    /** Leaves the connection to Nimbus open, which is not its own. */
    void close() {
        if (store != null) {
            store.close();
        }
    }
}
