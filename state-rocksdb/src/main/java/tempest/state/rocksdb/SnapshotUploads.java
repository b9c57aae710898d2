// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.state.rocksdb;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tempest.state.snapshot.OwnedSnapshots;
import tempest.state.snapshot.SnapshotManifest;
import tempest.state.snapshot.StoredFile;

/**
 * Copies checkpoints to the folder of snapshots, one after the other, on a thread of its own, while the task goes on. Tables that the snapshot
 * before had are there already. Nobody else writes to the folder. Never touches the database.
 */
final class SnapshotUploads implements AutoCloseable {
    private final OwnedSnapshots snapshots;
    private final int timeoutSecs;
    private final ExecutorService thread;
    /** The tables of the snapshot before, by their name in the database. Belongs to the thread. */
    private Map<String, StoredFile> stored = Map.of();

    SnapshotUploads(OwnedSnapshots snapshots, String namespace, int timeoutSecs) {
        this.snapshots = snapshots;
        this.timeoutSecs = timeoutSecs;
        this.thread = Executors.newSingleThreadExecutor(work -> {
            Thread made = new Thread(work, "state-snapshots-" + namespace);
            made.setDaemon(true);
            return made;
        });
    }

    /** Work with the folder. */
    interface FolderCall {
        void run(OwnedSnapshots snapshots) throws IOException;
    }

    /** The database was made of this snapshot's files; null: of none. */
    void databaseIsOf(SnapshotManifest snapshot) {
        submit(folder -> {
            Map<String, StoredFile> tables = new HashMap<>();
            if (snapshot != null) {
                snapshot.files().stream().filter(f -> WorkingFolder.isTable(Path.of(f.name()))).forEach(f -> tables.put(f.name(), f));
            }
            stored = tables;
        });
    }

    /**
     * Copies a checkpoint and makes it a prepared snapshot.
     *
     * @param described all but its files
     * @return the whole, when it is durable
     */
    CompletableFuture<SnapshotManifest> upload(Path checkpoint, SnapshotManifest described) {
        CompletableFuture<SnapshotManifest> done = new CompletableFuture<>();
        thread.execute(() -> {
            try {
                List<StoredFile> files = new ArrayList<>();
                Map<String, StoredFile> tables = new HashMap<>();
                for (Path file : WorkingFolder.files(checkpoint)) {
                    StoredFile there = WorkingFolder.isTable(file) ? stored.get(file.getFileName().toString()) : null;
                    if (there == null) {
                        there = StoredFile.of(file);
                        snapshots.upload(file, there);
                    }
                    files.add(there);
                    if (WorkingFolder.isTable(file)) {
                        tables.put(there.name(), there);
                    }
                }
                SnapshotManifest whole = new SnapshotManifest(described.sequence(), described.incarnation(), described.id(), described.txid(),
                    described.lastTxid(), described.atMillis(), described.format(), files);
                snapshots.publish(whole);
                stored = tables;
                done.complete(whole);
            } catch (IOException | RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    CompletableFuture<Void> submit(FolderCall call) {
        return CompletableFuture.runAsync(() -> {
            try {
                call.run(snapshots);
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        }, thread);
    }

    /**
     * @throws IOException why it failed, or that it took too long
     */
    <T> T await(CompletableFuture<T> future) throws IOException {
        try {
            return future.get(timeoutSecs, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw cause instanceof IOException io ? new IOException(io.getMessage(), io) : new IOException(cause.toString(), cause);
        } catch (TimeoutException e) {
            throw new IOException("the snapshot is not in its folder after " + timeoutSecs + " s (uploadTimeoutSecs of " + RocksDbConfig.KEY + ")", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the snapshot was copied to its folder", e);
        }
    }

    /** Ends when what was begun is done. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            thread.awaitTermination(timeoutSecs, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
