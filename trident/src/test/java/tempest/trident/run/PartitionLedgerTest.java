// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.storm.trident.spout.ISpoutPartition;
import org.junit.jupiter.api.Test;

class PartitionLedgerTest {
    private final List<CompletableFuture<Void>> added = new ArrayList<>();

    /** A store whose writes end when the test says so. */
    private final class Slow implements Transactions {
        @Override
        public Object read(String path) {
            return null;
        }

        @Override
        public SortedMap<Long, Object> list(String path) {
            return new TreeMap<>();
        }

        @Override
        public CompletableFuture<Void> write(String path, Object value) {
            return add(path, value);
        }

        @Override
        public CompletableFuture<Void> add(String path, Object value) {
            CompletableFuture<Void> write = new CompletableFuture<>();
            added.add(write);
            return write;
        }

        @Override
        public void forget(String path) {
        }

        @Override
        public void close() {
        }
    }

    private record Part(String getId) implements ISpoutPartition { }

    @Test
    void aDescriptionThatCouldNotBeStoredIsStoredWhenItsBatchIsReplayed() {
        Part part = new Part("p");
        PartitionLedger ledger = new PartitionLedger(new Slow(), "id");
        ledger.take(List.of(part));
        ledger.put("p", 1, 10);
        CompletableFuture<Void> first = ledger.stored();
        assertFalse(first.isDone());
        added.get(0).completeExceptionally(new IllegalStateException("no ZooKeeper"));
        assertTrue(first.isCompletedExceptionally());

        assertEquals(10, ledger.get(part, 1));
        CompletableFuture<Void> second = ledger.stored();
        assertEquals(2, added.size());
        assertFalse(second.isDone());

        assertEquals(10, ledger.get(part, 1));
        CompletableFuture<Void> third = ledger.stored();
        assertEquals(2, added.size(), "the write is under way");
        added.get(1).complete(null);
        assertTrue(second.isDone() && third.isDone() && !third.isCompletedExceptionally());
    }
}
