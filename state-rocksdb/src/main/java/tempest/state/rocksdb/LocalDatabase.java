// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.state.rocksdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.Checkpoint;
import org.rocksdb.CompressionType;
import org.rocksdb.FlushOptions;
import org.rocksdb.IndexType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Status;
import org.rocksdb.TtlDB;
import org.rocksdb.WriteBufferManager;
import org.rocksdb.WriteOptions;

/**
 * A RocksDB on a local disk. It keeps no log of its own: what is not in a checkpoint is lost with the process, as its owner wants it. Used by one
 * thread at a time, and never after it was closed.
 */
final class LocalDatabase implements AutoCloseable {
    private static final long MIB = 1 << 20;
    private static final int BITS_PER_KEY = 10;
    private static final int BACKGROUND_JOBS = 2;
    private static final long LARGEST_WRITE_BUFFER = 64 * MIB;

    private final Path folder;
    /** Closed in the reverse order. */
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final RocksDB db;
    private final WriteOptions withoutLog;

    /**
     * @param ttlSecs entries are removed some time after that; 0 for never
     * @throws IOException if it is locked by another process, or damaged, or the disk refuses
     */
    LocalDatabase(Path folder, int cacheMb, int ttlSecs) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder);
        RocksDB.loadLibrary();
        try {
            Options options = options(cacheMb * MIB);
            db = add(ttlSecs > 0 ? TtlDB.open(options, folder.toString(), ttlSecs, false) : RocksDB.open(options, folder.toString()));
            withoutLog = add(new WriteOptions().setDisableWAL(true));
        } catch (RocksDBException e) {
            closeParts();
            throw failure("be opened", e);
        }
    }

    private Options options(long memory) {
        Cache cache = add(new LRUCache(memory));
        // What was written and is not in a file yet counts in the cache, at most half of it.
        WriteBufferManager recent = add(new WriteBufferManager(memory / 2, cache));
        BlockBasedTableConfig table = new BlockBasedTableConfig().setBlockCache(cache).setFilterPolicy(add(new BloomFilter(BITS_PER_KEY)))
            .setCacheIndexAndFilterBlocks(true).setPinL0FilterAndIndexBlocksInCache(true).setIndexType(IndexType.kTwoLevelIndexSearch)
            .setPartitionFilters(true).setWholeKeyFiltering(true);
        return add(new Options().setCreateIfMissing(true).setTableFormatConfig(table).setWriteBufferManager(recent)
            .setWriteBufferSize(Math.min(LARGEST_WRITE_BUFFER, memory / 4)).setMaxBackgroundJobs(BACKGROUND_JOBS)
            .setCompressionType(CompressionType.LZ4_COMPRESSION).setInfoLogLevel(InfoLogLevel.WARN_LEVEL).setKeepLogFileNum(1));
    }

    private <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    /** The value, or null. */
    byte[] get(byte[] key) throws IOException {
        try {
            return db.get(key);
        } catch (RocksDBException e) {
            throw failure("be read", e);
        }
    }

    void put(byte[] key, byte[] value) throws IOException {
        try {
            db.put(withoutLog, key, value);
        } catch (RocksDBException e) {
            throw failure("be written", e);
        }
    }

    void delete(byte[] key) throws IOException {
        try {
            db.delete(withoutLog, key);
        } catch (RocksDBException e) {
            throw failure("be written", e);
        }
    }

    /** To be closed before the database is. */
    RocksIterator iterator() {
        return db.newIterator();
    }

    /** Makes a folder that has what the database has now: large files are links to its own. */
    void checkpoint(Path target) throws IOException {
        Files.createDirectories(target.getParent());
        try (Checkpoint checkpoint = Checkpoint.create(db)) {
            checkpoint.createCheckpoint(target.toString());
        } catch (RocksDBException e) {
            throw failure("be written", e);
        }
    }

    /** Puts all that was written into files. */
    void flush() throws IOException {
        try (FlushOptions options = new FlushOptions().setWaitForFlush(true)) {
            db.flush(options);
        } catch (RocksDBException e) {
            throw failure("be written", e);
        }
    }

    private IOException failure(String what, RocksDBException e) {
        return new IOException("state in " + folder + " cannot " + what + ": " + reason(e), e);
    }

    /** In words, where a user can do something about it. */
    static String reason(RocksDBException e) {
        String said = e.getMessage() == null ? e.toString() : e.getMessage().lines().findFirst().orElse("");
        Status status = e.getStatus();
        if (status != null && status.getSubCode() == Status.SubCode.NoSpace || said.contains("No space left")) {
            return "the disk is full (" + said + ")";
        }
        if (said.contains("While lock file") || said.contains("lock hold by")) {
            return "another process has it locked, maybe a worker that still runs (" + said + ")";
        }
        if (status != null && status.getCode() == Status.Code.Corruption) {
            return "it is damaged (" + said + ")";
        }
        return said;
    }

    private void closeParts() {
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception e) {
                throw new IllegalStateException("state in " + folder + " cannot be closed: " + e.getMessage(), e);
            }
        }
        parts.clear();
    }

    @Override
    public void close() {
        closeParts();
    }
}
