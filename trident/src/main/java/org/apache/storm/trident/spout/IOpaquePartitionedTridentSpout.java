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
 * A source with partitions whose failed batches may be replayed with other contents, but each of whose tuples is in one successful batch only.
 *
 * @param <PartitionsT> what the coordinator says of all partitions; stored as JSON
 * @param <PartitionT>  one partition
 * @param <M>           what describes a batch of one partition; stored as JSON
 */
public interface IOpaquePartitionedTridentSpout<PartitionsT, PartitionT extends ISpoutPartition, M> extends ITridentDataSource {
    /** An emitter, one for each task. */
    Emitter<PartitionsT, PartitionT, M> getEmitter(Map<String, Object> conf, TopologyContext context);

    /** The coordinator; there is one at a time in the whole cluster. */
    Coordinator<PartitionsT> getCoordinator(Map<String, Object> conf, TopologyContext context);

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
        /** Whether a batch may begin now. Called often; must not block. */
        boolean isReady(long txid);

        /** The partitions of the next batch. */
        PartitionsT getPartitionsForBatch();

        /** Called when the coordinator ends normally. */
        void close();
    }

    /**
     * Emits the batches of the partitions that fall to one task.
     *
     * @param <PartitionsT> what the coordinator says of all partitions
     * @param <PartitionT>  one partition
     * @param <M>           what describes a batch of one partition
     */
    interface Emitter<PartitionsT, PartitionT extends ISpoutPartition, M> {
        /**
         * Emits a batch.
         *
         * @param partitions         those to emit from
         * @param lastPartitionMetas what described the last batch of each of them that succeeded or is being tried; a partition without one has no entry
         * @return what describes this batch, for each partition
         */
        Map<PartitionT, M> emitBatchNew(TransactionAttempt tx, TridentCollector collector, Set<PartitionT> partitions,
                                        Map<PartitionT, M> lastPartitionMetas);

        /** Called when other partitions fall to this task than before, with those. */
        void refreshPartitions(List<PartitionT> partitionResponsibilities);

        /** All partitions, in the same order at every task. */
        List<PartitionT> getOrderedPartitions(PartitionsT allPartitionInfo);

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
