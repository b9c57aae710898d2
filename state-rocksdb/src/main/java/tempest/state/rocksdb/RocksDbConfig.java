// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.state.rocksdb;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.storm.Config;
import org.apache.storm.shade.net.minidev.json.JSONValue;
import org.apache.storm.shade.net.minidev.json.parser.ParseException;
import tempest.state.snapshot.SnapshotStores;

/**
 * What {@code topology.state.provider.config} says. Immutable.
 *
 * @param folder where snapshots go; it outlives the worker
 * @param localFolder where the state itself is, on a local disk
 * @param from the id of another topology whose last snapshots a task without any begins with; null for none
 * @param cacheMb blocks and recent changes in memory, a task, in MiB
 * @param keep how many committed snapshots stay
 * @param ttlSecs how long an entry lives after it was put; 0 for ever
 * @param version of the type of keys and values
 * @param migration a {@link StateMigration} for entries of other versions; null for none
 * @param uploadTimeoutSecs how long a commit waits until the snapshot's files are in the folder
 * @param serializers {@code keyClass}, {@code valueClass}, {@code keySerializerClass}, {@code valueSerializerClass} as far as they are given
 */
record RocksDbConfig(URI folder, Path localFolder, String from, int cacheMb, int keep, int ttlSecs, int version, String migration,
                     int uploadTimeoutSecs, Map<String, String> serializers) {
    static final String KEY = Config.TOPOLOGY_STATE_PROVIDER_CONFIG;
    private static final Set<String> SERIALIZERS = Set.of("keyClass", "valueClass", "keySerializerClass", "valueSerializerClass");
    private static final Set<String> OTHERS =
        Set.of("folder", "localFolder", "from", "cacheMb", "keep", "ttlSecs", "version", "migration", "uploadTimeoutSecs");
    private static final Set<String> ELSEWHERE = Set.of("folder", "from", "keep", "uploadTimeoutSecs");
    private static final int LEAST_CACHE_MB = 8;
    private static final int DEFAULT_CACHE_MB = 64;
    private static final int DEFAULT_KEEP = 2;
    private static final int DEFAULT_UPLOAD_SECS = 600;

    /**
     * @throws IllegalArgumentException if it cannot be right
     */
    static RocksDbConfig of(Map<String, Object> conf) {
        Map<?, ?> values = values(conf.get(KEY));
        requireKnown(values, OTHERS);
        String folder = text(values, "folder");
        if (folder == null) {
            throw new IllegalArgumentException(KEY + " has no 'folder'; it says where snapshots are kept, for example {\"folder\": \"file:///mnt/state\"}");
        }
        return of(values, SnapshotStores.parse(KEY + ": folder", folder));
    }

    /**
     * Of an exactly-once topology, whose epochs say where snapshots are, which of them stay, and what the topology begins with.
     *
     * @param folder that of epochs; null if nothing is to be stored
     * @throws IllegalArgumentException if it cannot be right
     */
    static RocksDbConfig ofEpochs(Map<String, Object> conf, Path folder) {
        Map<?, ?> values = conf.get(KEY) == null ? Map.of() : values(conf.get(KEY));
        for (Object key : values.keySet()) {
            if (ELSEWHERE.contains(key)) {
                throw new IllegalArgumentException(KEY + " has '" + key + "'; with topology.state.guarantee: exactly-once leave it out: snapshots are kept in "
                    + "topology.state.epoch.folder, with their epochs");
            }
        }
        Set<String> known = new TreeSet<>(OTHERS);
        known.removeAll(ELSEWHERE);
        requireKnown(values, known);
        return of(values, folder == null ? null : folder.resolve("state").toUri());
    }

    private static void requireKnown(Map<?, ?> values, Set<String> others) {
        TreeSet<String> known = new TreeSet<>(others);
        known.addAll(SERIALIZERS);
        for (Object key : values.keySet()) {
            if (!known.contains(key)) {
                throw new IllegalArgumentException(KEY + " has '" + key + "', which is not one of " + known);
            }
        }
    }

    private static RocksDbConfig of(Map<?, ?> values, URI folder) {
        String local = text(values, "localFolder");
        Map<String, String> serializers = new TreeMap<>();
        SERIALIZERS.forEach(name -> {
            if (text(values, name) != null) {
                serializers.put(name, text(values, name));
            }
        });
        return new RocksDbConfig(folder, localFolder(local), text(values, "from"),
            number(values, "cacheMb", LEAST_CACHE_MB, DEFAULT_CACHE_MB), number(values, "keep", 1, DEFAULT_KEEP), number(values, "ttlSecs", 0, 0),
            number(values, "version", 1, 1), text(values, "migration"), number(values, "uploadTimeoutSecs", 1, DEFAULT_UPLOAD_SECS), Map.copyOf(serializers));
    }

    private static Path localFolder(String named) {
        if (named != null && !Path.of(named).isAbsolute()) {
            throw new IllegalArgumentException(KEY + ": localFolder is '" + named + "'; an absolute path is right");
        }
        // a worker's own folder, which its supervisor removes after it
        return named == null ? Path.of(System.getProperty("java.io.tmpdir"), "tempest-state") : Path.of(named);
    }

    private static Map<?, ?> values(Object json) {
        try {
            if (json != null && JSONValue.parseWithException(json.toString()) instanceof Map<?, ?> values) {
                return values;
            }
        } catch (ParseException e) {
            throw new IllegalArgumentException(KEY + " is no JSON object: " + json, e);
        }
        throw new IllegalArgumentException(KEY + (json == null ? " is not set" : " is no JSON object: " + json)
            + "; for state in RocksDB it says where snapshots are kept, for example {\"folder\": \"file:///mnt/state\"}");
    }

    private static String text(Map<?, ?> values, String key) {
        Object value = values.get(key);
        if (value != null && !(value instanceof String text && !text.isBlank())) {
            throw new IllegalArgumentException(KEY + ": " + key + " is " + (value instanceof String ? "'" + value + "'" : value) + "; text is right");
        }
        return (String) value;
    }

    private static int number(Map<?, ?> values, String key, int least, int otherwise) {
        Object value = values.get(key);
        if (value == null) {
            return otherwise;
        }
        if (!(value instanceof Integer number) || number < least) {
            throw new IllegalArgumentException(KEY + ": " + key + " is " + value + "; a whole number of at least " + least + " is right");
        }
        return number;
    }
}
