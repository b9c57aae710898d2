// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.state.rocksdb;

import java.io.IOException;
import java.nio.file.Path;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.state.snapshot.StateFormat;

/**
 * The entries of one state in a database in its working folder: made of a snapshot's files, and given to a checkpoint. Knows nothing of folders of snapshots. Used by one thread
 * at a time.
 */
final class LocalEntries<K, V> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalEntries.class);
    private static final int CHUNK = 1000;

    private final RocksDbKeyValueState.Parts<K, V> parts;
    private final WorkingFolder working;
    private final ClassDigests digests = new ClassDigests();
    private final EntryCodec<K, V> codec;
    private LocalDatabase database;
    /** How entries are stored, with the classes that were stored before. */
    private StateFormat format;

    LocalEntries(RocksDbKeyValueState.Parts<K, V> parts, WorkingFolder working) {
        this.parts = parts;
        this.working = working;
        this.codec = new EntryCodec<>(parts.keys(), parts.values(), digests, parts.config().ttlSecs() * 1000L, parts.clock());
    }

    /**
     * Begins with the files of a checkpoint, which stay as they are.
     *
     * @param stored how its entries are stored; null for no entries
     * @return whether the database's files are the checkpoint's: not if entries were written anew
     * @throws IOException if a file cannot be used
     * @throws IllegalStateException if what is stored does not fit
     */
    boolean restore(StateFormat stored, Path checkpoint) throws IOException {
        close();
        RocksDbConfig config = parts.config();
        StateFormat wanted = new StateFormat(config.version(), config.ttlSecs() > 0, parts.serializers(), Map.of());
        boolean rewritten = false;
        if (stored == null) {
            WorkingFolder.deleteAll(working.database());
        } else {
            StateRewrite rewrite = new StateRewrite(parts.id(), stored, wanted, config.migration());
            rewritten = rewrite.needed(parts.loader());
            working.restore(checkpoint);
            if (rewritten) {
                rewrite(rewrite, stored.timed());
            }
        }
        format = stored == null || rewritten ? wanted : wanted.withClasses(stored.classes());
        database = new LocalDatabase(working.database(), config.cacheMb(), config.ttlSecs());
        return stored != null && !rewritten;
    }

    private void rewrite(StateRewrite rewrite, boolean timed) throws IOException {
        LOG.info("{} is written anew, as its configuration says", parts.id());
        RocksDbConfig config = parts.config();
        WorkingFolder.deleteAll(working.migrated());
        try (LocalDatabase from = new LocalDatabase(working.database(), config.cacheMb(), timed ? Integer.MAX_VALUE : 0);
             LocalDatabase to = new LocalDatabase(working.migrated(), config.cacheMb(), config.ttlSecs())) {
            rewrite.run(from, to, parts.forMigration(), parts.clock().millis());
            to.flush();
        }
        working.replaceDatabase(working.migrated());
    }

    /** Whether there is a database: not before {@link #restore} succeeded. */
    boolean isOpen() {
        return database != null;
    }

    /** How entries are stored now. */
    StateFormat format() {
        return format.withClasses(digests.digests());
    }

    EntryCodec<K, V> codec() {
        return codec;
    }

    void put(K key, V value) throws IOException {
        database.put(codec.key(key), codec.value(value));
    }

    /** The value, or null. */
    V get(K key) throws IOException {
        byte[] stored = database.get(codec.key(key));
        return codec.lives(stored) ? codec.readValue(stored) : null;
    }

    void delete(K key) throws IOException {
        database.delete(codec.key(key));
    }

    /** The entries that follow a key, or the first ones for null; none at the end. */
    List<Map.Entry<byte[], byte[]>> chunkAfter(byte[] last) throws IOException {
        List<Map.Entry<byte[], byte[]>> chunk = new ArrayList<>();
        try (RocksIterator entries = database.iterator()) {
            if (last == null) {
                entries.seekToFirst();
            } else {
                entries.seek(last);
                if (entries.isValid() && Arrays.equals(entries.key(), last)) {
                    entries.next();
                }
            }
            for (; entries.isValid() && chunk.size() < CHUNK; entries.next()) {
                chunk.add(new SimpleImmutableEntry<>(entries.key(), entries.value()));
            }
            entries.status();
        } catch (RocksDBException e) {
            throw new IOException(LocalDatabase.reason(e), e);
        }
        return chunk;
    }

    /** Makes a folder that has what the database has now. */
    void checkpoint(Path target) throws IOException {
        database.checkpoint(target);
    }

    @Override
    public void close() {
        if (database != null) {
            database.close();
            database = null;
        }
    }
}
