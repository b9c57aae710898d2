// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.state.snapshot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The snapshots of one state, to be read. What a life of the task wrote after a later life had begun does not count: each life notes the snapshot that
 * it began with. Used by one thread at a time.
 */
public class SnapshotFolder {
    /** What this version writes and reads. */
    static final String FORMAT = "1";
    static final String FORMAT_FILE = "format";
    static final String OWNERS = "owners";
    static final String BASE = ".base";

    final SnapshotStore store;
    final String folder;

    public SnapshotFolder(SnapshotStore store, String folder) {
        this.store = store;
        this.folder = folder;
    }

    /**
     * @throws IOException if another version wrote to this store
     */
    public static void requireFormat(SnapshotStore store, Object where) throws IOException {
        if (!store.list("").contains(FORMAT_FILE)) {
            return;
        }
        String format = new String(store.read(FORMAT_FILE), StandardCharsets.UTF_8).strip();
        if (!format.equals(FORMAT)) {
            throw new IOException(where + " is of format " + (format.isEmpty() ? "(none)" : format) + ", which another version of Tempest wrote; this one reads and writes format "
                + FORMAT);
        }
    }

    /** The snapshots that count, newest first. */
    public List<SnapshotEntry> entries() throws IOException {
        Map<Long, Long> bases = bases();
        List<SnapshotEntry> entries = new ArrayList<>(all());
        entries.removeIf(entry -> bases.entrySet().stream().anyMatch(life -> life.getKey() > entry.incarnation() && life.getValue() < entry.sequence()));
        entries.sort(Comparator.comparingLong(SnapshotEntry::sequence).thenComparingLong(SnapshotEntry::incarnation).reversed());
        return entries;
    }

    List<SnapshotEntry> all() throws IOException {
        Set<String> names = new HashSet<>(store.list(in(SnapshotEntry.FOLDER)));
        return names.stream().flatMap(name -> SnapshotEntry.of(name, names).stream()).toList();
    }

    /** The sequence that each life of the task began with, where it got that far. */
    private Map<Long, Long> bases() throws IOException {
        Map<Long, Long> bases = new TreeMap<>();
        for (String name : store.list(in(OWNERS))) {
            if (name.endsWith(BASE)) {
                bases.put(Long.parseLong(name.substring(0, name.length() - BASE.length())),
                    Long.parseLong(new String(store.read(in(OWNERS) + "/" + name), StandardCharsets.UTF_8).strip()));
            }
        }
        return bases;
    }

    /**
     * @throws IOException if the manifest is not there, or damaged
     */
    public SnapshotManifest read(SnapshotEntry entry) throws IOException {
        byte[] bytes;
        try {
            bytes = store.read(in(entry.manifestName()));
        } catch (IOException e) {
            throw new IOException("its manifest cannot be read: " + IoReasons.of(e), e);
        }
        try {
            return SnapshotManifest.of(bytes);
        } catch (IOException e) {
            throw new IOException("its manifest cannot be used: " + e.getMessage(), e);
        }
    }

    /**
     * Brings the files of a snapshot into a local folder, which is empty, and checks each.
     *
     * @throws IOException if one is missing, short or damaged
     */
    public void fetch(SnapshotManifest manifest, Path target) throws IOException {
        Files.createDirectories(target);
        for (StoredFile file : manifest.files()) {
            Path local = target.resolve(file.name());
            if (!local.normalize().getParent().equals(target.normalize())) {
                throw new IOException("its manifest names a file outside of it: " + file.name());
            }
            try {
                store.download(in(file.stored()), local);
            } catch (IOException e) {
                throw new IOException(file.stored() + (IoReasons.absent(e) ? " is missing" : " cannot be read: " + IoReasons.of(e)), e);
            }
            file.check(local);
        }
    }

    String in(String name) {
        return folder + "/" + name;
    }
}
