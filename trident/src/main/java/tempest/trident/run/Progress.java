// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * What a coordinator stores in ZooKeeper for each of its sources: the transaction to begin with after a restart, the metadata of
 * transactions that may be replayed, and the attempt numbers that were reserved. The coordinator's thread owns it.
 */
final class Progress {
    private static final String CURRENT = "/coordinator/currtx";
    private static final String ATTEMPTS = "/coordinator/currattempts";
    private static final String META = "/coordinator/meta";
    /** Attempt numbers are reserved in blocks, so that only a block costs a write. */
    private static final int BLOCK = 1000;

    private final Transactions store;
    private final List<String> ids;
    private final List<TreeMap<Long, Object>> descriptions = new ArrayList<>();
    private final long first;
    private int attemptsUpTo;
    private CompletableFuture<Void> stored = CompletableFuture.completedFuture(null);

    /** Reads what is stored, and reserves a new block of attempts: a former coordinator's messages may still arrive. */
    Progress(Transactions store, List<String> ids) {
        this.store = store;
        this.ids = ids;
        long current = 1;
        int used = 0;
        for (String id : ids) {
            current = Math.max(current, number(store.read(id + CURRENT), id + CURRENT, 1).longValue());
            Object attempts = store.read(id + ATTEMPTS);
            if (attempts instanceof Map<?, ?> byTransaction) {
                for (Object attempt : byTransaction.values()) {
                    used = Math.max(used, number(attempt, id + ATTEMPTS, 0).intValue() + 1);
                }
            }
            descriptions.add(new TreeMap<>(store.list(id + META)));
        }
        first = current;
        attemptsUpTo = (used + BLOCK - 1) / BLOCK * BLOCK;
        for (String id : ids) {
            store.write(id + CURRENT, first).join();
        }
        takeBlock();
    }

    private static Number number(Object value, String path, int none) {
        if (value == null) {
            return none;
        }
        if (value instanceof Number number) {
            return number;
        }
        throw new IllegalStateException("ZooKeeper holds \"" + value + "\" as " + path + ", which should be a number");
    }

    private void takeBlock() {
        attemptsUpTo += BLOCK;
        for (String id : ids) {
            store.write(id + ATTEMPTS, Map.of(Long.toString(first), attemptsUpTo - 1)).join();
        }
    }

    /** The transaction to begin with. */
    long first() {
        return first;
    }

    int firstAttempt() {
        return attemptsUpTo - BLOCK;
    }

    int attemptAfter(int attempt) {
        if (attempt + 1 >= attemptsUpTo) {
            takeBlock();
        }
        return attempt + 1;
    }

    /** The stored metadata of the source's transaction, null if there is none. */
    Object description(int source, long transaction) {
        return descriptions.get(source).get(transaction);
    }

    /** The stored metadata of the transaction before, null if there is none. */
    Object descriptionBefore(int source, long transaction) {
        Map.Entry<Long, Object> before = descriptions.get(source).lowerEntry(transaction);
        return before == null ? null : before.getValue();
    }

    /** Stores descriptions, except null ones. */
    CompletableFuture<Void> describe(long transaction, List<Object> all) {
        List<CompletableFuture<Void>> writes = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            Object description = all.get(i);
            if (description != null && !description.equals(descriptions.get(i).put(transaction, description))) {
                writes.add(store.add(ids.get(i) + META + "/" + transaction, description));
            }
        }
        return CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new));
    }

    /** The transaction and all before it are complete. Its own description stays, for the one after it. */
    void completed(long transaction) {
        List<CompletableFuture<Void>> writes = new ArrayList<>();
        writes.add(stored);
        for (int i = 0; i < ids.size(); i++) {
            writes.add(store.write(ids.get(i) + CURRENT, transaction + 1));
            SortedMap<Long, Object> past = descriptions.get(i).headMap(transaction);
            for (Long old : past.keySet()) {
                store.forget(ids.get(i) + META + "/" + old);
            }
            past.clear();
        }
        stored = CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new));
    }

    /** Whether the last completion is stored. @throws IllegalStateException if it could not be */
    boolean isStored() {
        return isDone(stored);
    }

    /** Whether a write is done. @throws IllegalStateException if it failed */
    static boolean isDone(CompletableFuture<Void> write) {
        if (write.isCompletedExceptionally()) {
            write.join();
        }
        return write.isDone();
    }

    void close() {
        store.close();
    }
}
