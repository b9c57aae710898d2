// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.spout;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.topology.TransactionAttempt;
import org.apache.storm.tuple.Fields;

/**
 * A source with partitions that can emit any batch again exactly as it was.
 *
 * @param <PartitionsT> what the coordinator says of all partitions; stored as JSON
 * @param <PartitionT>  one partition
 * @param <T>           what describes a batch of one partition; stored as JSON
 */
public interface IPartitionedTridentSpout<PartitionsT, PartitionT extends ISpoutPartition, T> extends ITridentDataSource {
    /** The coordinator; there is one at a time in the whole cluster. */
    Coordinator<PartitionsT> getCoordinator(Map<String, Object> conf, TopologyContext context);

    /** An emitter, one for each task. */
    Emitter<PartitionsT, PartitionT, T> getEmitter(Map<String, Object> conf, TopologyContext context);

    /** Settings for this source alone; may be null. */
    Map<String, Object> getComponentConfiguration();

    /** The names of a tuple's values. */
    Fields getOutputFields();

    /**
     * Knows which partitions there are.
     *
     * @param <PartitionsT> what it says of all partitions
     */
    interface Coordinator<PartitionsT> {
        /** The partitions of the next batch. */
        PartitionsT getPartitionsForBatch();

        /** Whether a batch may begin now. Called often; must not block. */
        boolean isReady(long txid);

        /** Called when the coordinator ends normally. */
        void close();
    }

    /**
     * Emits the batches of the partitions that fall to one task.
     *
     * @param <PartitionsT> what the coordinator says of all partitions
     * @param <PartitionT>  one partition
     * @param <X>           what describes a batch of one partition
     */
    interface Emitter<PartitionsT, PartitionT extends ISpoutPartition, X> {
        /** All partitions, in the same order at every task. */
        List<PartitionT> getOrderedPartitions(PartitionsT allPartitionInfo);

        /**
         * Emits a batch that was never emitted before.
         *
         * @param partitions                 those to emit from
         * @param lastPartitionMetas         what described the batch before in each of them; a partition without one has no entry
         * @return what describes this batch, for each partition
         */
        Map<PartitionT, X> emitBatchNew(TransactionAttempt tx, TridentCollector collector, Set<PartitionT> partitions,
                                        Map<PartitionT, X> lastPartitionMetas);

        /** Called when other partitions fall to this task than before, with those. */
        void refreshPartitions(List<PartitionT> partitionResponsibilities);

        /** Emits again what {@code partitionMeta} describes, with exactly the same tuples. */
        void reEmitPartitionBatch(TransactionAttempt tx, TridentCollector collector, PartitionT partition, X partitionMeta);

        /** The partitions that fall to a task: by default every {@code numTasks}th, beginning with the task's own index. */
        default List<PartitionT> getPartitionsForTask(int taskId, int numTasks, List<PartitionT> allPartitionInfoSorted) {
            List<PartitionT> own = new ArrayList<>();
            for (int i = taskId; i < allPartitionInfoSorted.size(); i += numTasks) {
                own.add(allPartitionInfoSorted.get(i));
            }
            return own;
        }

        /** Called when the task ends normally. */
        void close();
    }
}
