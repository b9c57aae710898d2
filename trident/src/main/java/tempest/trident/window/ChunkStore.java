// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.window;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.trident.windowing.WindowsStore;

/** Stores a window's tuples and its progress. The task's thread uses it. */
interface ChunkStore {
    /** The values last saved by {@link #save}, null if there are none. */
    List<Long> load();

    /** Keeps the tuples of a transaction. */
    void put(long transaction, List<List<Object>> tuples);

    List<List<Object>> get(long transaction);

    void remove(List<Long> transactions);

    /** Saves the progress, which makes everything put before valid. */
    void save(List<Long> numbers);

    /** In the memory of the task; lost with it. */
    final class InMemory implements ChunkStore {
        private final Map<Long, List<List<Object>>> chunks = new HashMap<>();

        @Override
        public List<Long> load() {
            return null;
        }

        @Override
        public void put(long transaction, List<List<Object>> tuples) {
            chunks.put(transaction, tuples);
        }

        @Override
        public List<List<Object>> get(long transaction) {
            return chunks.get(transaction);
        }

        @Override
        public void remove(List<Long> transactions) {
            transactions.forEach(chunks::remove);
        }

        @Override
        public void save(List<Long> numbers) {
            // The task's own copy is all there is.
        }
    }

    /** In a user's store, with so many tuples in memory at most. */
    final class InWindowsStore implements ChunkStore {
        private final WindowsStore store;
        private final String prefix;
        private final int limit;
        private final Map<Long, List<List<Object>>> cache = new HashMap<>();
        private int cached;

        InWindowsStore(WindowsStore store, String prefix, int limit) {
            this.store = store;
            this.prefix = prefix + WindowsStore.KEY_SEPARATOR;
            this.limit = limit;
        }

        @Override
        @SuppressWarnings("unchecked")
        public List<Long> load() {
            return (List<Long>) store.get(prefix + "progress");
        }

        @Override
        public void put(long transaction, List<List<Object>> tuples) {
            store.put(prefix + transaction, tuples);
            forget(transaction);
            if (cached + tuples.size() <= limit) {
                cache.put(transaction, tuples);
                cached += tuples.size();
            }
        }

        private void forget(long transaction) {
            List<List<Object>> known = cache.remove(transaction);
            cached -= known == null ? 0 : known.size();
        }

        @Override
        @SuppressWarnings("unchecked")
        public List<List<Object>> get(long transaction) {
            List<List<Object>> known = cache.get(transaction);
            if (known == null) {
                known = (List<List<Object>>) store.get(prefix + transaction);
            }
            if (known == null) {
                throw new IllegalStateException("the store of a window lost the tuples of transaction " + transaction + " under the key " + prefix + transaction);
            }
            return known;
        }

        @Override
        public void remove(List<Long> transactions) {
            List<String> keys = new ArrayList<>();
            for (long transaction : transactions) {
                forget(transaction);
                keys.add(prefix + transaction);
            }
            store.removeAll(keys);
        }

        @Override
        public void save(List<Long> numbers) {
            store.put(prefix + "progress", numbers);
        }
    }
}
