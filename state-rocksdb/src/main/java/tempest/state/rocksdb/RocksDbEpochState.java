// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.state.rocksdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.api.epoch.IEpochState;
import tempest.api.epoch.Transaction;
import tempest.state.snapshot.EpochFiles;
import tempest.state.snapshot.EpochSnapshot;
import tempest.state.snapshot.SnapshotManifest;
import tempest.state.snapshot.StoredFile;

/**
 * A task's state in RocksDB in an exactly-once topology. A snapshot is a checkpoint of the database, whose new files are linked or copied into the folder of epochs by a thread of its own
 * while the task goes on; the epoch itself keeps the list of them. Called by the task's thread.
 */
final class RocksDbEpochState implements IEpochState {
    private static final Logger LOG = LoggerFactory.getLogger(RocksDbEpochState.class);
    private static final int CLOSE_SECS = 60;

    private final RocksDbKeyValueState.Parts<Object, Object> parts;
    private final EpochFiles files;
    private final WorkingFolder working;
    private final LocalEntries<Object, Object> entries;
    private final ExecutorService thread;
    private long incarnation;
    /** The last snapshot that was stored or gone back to, and where each of its tables is. Belong to the thread. */
    private EpochSnapshot last;
    private Map<StoredFile, Long> stored = Map.of();

    /**
     * @throws IOException if the local folder cannot be used
     */
    RocksDbEpochState(RocksDbKeyValueState.Parts<Object, Object> parts, String task) throws IOException {
        this.parts = parts;
        files = new EpochFiles(parts.store(), task);
        working = new WorkingFolder(parts.config().localFolder().resolve(parts.id().folder()));
        entries = new LocalEntries<>(parts, working);
        thread = Executors.newSingleThreadExecutor(work -> {
            Thread made = new Thread(work, "state-epochs-" + task);
            made.setDaemon(true);
            return made;
        });
    }

    @Override
    public void restore(long incarnation, byte[] snapshot) throws IOException {
        this.incarnation = incarnation;
        EpochSnapshot from = snapshot == null ? null : EpochSnapshot.of(snapshot);
        Path checkpoint = working.checkpoint(0);
        await(() -> { }); // what earlier incarnations were still storing
        WorkingFolder.deleteAll(checkpoint);
        if (from != null) {
            files.fetch(from, checkpoint);
        }
        boolean asStored = entries.restore(from == null ? null : from.manifest().format(), checkpoint);
        WorkingFolder.deleteAll(checkpoint);
        await(() -> {
            last = from;
            stored = asStored ? tables(from) : Map.of();
            files.removeAllBut(from, incarnation);
        });
    }

    /** RocksDB never changes a table, and until the database is another one it does not give its name again. */
    private static Map<StoredFile, Long> tables(EpochSnapshot of) {
        Map<StoredFile, Long> tables = new HashMap<>();
        List<StoredFile> files = of.manifest().files();
        for (int i = 0; i < files.size(); i++) {
            if (WorkingFolder.isTable(Path.of(files.get(i).name()))) {
                tables.put(files.get(i), of.origins().get(i));
            }
        }
        return tables;
    }

    @Override
    public CompletableFuture<byte[]> snapshot(Transaction transaction) {
        Path checkpoint = working.checkpoint(transaction.epoch());
        try {
            requireOpen();
            WorkingFolder.deleteAll(checkpoint);
            entries.checkpoint(checkpoint);
        } catch (IOException e) {
            throw new UncheckedIOException(parts.id() + ": " + e.getMessage(), e);
        }
        SnapshotManifest described = new SnapshotManifest(transaction.epoch(), transaction.incarnation(), parts.id(), transaction.epoch(), SnapshotManifest.NO_TXID,
            parts.clock().millis(), entries.format(), List.of());
        return CompletableFuture.supplyAsync(() -> {
            try {
                return store(checkpoint, described).toBytes();
            } catch (IOException e) {
                throw new CompletionException(parts.id() + ": " + e.getMessage(), e);
            }
        }, thread);
    }

    private EpochSnapshot store(Path checkpoint, SnapshotManifest described) throws IOException {
        Map<String, StoredFile> known = new HashMap<>();
        stored.keySet().forEach(file -> known.put(file.name(), file));
        List<StoredFile> all = new ArrayList<>();
        List<Long> origins = new ArrayList<>();
        for (Path file : WorkingFolder.files(checkpoint)) {
            StoredFile there = known.get(file.getFileName().toString());
            if (there == null) {
                there = StoredFile.of(file);
                files.upload(file, there, described.incarnation());
                origins.add(described.incarnation());
            } else {
                origins.add(stored.get(there));
            }
            all.add(there);
        }
        last = new EpochSnapshot(new SnapshotManifest(described.sequence(), described.incarnation(), described.id(), described.txid(), described.lastTxid(), described.atMillis(),
            described.format(), all), origins);
        stored = tables(last);
        WorkingFolder.deleteAll(checkpoint);
        return last;
    }

    @Override
    public void committed(Transaction transaction) {
        long own = incarnation;
        thread.execute(() -> {
            try {
                if (last != null && last.manifest().sequence() == transaction.epoch()) {
                    files.removeAllBut(last, own + 1);
                }
            } catch (IOException | RuntimeException e) {
                LOG.warn("Files of {} that no epoch needs were not removed: {}", parts.id(), e.toString());
            }
        });
    }

    private interface FolderCall {
        void run() throws IOException;
    }

    /** Does something by the thread, after all that it has to do. */
    private void await(FolderCall call) throws IOException {
        try {
            thread.submit(() -> {
                call.run();
                return null;
            }).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause().toString(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the state was gone back to", e);
        }
    }

    private void requireOpen() {
        if (!entries.isOpen()) {
            throw new IllegalStateException(parts.id() + " cannot be used: it could not be restored, or is closed");
        }
    }

    private interface EntriesCall<T> {
        T run() throws IOException;
    }

    private <T> T io(EntriesCall<T> call) {
        requireOpen();
        try {
            return call.run();
        } catch (IOException e) {
            throw new UncheckedIOException(parts.id() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void put(Object key, Object value) {
        io(() -> {
            entries.put(key, value);
            return null;
        });
    }

    @Override
    public Object get(Object key) {
        return io(() -> entries.get(key));
    }

    @Override
    public Object get(Object key, Object defaultValue) {
        Object value = get(key);
        return value == null ? defaultValue : value;
    }

    @Override
    public Object delete(Object key) {
        Object value = get(key);
        io(() -> {
            entries.delete(key);
            return null;
        });
        return value;
    }

    /** Over all entries, in the order of their keys' bytes: entries that change meanwhile are seen as they were or as they are. */
    @Override
    public Iterator<Map.Entry<Object, Object>> iterator() {
        return new StoredEntries<>(last -> io(() -> entries.chunkAfter(last)), entries.codec());
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_SECS, TimeUnit.SECONDS)) {
                LOG.warn("{} is still storing a snapshot after {} s", parts.id(), CLOSE_SECS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        entries.close();
        try {
            working.close();
        } catch (IOException e) {
            LOG.warn("The local folder of {} was not removed: {}", parts.id(), e.toString());
        }
    }

    @Override
    public String toString() {
        return parts.id().toString();
    }
}
