// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.state.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The files of one task's snapshots in an exactly-once topology. Each lies in a folder of the incarnation that stored it, so that a process that was given up for dead and wakes can delete nothing
 * that a later incarnation stored. Which snapshot counts is not known here: epochs say that. Used by one thread at a time; other processes may use the same folder.
 */
public final class EpochFiles {
    private final SnapshotStore store;
    private final String folder;

    /** @param folder the task's own */
    public EpochFiles(SnapshotStore store, String folder) {
        this.store = store;
        this.folder = folder;
    }

    /** Makes a local file, which does not change any more, one of this incarnation's. */
    public void upload(Path file, StoredFile described, long incarnation) throws IOException {
        store.upload(file, folder + "/" + incarnation + "/" + described.stored());
    }

    /**
     * Brings the files of a snapshot into a local folder, which is not there yet, and checks each.
     *
     * @throws IOException if one is missing, short or damaged: one line that names it
     */
    public void fetch(EpochSnapshot snapshot, Path target) throws IOException {
        Files.createDirectories(target);
        List<StoredFile> files = snapshot.manifest().files();
        for (int i = 0; i < files.size(); i++) {
            Path local = target.resolve(files.get(i).name());
            if (!local.normalize().getParent().equals(target.normalize())) {
                throw new IOException("its snapshot names a file outside of it: " + files.get(i).name());
            }
            String stored = folder + "/" + snapshot.stored(i);
            try {
                store.download(stored, local);
            } catch (IOException e) {
                throw new IOException("its file " + stored + (IoReasons.absent(e) ? " is missing" : " cannot be read: " + IoReasons.of(e)), e);
            }
            files.get(i).check(local);
        }
    }

    /**
     * Deletes what no later incarnation goes back to.
     *
     * @param needed what the topology goes back to; null for the beginning
     * @param before only of incarnations before this one: later ones may have stored what is not known here
     */
    public void removeAllBut(EpochSnapshot needed, long before) throws IOException {
        Set<String> kept = new HashSet<>();
        for (int i = 0; needed != null && i < needed.origins().size(); i++) {
            kept.add(needed.stored(i));
        }
        for (String incarnation : store.list(folder)) {
            if (Long.parseLong(incarnation) < before) {
                removeAllBut(kept, incarnation);
            }
        }
    }

    private void removeAllBut(Set<String> kept, String incarnation) throws IOException {
        for (String kind : store.list(folder + "/" + incarnation)) {
            for (String file : store.list(folder + "/" + incarnation + "/" + kind)) {
                String stored = incarnation + "/" + kind + "/" + file;
                if (!kept.contains(stored)) {
                    store.delete(folder + "/" + stored);
                }
            }
        }
    }
}
