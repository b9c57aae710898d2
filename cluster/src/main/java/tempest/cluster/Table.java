// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One kind of entry in the shared state, by key. Operations may be called from any thread; they block until ZooKeeper has confirmed,
 * and throw {@link ClusterStateException} after bounded retries.
 *
 * <p>Keys may be any non-empty string. Values are copies: changing one changes nothing here.
 *
 * @param <V> the entry
 */
public interface Table<V> {
    /** All keys, sorted. */
    List<String> keys();

    Optional<V> get(String key);

    /** All entries, sorted by key. An entry removed meanwhile is absent. */
    Map<String, V> all();

    /** Creates or replaces. */
    void put(String key, V value);

    /**
     * Replaces an entry by what comes of it, as one step: if somebody else writes it meanwhile, the change is made again on theirs.
     *
     * @param change a function of the entry as it is, empty if there is none; it may be called several times
     */
    void update(String key, Function<Optional<V>, V> change);

    /** Removes the entry; false if there was none. */
    boolean remove(String key);

    /**
     * Publishes an entry that lives as long as this process is connected, and returns by itself after a lost session. Replaces an
     * entry left by an earlier process of the same key.
     */
    Presence<V> announce(String key, V value);

    /**
     * Tells the current entries and then the latest value of every entry that changes, empty once removed. All callbacks of one
     * {@link ClusterState} come on a single thread. Changes that follow each other fast may be delivered as one; after a reconnection
     * everything is read again, so the last value is never missed.
     */
    Watch watchAll(BiConsumer<String, Optional<V>> listener);

    /** The same for one entry. The first call comes in any case, with empty if there is no such entry. */
    Watch watch(String key, Consumer<Optional<V>> listener);

    /** An open watch. */
    interface Watch extends AutoCloseable {
        /** Ends it; a callback that is under way may still finish. */
        @Override
        void close();
    }

    /** An announced entry. */
    interface Presence<V> extends AutoCloseable {
        /** Replaces the value. */
        void update(V value);

        /** Withdraws the entry. */
        @Override
        void close();
    }
}
