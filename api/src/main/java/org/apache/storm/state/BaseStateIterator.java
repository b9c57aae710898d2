// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.state;

import java.util.AbstractMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * Iterates over a stored state as it will be once pending changes are committed: changes being prepared first, then those being committed, then
 * what the store holds, chunk by chunk. A key counts the first time it is met; a deleted one is left out.
 */
public abstract class BaseStateIterator<K, V, KENCODEDT, VENCODEDT> implements Iterator<Map.Entry<K, V>> {
    private final Iterator<Map.Entry<KENCODEDT, VENCODEDT>> pendingPrepare;
    private final Iterator<Map.Entry<KENCODEDT, VENCODEDT>> pendingCommit;
    private final Set<KENCODEDT> providedKeys;
    private Iterator<Map.Entry<KENCODEDT, VENCODEDT>> chunk;
    private boolean loaded;
    private Map.Entry<KENCODEDT, VENCODEDT> upcoming;

    /**
     * @param initialProvidedKeys an empty set that can tell encoded keys apart; it is kept and filled
     */
    public BaseStateIterator(Iterator<Map.Entry<KENCODEDT, VENCODEDT>> pendingPrepareIterator,
                             Iterator<Map.Entry<KENCODEDT, VENCODEDT>> pendingCommitIterator, Set<KENCODEDT> initialProvidedKeys) {
        this.pendingPrepare = pendingPrepareIterator;
        this.pendingCommit = pendingCommitIterator;
        this.providedKeys = initialProvidedKeys;
    }

    @Override
    public boolean hasNext() {
        while (upcoming == null) {
            Map.Entry<KENCODEDT, VENCODEDT> entry = nextStored();
            if (entry == null) {
                return false;
            }
            if (providedKeys.add(entry.getKey()) && !isTombstoneValue(entry.getValue())) {
                upcoming = entry;
            }
        }
        return true;
    }

    private Map.Entry<KENCODEDT, VENCODEDT> nextStored() {
        if (pendingPrepare.hasNext()) {
            return pendingPrepare.next();
        }
        if (pendingCommit.hasNext()) {
            return pendingCommit.next();
        }
        while (chunk == null || !chunk.hasNext()) {
            if (loaded && isEndOfDataFromStorage()) {
                return null;
            }
            chunk = loadChunkFromStateStorage();
            loaded = true;
        }
        return chunk.next();
    }

    @Override
    public Map.Entry<K, V> next() {
        if (!hasNext()) {
            throw new NoSuchElementException("All entries of the state were returned");
        }
        Map.Entry<KENCODEDT, VENCODEDT> entry = upcoming;
        upcoming = null;
        return new AbstractMap.SimpleEntry<>(decodeKey(entry.getKey()), decodeValue(entry.getValue()));
    }

    /** A state is changed through the state, not through its iterator. */
    @Override
    public void remove() {
        throw new UnsupportedOperationException("Delete keys by KeyValueState.delete, not while iterating");
    }

    /** The next entries of the store; null is as good as none. Called again until {@link #isEndOfDataFromStorage}. */
    protected abstract Iterator<Map.Entry<KENCODEDT, VENCODEDT>> loadChunkFromStateStorage();

    /** Whether the chunk loaded last was the last one. */
    protected abstract boolean isEndOfDataFromStorage();

    protected abstract K decodeKey(KENCODEDT key);

    protected abstract V decodeValue(VENCODEDT value);

    protected abstract boolean isTombstoneValue(VENCODEDT value);
}
