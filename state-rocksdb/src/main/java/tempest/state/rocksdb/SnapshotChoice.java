// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.state.rocksdb;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.state.snapshot.SnapshotEntry;
import tempest.state.snapshot.SnapshotFolder;
import tempest.state.snapshot.SnapshotManifest;
import tempest.state.snapshot.SnapshotStore;
import tempest.state.snapshot.StateId;

/**
 * Finds the newest snapshot that is whole and brings it here; a damaged one is said in the log, and the one before is tried. Used while a task
 * starts or rolls back, by one thread.
 */
final class SnapshotChoice {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotChoice.class);

    private final StateId id;
    private final Object where;
    private final WorkingFolder working;

    SnapshotChoice(StateId id, Object where, WorkingFolder working) {
        this.id = id;
        this.where = where;
        this.working = working;
    }

    /**
     * @param entry what the folder's names tell of it
     * @param fellBack whether a newer one was damaged
     */
    record Chosen(SnapshotEntry entry, SnapshotManifest manifest, boolean fellBack) {
    }

    /**
     * The newest snapshot, whose files are in its local checkpoint folder then.
     *
     * @param committedOnly whether prepared ones are left out
     * @return null if there never was one
     * @throws IOException if there are some, and none is whole
     */
    Chosen newest(SnapshotFolder snapshots, boolean committedOnly) throws IOException {
        List<String> damaged = new ArrayList<>();
        for (SnapshotEntry entry : snapshots.entries()) {
            if (committedOnly && !entry.committed()) {
                continue;
            }
            try {
                SnapshotManifest manifest = snapshots.read(entry);
                if (!entry.committed() && manifest.txid() == SnapshotManifest.NO_TXID) {
                    continue; // its worker died before it was committed, and nobody will
                }
                requireOwn(manifest);
                WorkingFolder.deleteAll(working.checkpoint(entry.sequence()));
                snapshots.fetch(manifest, working.checkpoint(entry.sequence()));
                if (!damaged.isEmpty()) {
                    LOG.warn("{} falls back to {} of transaction {}: {}", id, entry, manifest.txid(), String.join("; ", damaged));
                }
                return new Chosen(entry, manifest, !damaged.isEmpty());
            } catch (IOException e) {
                damaged.add(entry + " in " + where + " cannot be used: " + e.getMessage());
            }
        }
        if (!damaged.isEmpty()) {
            throw new IOException(id + " has no snapshot that can be used; to begin without, delete " + id.folder() + " in " + where + ": "
                + String.join("; ", damaged));
        }
        return null;
    }

    private void requireOwn(SnapshotManifest manifest) {
        StateId found = manifest.id();
        if (!found.topology().equals(id.topology()) || !found.namespace().equals(id.namespace())) {
            throw new IllegalStateException(where + " has " + found + " where " + id + " is to be: the folder of another topology or task was copied there; "
                + "to begin with the state of another topology, name it by 'from' in " + RocksDbConfig.KEY);
        }
    }

    /**
     * The newest committed snapshot of the same task of another topology, whose files are in the local checkpoint folder of this sequence then.
     *
     * @throws IOException if there is none, or none is whole
     * @throws IllegalStateException if the component had another number of tasks
     */
    SnapshotManifest of(SnapshotStore store, String topology, long sequence) throws IOException {
        List<String> damaged = new ArrayList<>();
        String folder = StateId.fileName(topology);
        for (String namespace : store.list(folder)) {
            SnapshotFolder snapshots = new SnapshotFolder(store, folder + "/" + namespace);
            for (SnapshotEntry entry : snapshots.entries()) {
                if (!entry.committed()) {
                    continue;
                }
                try {
                    SnapshotManifest manifest = snapshots.read(entry);
                    if (!sameTask(manifest.id(), topology)) {
                        break;
                    }
                    WorkingFolder.deleteAll(working.checkpoint(sequence));
                    snapshots.fetch(manifest, working.checkpoint(sequence));
                    LOG.info("{} begins with {} of {}", id, entry, manifest.id());
                    return manifest;
                } catch (IOException e) {
                    damaged.add(namespace + ": " + entry + " cannot be used: " + e.getMessage());
                }
            }
        }
        throw new IOException(id + " is to begin with that of " + topology + " ('from' in " + RocksDbConfig.KEY + "), and " + where + " has none of task "
            + id.taskIndex() + " of " + id.component() + (damaged.isEmpty() ? "" : ": " + String.join("; ", damaged)));
    }

    private boolean sameTask(StateId found, String topology) {
        if (!found.component().equals(id.component()) || !role(found).equals(role(id))) {
            return false;
        }
        if (found.tasks() != id.tasks()) {
            throw new IllegalStateException(id + " is to begin with that of " + topology + " ('from' in " + RocksDbConfig.KEY + "), where " + id.component()
                + " had " + found.tasks() + " tasks; it has " + id.tasks() + " now, and state is of a task: the same number is right");
        }
        return found.taskIndex() == id.taskIndex();
    }

    /** A task may have several states, which the rest of the namespace tells apart: numbers are task ids, which differ. */
    private static String role(StateId of) {
        return of.namespace().replaceAll("\\d+", "#");
    }
}
