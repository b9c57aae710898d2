// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.run;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.FailedException;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.spout.ICommitterTridentSpout;
import org.apache.storm.trident.spout.IOpaquePartitionedTridentSpout;
import org.apache.storm.trident.spout.ISpoutPartition;
import org.apache.storm.trident.topology.TransactionAttempt;
import org.apache.storm.tuple.Fields;

/**
 * An opaque partitioned spout. The metadata of a partition's batch is stored with the commit: until then another attempt may have other tuples. The
 * coordinator's and the emitters' threads use their own parts.
 */
final class OpaqueSource<P, T extends ISpoutPartition, M> implements ICommitterTridentSpout<P>, PartitionLedger.Kept {
    private static final long serialVersionUID = 1L;

    private final IOpaquePartitionedTridentSpout<P, T, M> spout;

    OpaqueSource(IOpaquePartitionedTridentSpout<P, T, M> spout) {
        this.spout = spout;
    }

    @Override
    public BatchCoordinator<P> getCoordinator(String txStateId, Map<String, Object> conf, TopologyContext context) {
        IOpaquePartitionedTridentSpout.Coordinator<P> coordinator = spout.getCoordinator(conf, context);
        return new BatchCoordinator<>() {
            @Override
            public P initializeTransaction(long txid, P prevMetadata, P currMetadata) {
                return coordinator.getPartitionsForBatch();
            }

            @Override
            public void success(long txid) {
            }

            @Override
            public boolean isReady(long txid) {
                return coordinator.isReady(txid);
            }

            @Override
            public void close() {
                coordinator.close();
            }
        };
    }

    @Override
    public ICommitterTridentSpout.Emitter getEmitter(String txStateId, Map<String, Object> conf, TopologyContext context) {
        int tasks = context.getComponentTasks(context.getThisComponentId()).size();
        return new Emitting<>(spout.getEmitter(conf, context), new PartitionLedger(Transactions.open(conf), txStateId),
            context.getThisTaskIndex(), tasks);
    }

    @Override
    public Map<String, Object> getComponentConfiguration() {
        return spout.getComponentConfiguration();
    }

    @Override
    public Fields getOutputFields() {
        return spout.getOutputFields();
    }

    /** One task's emitter. Its thread owns it. */
    private static final class Emitting<P, T extends ISpoutPartition, M> implements ICommitterTridentSpout.Emitter, Durable {
        private final IOpaquePartitionedTridentSpout.Emitter<P, T, M> emitter;
        private final PartitionLedger ledger;
        private final int task;
        private final int tasks;
        /** Descriptions of batches that were emitted and are not complete. */
        private final TreeMap<Long, Map<String, Object>> emitted = new TreeMap<>();
        private P known;
        private List<T> own = List.of();

        Emitting(IOpaquePartitionedTridentSpout.Emitter<P, T, M> emitter, PartitionLedger ledger, int task, int tasks) {
            this.emitter = emitter;
            this.ledger = ledger;
            this.task = task;
            this.tasks = tasks;
        }

        @Override
        @SuppressWarnings("unchecked")
        public void emitBatch(TransactionAttempt tx, Object description, TridentCollector collector) {
            P all = (P) description;
            if (known == null || !Objects.equals(known, all)) {
                own = emitter.getPartitionsForTask(task, tasks, emitter.getOrderedPartitions(all));
                ledger.take(own);
                emitter.refreshPartitions(own);
                known = all;
            }
            // Later batches were emitted on the assumption of this one's former attempt.
            emitted.tailMap(tx.getTransactionId()).clear();
            Map<T, M> last = new LinkedHashMap<>();
            for (T partition : own) {
                M before = (M) before(partition, tx.getTransactionId());
                if (before != null) {
                    last.put(partition, before);
                }
            }
            Map<String, Object> descriptions = new HashMap<>();
            emitted.put(tx.getTransactionId(), descriptions);
            if (own.isEmpty()) {
                return;
            }
            emitter.emitBatchNew(tx, collector, new LinkedHashSet<>(own), last).forEach((partition, its) -> {
                if (its != null) {
                    descriptions.put(partition.getId(), its);
                }
            });
        }

        private Object before(T partition, long transaction) {
            for (Map<String, Object> earlier : emitted.headMap(transaction, false).descendingMap().values()) {
                Object its = earlier.get(partition.getId());
                if (its != null) {
                    return its;
                }
            }
            return ledger.before(partition, transaction);
        }

        @Override
        public void commit(TransactionAttempt attempt) {
            Map<String, Object> descriptions = emitted.get(attempt.getTransactionId());
            if (descriptions == null) {
                throw new FailedException("batch " + attempt + " was emitted by a task that is gone, so it is not known what to commit");
            }
            descriptions.forEach((partition, its) -> ledger.put(partition, attempt.getTransactionId(), its));
        }

        @Override
        public CompletableFuture<Void> stored() {
            return ledger.stored();
        }

        @Override
        public void success(TransactionAttempt tx) {
            emitted.headMap(tx.getTransactionId(), true).clear();
            ledger.completed(tx.getTransactionId());
        }

        @Override
        public void close() {
            emitter.close();
            ledger.close();
        }
    }
}
