// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.state;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What one task has committed to state in memory, and what it has prepared to commit: copies by key, so that nobody who has a value can change
 * them. A task that starts again takes it over from its former life, maybe on another thread.
 */
final class InMemoryStore<K> {
    /** Stands for a key that is deleted, in what is prepared. */
    static final Object DELETED = new Object();
    private static final long NEVER = -1;

    private final Map<K, Object> committed = new HashMap<>();
    private long committedTxid = NEVER;
    /** What differs from what is committed; null if no transaction is prepared. */
    private Map<K, Object> prepared;
    private long preparedTxid = NEVER;

    synchronized boolean contains(Object key) {
        return committed.containsKey(key);
    }

    /** The committed copy; null if there is none. */
    synchronized Object committed(Object key) {
        return committed.get(key);
    }

    synchronized Set<K> keys() {
        return new HashSet<>(committed.keySet());
    }

    /**
     * @throws RuntimeException if another transaction is prepared, or this or a later one was committed
     */
    synchronized void requirePreparable(long txid) {
        if (prepared != null && txid > preparedTxid) {
            throw new RuntimeException("Cannot prepare transaction " + txid + " while " + preparedTxid + " is prepared");
        }
        if (txid <= committedTxid) {
            throw new RuntimeException("Cannot prepare transaction " + txid + ": " + committedTxid + " is committed already");
        }
    }

    /** Prepares these changes; what was prepared before and never committed stays part of it. */
    synchronized void prepare(long txid, Map<K, Object> changes) {
        requirePreparable(txid);
        if (prepared == null) {
            prepared = changes;
        } else {
            prepared.putAll(changes);
        }
        preparedTxid = txid;
    }

    /**
     * Commits what was prepared; once more does no harm. A fresh store has nothing to commit: what was prepared went with another process.
     *
     * @return the keys that were changed
     * @throws RuntimeException if another transaction is prepared, or was committed last
     */
    synchronized Set<K> commit(long txid) {
        if (prepared != null && txid == preparedTxid) {
            Map<K, Object> changes = prepared;
            prepared = null;
            committedTxid = txid;
            commit(changes);
            return changes.keySet();
        }
        if (prepared != null || committedTxid != NEVER && committedTxid != txid) {
            throw new RuntimeException("Cannot commit transaction " + txid + ": it was not prepared");
        }
        return Set.of();
    }

    /** Commits outside of transactions. */
    synchronized void commit(Map<K, Object> changes) {
        changes.forEach((key, copy) -> {
            if (copy == DELETED) {
                committed.remove(key);
            } else {
                committed.put(key, copy);
            }
        });
    }

    synchronized void rollback() {
        prepared = null;
    }

    synchronized long committedTxid() {
        return committedTxid;
    }
}
