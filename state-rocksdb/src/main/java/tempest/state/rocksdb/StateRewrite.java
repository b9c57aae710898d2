// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.state.rocksdb;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.apache.storm.utils.ReflectionUtils;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import tempest.state.snapshot.StateFormat;

/**
 * Decides whether stored entries fit a state as it is configured now, and writes them anew where they do not and somebody says how. Runs while a
 * task starts, on its thread.
 */
final class StateRewrite {
    private final Object state;
    private final StateFormat stored;
    private final StateFormat wanted;
    private final String migration;

    /**
     * @param state for messages
     * @param migration the class of a {@link StateMigration}; null for none
     */
    StateRewrite(Object state, StateFormat stored, StateFormat wanted, String migration) {
        this.state = state;
        this.stored = stored;
        this.wanted = wanted;
        this.migration = migration;
    }

    /**
     * @return whether the entries have to be written anew
     * @throws IllegalStateException if they do not fit
     */
    boolean needed(ClassLoader loader) {
        if (stored.version() != wanted.version()) {
            if (migration == null) {
                throw new IllegalStateException(state + " is stored as version " + stored.version() + " of its type, and " + RocksDbConfig.KEY
                    + " says version " + wanted.version() + " without naming a 'migration' from one to the other");
            }
            return true;
        }
        String otherwise = "; count 'version' in " + RocksDbConfig.KEY + " up and name a 'migration', or begin with an empty folder";
        if (!stored.serializers().equals(wanted.serializers())) {
            throw new IllegalStateException(state + " was stored by other serializers or registrations: " + stored.serializers() + ", now "
                + wanted.serializers() + otherwise);
        }
        for (Map.Entry<String, String> type : stored.classes().entrySet()) {
            String difference = ClassDigests.difference(type.getKey(), type.getValue(), loader);
            if (difference != null) {
                throw new IllegalStateException(state + " does not fit its classes: " + difference + otherwise);
            }
        }
        return stored.timed() != wanted.timed();
    }

    void run(LocalDatabase from, LocalDatabase to, StateMigration.Serializers serializers, long nowMillis) throws IOException {
        StateMigration hook = stored.version() == wanted.version() ? null : hook();
        try (RocksIterator entries = from.iterator()) {
            for (entries.seekToFirst(); entries.isValid(); entries.next()) {
                byte[] value = entries.value();
                long time = stored.timed() ? EntryCodec.time(value) : nowMillis;
                Map.Entry<byte[], byte[]> entry = Map.entry(entries.key(), stored.timed() ? EntryCodec.untimed(value) : value);
                if (hook != null) {
                    entry = migrated(hook, entry, serializers);
                }
                if (entry != null) {
                    to.put(entry.getKey(), wanted.timed() ? EntryCodec.timed(entry.getValue(), time) : entry.getValue());
                }
            }
            entries.status();
        } catch (RocksDBException e) {
            throw new IOException(state + " cannot be read: " + LocalDatabase.reason(e), e);
        }
    }

    private Map.Entry<byte[], byte[]> migrated(StateMigration hook, Map.Entry<byte[], byte[]> entry, StateMigration.Serializers serializers) {
        try {
            return hook.migrate(stored.version(), entry.getKey(), entry.getValue(), serializers);
        } catch (RuntimeException e) {
            throw new IllegalStateException(state + ": " + migration + " failed at the entry with the key bytes " + Arrays.toString(entry.getKey()) + ": " + e, e);
        }
    }

    private StateMigration hook() {
        Object made = ReflectionUtils.newInstance(Objects.requireNonNull(migration));
        if (made instanceof StateMigration hook) {
            return hook;
        }
        throw new IllegalArgumentException(RocksDbConfig.KEY + ": migration is " + migration + ", which is no " + StateMigration.class.getName());
    }
}
