// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.security.auth.Subject;
import org.apache.storm.Config;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.InvalidTopologyException;
import org.apache.storm.generated.KeyNotFoundException;
import org.apache.storm.generated.ReadableBlobMeta;
import org.apache.storm.security.auth.ReqContext;

/** What a topology's {@code topology.blobstore.map} asks for, and whether it is there. Stateless. */
final class BlobMaps {

    private BlobMaps() {
    }

    /** Asks a blob store for a blob's metadata. */
    interface MetaLookup {
        ReadableBlobMeta meta(String key) throws AuthorizationException, KeyNotFoundException;
    }

    static Set<String> keys(Map<String, Object> topoConf) throws InvalidTopologyException {
        Object map = topoConf.get(Config.TOPOLOGY_BLOBSTORE_MAP);
        Set<String> keys = new TreeSet<>();
        if (map instanceof Map<?, ?> blobs) {
            for (Map.Entry<?, ?> blob : blobs.entrySet()) {
                String key = String.valueOf(blob.getKey());
                keys.add(key);
                if (blob.getValue() instanceof Map<?, ?> options) {
                    check(key, options, "localname", String.class, "a file's name");
                    check(key, options, "uncompress", Boolean.class, "true or false");
                    check(key, options, "workerRestart", Boolean.class, "true or false");
                }
            }
        }
        return keys;
    }

    private static void check(String key, Map<?, ?> options, String option, Class<?> type, String right) throws InvalidTopologyException {
        Object value = options.get(option);
        if (value != null && !type.isInstance(value)) {
            throw new WrappedInvalidTopologyException("Configuration key " + Config.TOPOLOGY_BLOBSTORE_MAP + " has " + option + " = " + value + " ("
                + value.getClass().getSimpleName() + ") for the blob \"" + key + "\"; it must be " + right);
        }
    }

    static void require(Set<String> keys, MetaLookup store) throws InvalidTopologyException, AuthorizationException {
        for (String key : keys) {
            try {
                store.meta(key);
            } catch (KeyNotFoundException e) {
                throw new WrappedInvalidTopologyException(
                    "Configuration key " + Config.TOPOLOGY_BLOBSTORE_MAP + " names the blob \"" + key + "\", which is not in the blob store");
            }
        }
    }

    static Subject caller() {
        return ReqContext.context().subject();
    }
}
