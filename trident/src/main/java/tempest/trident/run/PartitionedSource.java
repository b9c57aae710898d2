// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.run;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.spout.IPartitionedTridentSpout;
import org.apache.storm.trident.spout.ISpoutPartition;
import org.apache.storm.trident.spout.ITridentSpout;
import org.apache.storm.trident.topology.TransactionAttempt;
import org.apache.storm.tuple.Fields;

/**
 * A partitioned spout. The metadata of a partition's batch is stored before the batch can be committed, so that whatever dies, the batch is replayed
 * unchanged. The coordinator's and the emitters' threads use their own parts.
 */
final class PartitionedSource<P, T extends ISpoutPartition, M> implements ITridentSpout<P>, PartitionLedger.Kept {
    private static final long serialVersionUID = 1L;

    private final IPartitionedTridentSpout<P, T, M> spout;

    PartitionedSource(IPartitionedTridentSpout<P, T, M> spout) {
        this.spout = spout;
    }

    @Override
    public BatchCoordinator<P> getCoordinator(String txStateId, Map<String, Object> conf, TopologyContext context) {
        IPartitionedTridentSpout.Coordinator<P> coordinator = spout.getCoordinator(conf, context);
        return new BatchCoordinator<>() {
            @Override
            public P initializeTransaction(long txid, P prevMetadata, P currMetadata) {
                return currMetadata != null ? currMetadata : coordinator.getPartitionsForBatch();
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
    public Emitter<P> getEmitter(String txStateId, Map<String, Object> conf, TopologyContext context) {
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
    private static final class Emitting<P, T extends ISpoutPartition, M> implements Emitter<P>, Durable {
        private final IPartitionedTridentSpout.Emitter<P, T, M> emitter;
        private final PartitionLedger ledger;
        private final int task;
        private final int tasks;
        private P known;
        private List<T> own = List.of();

        Emitting(IPartitionedTridentSpout.Emitter<P, T, M> emitter, PartitionLedger ledger, int task, int tasks) {
            this.emitter = emitter;
            this.ledger = ledger;
            this.task = task;
            this.tasks = tasks;
        }

        @Override
        @SuppressWarnings("unchecked")
        public void emitBatch(TransactionAttempt tx, P all, TridentCollector collector) {
            if (known == null || !Objects.equals(known, all)) {
                own = emitter.getPartitionsForTask(task, tasks, emitter.getOrderedPartitions(all));
                ledger.take(own);
                emitter.refreshPartitions(own);
                known = all;
            }
            Set<T> fresh = new LinkedHashSet<>();
            Map<T, M> last = new LinkedHashMap<>();
            for (T partition : own) {
                M description = (M) ledger.get(partition, tx.getTransactionId());
                if (description != null) {
                    emitter.reEmitPartitionBatch(tx, collector, partition, description);
                    continue;
                }
                fresh.add(partition);
                M before = (M) ledger.before(partition, tx.getTransactionId());
                if (before != null) {
                    last.put(partition, before);
                }
            }
            if (fresh.isEmpty()) {
                return;
            }
            fresh.forEach(partition -> ledger.forgetAfter(partition, tx.getTransactionId()));
            emitter.emitBatchNew(tx, collector, fresh, last).forEach((partition, description) -> {
                if (description != null) {
                    ledger.put(partition.getId(), tx.getTransactionId(), description);
                }
            });
        }

        @Override
        public CompletableFuture<Void> stored() {
            return ledger.stored();
        }

        @Override
        public void success(TransactionAttempt tx) {
            ledger.completed(tx.getTransactionId());
        }

        @Override
        public void close() {
            emitter.close();
            ledger.close();
        }
    }
}
