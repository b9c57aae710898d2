// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.state.snapshot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The snapshots of one state, for the life of its task that writes them. A later life takes them over, and from then on this one is refused: it looks
 * before and after it writes, so that whatever it reports as written is seen by the next life. Used by one thread at a time.
 */
public final class OwnedSnapshots extends SnapshotFolder {
    private final long incarnation;
    private final long lastSequence;
    /** Manifests that were read or written, by what they are of. */
    private final Map<SnapshotEntry, SnapshotManifest> known = new HashMap<>();

    private OwnedSnapshots(SnapshotStore store, StateId id, long incarnation) throws IOException {
        super(store, id.folder());
        this.incarnation = incarnation;
        this.lastSequence = all().stream().mapToLong(SnapshotEntry::sequence).max().orElse(0);
    }

    /**
     * Takes the snapshots over from any former life.
     *
     * @param by who does, for messages
     * @throws IOException if another version wrote to the store, or it cannot be read or written
     */
    public static OwnedSnapshots take(SnapshotStore store, Object where, StateId id, String by) throws IOException {
        requireFormat(store, where);
        store.create(FORMAT_FILE, (FORMAT + "\n").getBytes(StandardCharsets.UTF_8));
        String owners = id.folder() + "/" + OWNERS;
        long number = lastOwner(store, owners) + 1;
        while (!store.create(owners + "/" + ownerName(number), (by + "\n").getBytes(StandardCharsets.UTF_8))) {
            number++;
        }
        return new OwnedSnapshots(store, id, number);
    }

    private static String ownerName(long number) {
        return String.format("%010d", number);
    }

    private static long lastOwner(SnapshotStore store, String owners) throws IOException {
        return store.list(owners).stream().filter(name -> !name.endsWith(BASE)).mapToLong(Long::parseLong).max().orElse(0);
    }

    /** Notes which snapshot this life begins with; 0 for none. What another life writes later does not count any more. */
    public void beginWith(long sequence) throws IOException {
        store.create(in(OWNERS) + "/" + ownerName(incarnation) + BASE, (sequence + "\n").getBytes(StandardCharsets.UTF_8));
        removeOrphans();
    }

    /** Files that no snapshot has: a former life was still writing them when it ended. */
    private void removeOrphans() throws IOException {
        Set<String> needed = new HashSet<>();
        for (SnapshotEntry entry : entries()) {
            try {
                manifest(entry).files().forEach(file -> needed.add(in(file.stored())));
            } catch (IOException e) {
                return; // what it has is not known
            }
        }
        for (String file : store.list(in("files"))) {
            if (!needed.contains(in("files/" + file))) {
                store.delete(in("files/" + file));
            }
        }
    }

    /** The greatest number of a snapshot when this life began; 0 if there was none. Any thread. */
    public long lastSequence() {
        return lastSequence;
    }

    /** Which life of the task this is. Any thread. */
    public long incarnation() {
        return incarnation;
    }

    /** Makes a file part of the folder; it belongs to a snapshot once its manifest is there. */
    public void upload(Path file, StoredFile described) throws IOException {
        store.upload(file, in(described.stored()));
    }

    /**
     * Makes a prepared snapshot of files that were uploaded.
     *
     * @throws IOException if a later life has begun, or it cannot be written
     */
    public void publish(SnapshotManifest manifest) throws IOException {
        requireOwner();
        SnapshotEntry entry = SnapshotEntry.of(manifest);
        store.create(in(entry.manifestName()), manifest.toBytes());
        requireOwner();
        known.put(entry, manifest);
    }

    /**
     * Commits a snapshot; once more does no harm.
     *
     * @throws IOException if a later life has begun, or it cannot be written
     */
    public void commit(SnapshotManifest manifest) throws IOException {
        requireOwner();
        store.create(in(SnapshotEntry.of(manifest).committedName()), new byte[0]);
        requireOwner();
    }

    /** Drops a snapshot that was not committed. */
    public void drop(SnapshotManifest manifest) throws IOException {
        requireOwner();
        remove(SnapshotEntry.of(manifest));
    }

    private void requireOwner() throws IOException {
        long last = lastOwner(store, in(OWNERS));
        if (last > incarnation) {
            throw new IOException("a later life of the task has taken it over (" + owner(last) + "): this one writes no more of it");
        }
    }

    private String owner(long number) throws IOException {
        return new String(store.read(in(OWNERS) + "/" + ownerName(number)), StandardCharsets.UTF_8).strip();
    }

    /**
     * Removes all but the newest committed snapshots and what is newer than the last of them.
     *
     * @param keep how many stay, at least 1
     */
    public void removeOld(int keep) throws IOException {
        requireOwner();
        List<SnapshotEntry> removed = new ArrayList<>(all());
        int committed = 0;
        Set<String> needed = new HashSet<>();
        long oldest = incarnation;
        for (SnapshotEntry entry : entries()) {
            List<StoredFile> files = filesOf(entry);
            if (files.isEmpty()) {
                continue; // damaged, so it is of no use
            }
            committed += entry.committed() ? 1 : 0;
            if (committed <= keep && (entry.committed() || committed == 0)) {
                removed.remove(entry);
                oldest = Math.min(oldest, entry.incarnation());
                files.forEach(file -> needed.add(file.stored()));
            }
        }
        for (SnapshotEntry entry : removed) {
            List<StoredFile> files = filesOf(entry);
            remove(entry);
            for (StoredFile file : files) {
                if (!needed.contains(file.stored())) {
                    store.delete(in(file.stored()));
                }
            }
        }
        if (!removed.isEmpty()) {
            removeOwnersBefore(oldest);
        }
    }

    private void removeOwnersBefore(long oldest) throws IOException {
        for (String name : store.list(in(OWNERS))) {
            if (Long.parseLong(name.replace(BASE, "")) < oldest) {
                store.delete(in(OWNERS) + "/" + name);
            }
        }
    }

    /** None if its manifest is damaged. */
    private List<StoredFile> filesOf(SnapshotEntry entry) {
        try {
            return manifest(entry).files();
        } catch (IOException e) {
            return List.of();
        }
    }

    private SnapshotManifest manifest(SnapshotEntry entry) throws IOException {
        SnapshotEntry key = new SnapshotEntry(entry.sequence(), entry.incarnation(), false);
        SnapshotManifest manifest = known.get(key);
        if (manifest == null) {
            manifest = read(entry);
            known.put(key, manifest);
        }
        return manifest;
    }

    private void remove(SnapshotEntry entry) throws IOException {
        store.delete(in(entry.manifestName()));
        store.delete(in(entry.committedName()));
        known.remove(new SnapshotEntry(entry.sequence(), entry.incarnation(), false));
    }
}
