// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.storm.trident.spout.ISpoutPartition;

/** The stored metadata of the latest batches of each partition that is assigned to one task. The task's thread owns it. */
final class PartitionLedger {
    /** A source whose emitters keep such a ledger. */
    interface Kept { }

    private final Transactions store;
    private final String path;
    private final Map<String, TreeMap<Long, Object>> partitions = new HashMap<>();
    private List<CompletableFuture<Void>> writes = new ArrayList<>();
    /** Writes that are not confirmed yet, by path. */
    private final Map<String, CompletableFuture<Void>> unsure = new HashMap<>();

    PartitionLedger(Transactions store, String transactionId) {
        this.store = store;
        this.path = transactionId + "/user/";
    }

    /** The assignment changed: reads what is stored for each partition, because another task may have had it. */
    void take(List<? extends ISpoutPartition> own) {
        partitions.clear();
        unsure.clear();
        for (ISpoutPartition partition : own) {
            partitions.put(partition.getId(), new TreeMap<>(store.list(path + partition.getId())));
        }
    }

    /** The description of a batch, null if there is none. If it could not be stored, it is stored now. */
    Object get(ISpoutPartition partition, long transaction) {
        Object description = partitions.get(partition.getId()).get(transaction);
        CompletableFuture<Void> write = unsure.get(path + partition.getId() + "/" + transaction);
        if (description != null && write != null) {
            if (write.isCompletedExceptionally()) {
                put(partition.getId(), transaction, description);
            } else {
                writes.add(write);
            }
        }
        return description;
    }

    /** The last description before a batch's, null if there is none. */
    Object before(ISpoutPartition partition, long transaction) {
        Map.Entry<Long, Object> entry = partitions.get(partition.getId()).lowerEntry(transaction);
        return entry == null ? null : entry.getValue();
    }

    void put(String partition, long transaction, Object description) {
        TreeMap<Long, Object> known = partitions.get(partition);
        if (known != null) {
            known.put(transaction, description);
            String place = path + partition + "/" + transaction;
            CompletableFuture<Void> write = store.add(place, description);
            unsure.put(place, write);
            writes.add(write);
        }
    }

    /** Forgets later batches, which were based on another attempt of this one. */
    void forgetAfter(ISpoutPartition partition, long transaction) {
        forget(partition.getId(), partitions.get(partition.getId()).tailMap(transaction, false));
    }

    /** The batch is complete: nothing before it is needed any more. */
    void completed(long transaction) {
        for (Map.Entry<String, TreeMap<Long, Object>> partition : partitions.entrySet()) {
            TreeMap<Long, Object> known = partition.getValue();
            Long kept = known.floorKey(transaction);
            if (kept != null) {
                forget(partition.getKey(), known.headMap(kept));
            }
        }
    }

    private void forget(String partition, SortedMap<Long, Object> some) {
        some.keySet().forEach(transaction -> {
            unsure.remove(path + partition + "/" + transaction);
            store.forget(path + partition + "/" + transaction);
        });
        some.clear();
    }

    /** Completes when everything put since the last call is stored. */
    CompletableFuture<Void> stored() {
        CompletableFuture<Void> all = CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new));
        writes = new ArrayList<>();
        return all;
    }

    void close() {
        store.close();
    }
}
