// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.state.rocksdb;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.shade.net.minidev.json.JSONValue;
import org.apache.storm.state.Serializer;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import tempest.state.snapshot.SnapshotCatalog;
import tempest.state.snapshot.SnapshotEntry;
import tempest.state.snapshot.SnapshotFolder;
import tempest.state.snapshot.SnapshotManifest;
import tempest.state.snapshot.SnapshotStores;

/**
 * Prints the entries of a snapshot, one JSON object a line: started by {@code storm state export} in a JVM of its own, with the topology's jar, whose
 * classes the entries are of. Main thread only.
 */
public final class ExportState {
    private static final int CACHE_MB = 64;

    private ExportState() {
    }

    /**
     * @param words folder, topology id, namespace, and maybe the number of a snapshot; otherwise it is the newest committed one
     */
    public static void main(String... words) throws IOException {
        if (words.length != 3 && words.length != 4) {
            throw new IllegalArgumentException("takes FOLDER TOPOLOGY NAMESPACE [SNAPSHOT]");
        }
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        export(SnapshotStores.parse("FOLDER", words[0]), words[1], words[2], words.length == 3 ? null : words[3], out);
        out.flush();
    }

    static void export(URI folder, String topology, String namespace, String sequence, PrintStream out) throws IOException {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        SnapshotFolder snapshots = new SnapshotCatalog(SnapshotStores.openToRead(folder, loader), folder).snapshots(topology, namespace);
        List<SnapshotEntry> entries = snapshots.entries();
        SnapshotEntry entry = entries.stream().filter(e -> sequence == null ? e.committed() : sequence.equals(Long.toString(e.sequence()))).findFirst()
            .orElseThrow(() -> new IOException("state " + namespace + " of " + topology + " has no "
                + (sequence == null ? "committed snapshot" : "snapshot " + sequence) + " in " + folder + "; there are " + entries));
        Path temporary = Files.createTempDirectory("state-export");
        try {
            SnapshotManifest manifest;
            try {
                manifest = snapshots.read(entry);
                snapshots.fetch(manifest, temporary.resolve("snapshot"));
            } catch (IOException e) {
                throw new IOException(entry + " of state " + namespace + " of " + topology + " cannot be used: " + e.getMessage(), e);
            }
            print(manifest, temporary, out);
        } finally {
            WorkingFolder.deleteAll(temporary);
        }
    }

    private static void print(SnapshotManifest manifest, Path temporary, PrintStream out) throws IOException {
        EntrySerializers serializers = new EntrySerializers(manifest.format().serializers());
        Serializer<Object> keys = serializers.keys();
        Serializer<Object> values = serializers.values();
        try (WorkingFolder working = new WorkingFolder(temporary.resolve("working"))) {
            working.restore(temporary.resolve("snapshot"));
            try (LocalDatabase database = new LocalDatabase(working.database(), CACHE_MB, manifest.format().timed() ? Integer.MAX_VALUE : 0);
                 RocksIterator entries = database.iterator()) {
                for (entries.seekToFirst(); entries.isValid(); entries.next()) {
                    byte[] stored = entries.value();
                    Map<String, Object> line = new LinkedHashMap<>();
                    line.put("key", shown(keys.deserialize(entries.key())));
                    line.put("value", shown(values.deserialize(manifest.format().timed() ? EntryCodec.untimed(stored) : stored)));
                    if (manifest.format().timed()) {
                        line.put("putAtMillis", EntryCodec.time(stored));
                    }
                    out.println(JSONValue.toJSONString(line));
                }
                entries.status();
            } catch (RocksDBException e) {
                throw new IOException(LocalDatabase.reason(e), e);
            }
        }
    }

    /** What JSON has as it is, other objects as their text. */
    private static Object shown(Object value) {
        return value == null || value instanceof Number || value instanceof Boolean || value instanceof List<?> || value instanceof Map<?, ?> ? value
            : value.toString();
    }
}
