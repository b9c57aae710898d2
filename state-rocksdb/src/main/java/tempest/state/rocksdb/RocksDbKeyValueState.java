// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.state.rocksdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.storm.state.KeyValueState;
import org.apache.storm.state.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.state.snapshot.OwnedSnapshots;
import tempest.state.snapshot.SnapshotManifest;
import tempest.state.snapshot.SnapshotStore;
import tempest.state.snapshot.StateId;

/**
 * A task's state in a RocksDB on its machine's disk. Preparing takes a checkpoint, which is copied to the folder of snapshots while the task goes on;
 * committing waits until it is there. Called by the task's thread; a later life of the task in the same process closes it, on that life's thread.
 */
public final class RocksDbKeyValueState<K, V> implements KeyValueState<K, V>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RocksDbKeyValueState.class);

    private final Parts<K, V> parts;
    private final StateId id;
    private final RocksDbConfig config;
    private final WorkingFolder working;
    private final LocalEntries<K, V> entries;
    private final OwnedSnapshots snapshots;
    private final SnapshotUploads uploads;
    private final SnapshotChoice choice;

    private long sequence;
    /** The snapshot that a rollback goes back to; null if it is not known yet or there is none. */
    private SnapshotManifest committed;
    private long committedTxid = SnapshotManifest.NO_TXID;
    private Prepared prepared;
    /** Whether the newest snapshot was damaged, so that there may be nothing to commit. */
    private boolean fellBack;
    private String closedBecause;

    /** What is prepared, and neither committed nor rolled back. */
    private record Prepared(SnapshotManifest described, CompletableFuture<SnapshotManifest> uploaded) {
    }

    /**
     * What a state is made of.
     *
     * @param owner who opens it, for the messages of others
     * @param serializers what the keys' and values' serializers are, by name
     * @param loader has the classes of entries
     */
    record Parts<K, V>(StateId id, RocksDbConfig config, SnapshotStore store, String owner, Serializer<K> keys, Serializer<V> values,
                       Map<String, String> serializers, ClassLoader loader, InstantSource clock) {
        @SuppressWarnings("unchecked")
        StateMigration.Serializers forMigration() {
            return new StateMigration.Serializers((Serializer<Object>) keys, (Serializer<Object>) values);
        }
    }

    /**
     * Takes the snapshots of the task over from any former life and begins with the newest.
     *
     * @throws IOException if a folder or file cannot be used
     * @throws IllegalStateException if what is stored does not fit
     */
    RocksDbKeyValueState(Parts<K, V> parts) throws IOException {
        this.parts = parts;
        this.id = parts.id();
        this.config = parts.config();
        this.working = new WorkingFolder(config.localFolder().resolve(id.folder()));
        this.entries = new LocalEntries<>(parts, working);
        boolean open = false;
        SnapshotUploads begun = null;
        try {
            this.snapshots = OwnedSnapshots.take(parts.store(), config.folder(), id, parts.owner());
            this.sequence = snapshots.lastSequence();
            this.uploads = begun = new SnapshotUploads(snapshots, id.namespace(), config.uploadTimeoutSecs());
            this.choice = new SnapshotChoice(id, config.folder(), working);
            begin();
            open = true;
        } finally {
            if (!open) {
                abandon(begun);
            }
        }
    }

    private void abandon(SnapshotUploads begun) throws IOException {
        if (begun != null) {
            begun.close();
        }
        entries.close();
        working.close();
    }

    private void begin() throws IOException {
        SnapshotChoice.Chosen chosen = choice.newest(snapshots, false);
        snapshots.beginWith(chosen == null ? 0 : chosen.entry().sequence());
        if (chosen == null) {
            restoreWithoutOwn();
            return;
        }
        SnapshotManifest manifest = chosen.manifest();
        restore(manifest, checkpointOf(manifest), true);
        fellBack = chosen.fellBack();
        if (chosen.entry().committed()) {
            committed = manifest;
            committedTxid = manifest.txid() == SnapshotManifest.NO_TXID ? manifest.lastTxid() : manifest.txid();
        } else {
            prepared = new Prepared(manifest, CompletableFuture.completedFuture(manifest));
            committedTxid = manifest.lastTxid();
        }
    }

    /** Begins empty, or with the state of the topology that is named for it. */
    private void restoreWithoutOwn() throws IOException {
        if (config.from() == null) {
            restore(null, null, false);
        } else {
            Path checkpoint = working.checkpoint(++sequence);
            restore(choice.of(parts.store(), config.from(), sequence), checkpoint, false);
            WorkingFolder.deleteAll(checkpoint);
        }
    }

    private void restore(SnapshotManifest manifest, Path checkpoint, boolean own) throws IOException {
        boolean asStored = entries.restore(manifest == null ? null : manifest.format(), checkpoint);
        uploads.databaseIsOf(own && asStored ? manifest : null);
    }

    @Override
    public synchronized void put(K key, V value) {
        io(() -> entries.put(key, value));
    }

    @Override
    public synchronized V get(K key) {
        List<V> found = new ArrayList<>(1);
        io(() -> found.add(entries.get(key)));
        return found.get(0);
    }

    @Override
    public synchronized V get(K key, V defaultValue) {
        V value = get(key);
        return value == null ? defaultValue : value;
    }

    @Override
    public synchronized V delete(K key) {
        V value = get(key);
        io(() -> entries.delete(key));
        return value;
    }

    /** Over all entries, in the order of their keys' bytes, chunk by chunk: entries that change meanwhile are seen as they were or as they are. */
    @Override
    public Iterator<Map.Entry<K, V>> iterator() {
        return new StoredEntries<>(this::chunkAfter, entries.codec());
    }

    private synchronized List<Map.Entry<byte[], byte[]>> chunkAfter(byte[] last) {
        List<Map.Entry<byte[], byte[]>> chunk = new ArrayList<>();
        io(() -> chunk.addAll(entries.chunkAfter(last)));
        return chunk;
    }

    /**
     * Takes a checkpoint, which is copied to the folder of snapshots while the task goes on.
     *
     * @throws RuntimeException if another transaction is prepared, or this or a later one was committed
     */
    @Override
    public synchronized void prepareCommit(long txid) {
        if (prepared != null && prepared.described().txid() != txid) {
            throw new IllegalStateException(id + " cannot prepare transaction " + txid + " while " + prepared.described().txid() + " is prepared");
        }
        if (txid <= committedTxid) {
            throw new IllegalStateException(id + " cannot prepare transaction " + txid + ": " + committedTxid + " is committed already");
        }
        io(() -> {
            Prepared before = prepared;
            prepared = take(txid);
            if (before != null) {
                drop(before);
            }
        });
    }

    /**
     * When what is prepared is in the folder of snapshots, so that the transaction can be committed after any crash. For who coordinates several states.
     *
     * @return done at once if nothing is prepared; exceptional if it failed, which the commit tries again
     */
    public synchronized CompletableFuture<Void> whenDurable() {
        return prepared == null ? CompletableFuture.completedFuture(null) : prepared.uploaded().thenAccept(manifest -> { });
    }

    private Prepared take(long txid) throws IOException {
        Path checkpoint = working.checkpoint(++sequence);
        entries.checkpoint(checkpoint);
        SnapshotManifest described = new SnapshotManifest(sequence, snapshots.incarnation(), id, txid, committedTxid, parts.clock().millis(),
            entries.format(), List.of());
        return new Prepared(described, uploads.upload(checkpoint, described));
    }

    /**
     * Commits what was prepared, once it is in the folder of snapshots; once more does no harm.
     *
     * @throws RuntimeException if another transaction is prepared or was committed last, or the snapshot cannot be stored
     */
    @Override
    public synchronized void commit(long txid) {
        if (prepared == null) {
            requireNothingToCommit(txid);
        } else if (prepared.described().txid() != txid) {
            throw new IllegalStateException(id + " cannot commit transaction " + txid + ": " + prepared.described().txid() + " is prepared");
        } else {
            io(() -> {
                prepared = finish(prepared);
                committedTxid = txid;
            });
        }
        fellBack = false;
    }

    private void requireNothingToCommit(long txid) {
        if (fellBack) {
            LOG.warn("{} has nothing to commit as transaction {}: it fell back to an earlier snapshot", id, txid);
        } else if (committedTxid != SnapshotManifest.NO_TXID && committedTxid != txid) {
            throw new IllegalStateException(id + " cannot commit transaction " + txid + ": it was not prepared");
        }
    }

    @Override
    public synchronized void commit() {
        io(() -> {
            if (prepared != null) { // the new snapshot has it, too
                committedTxid = prepared.described().txid();
                drop(prepared);
            }
            prepared = finish(take(SnapshotManifest.NO_TXID));
        });
    }

    /** @return null: nothing is prepared any more */
    private Prepared finish(Prepared begun) throws IOException {
        Path checkpoint = checkpointOf(begun.described());
        SnapshotManifest whole;
        if (begun.uploaded().isCompletedExceptionally()) {
            whole = uploads.await(uploads.upload(checkpoint, begun.described()));
        } else {
            whole = uploads.await(begun.uploaded());
        }
        uploads.await(uploads.submit(folder -> folder.commit(whole)));
        uploads.submit(folder -> folder.removeOld(config.keep())).exceptionally(e -> {
            LOG.warn("Old snapshots of {} were not removed: {}", id, e.getCause() == null ? e.toString() : e.getCause().getMessage());
            return null;
        });
        if (committed != null) {
            WorkingFolder.deleteAll(checkpointOf(committed));
        }
        committed = whole;
        return null;
    }

    private void drop(Prepared dropped) {
        Path checkpoint = checkpointOf(dropped.described());
        dropped.uploaded().exceptionally(e -> null);
        uploads.submit(folder -> {
            if (!dropped.uploaded().isCompletedExceptionally()) {
                folder.drop(dropped.described());
            }
            WorkingFolder.deleteAll(checkpoint);
        }).exceptionally(e -> {
            LOG.warn("A prepared snapshot of {} was not removed: {}", id, e.getCause() == null ? e.toString() : e.getCause().getMessage());
            return null;
        });
    }

    @Override
    public synchronized void rollback() {
        io(() -> {
            if (prepared != null) {
                drop(prepared);
                prepared = null;
            }
            uploads.await(uploads.submit(folder -> { })); // from here on nobody else uses the folder
            if (committed == null) {
                SnapshotChoice.Chosen chosen = choice.newest(snapshots, true);
                committed = chosen == null ? null : chosen.manifest();
            }
            if (committed == null) {
                restoreWithoutOwn();
            } else {
                restore(committed, checkpointOf(committed), true);
            }
        });
    }

    private Path checkpointOf(SnapshotManifest manifest) {
        return working.checkpoint(manifest.sequence());
    }

    /** Whether it still is in use. */
    synchronized boolean isOpen() {
        return closedBecause == null;
    }

    /** Frees what it has of memory and local disk, after what was prepared is stored. It cannot be used any more. */
    @Override
    public void close() {
        close("it was closed");
    }

    synchronized void close(String reason) {
        if (closedBecause != null) {
            return;
        }
        closedBecause = reason;
        uploads.close();
        entries.close();
        try {
            working.close();
        } catch (IOException e) {
            LOG.warn("The local folder of {} was not removed: {}", id, e.toString());
        }
    }

    private interface IoCall {
        void run() throws IOException;
    }

    private void io(IoCall call) {
        if (closedBecause != null) {
            throw new IllegalStateException(id + " cannot be used: " + closedBecause);
        }
        if (!entries.isOpen()) {
            throw new IllegalStateException(id + " cannot be used: it could not be restored");
        }
        try {
            call.run();
        } catch (IOException e) {
            throw new UncheckedIOException(id + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return id + ", committed " + committedTxid;
    }
}
