// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.spout;

import java.util.Map;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.topology.TransactionAttempt;
import org.apache.storm.tuple.Fields;

/**
 * A source whose batches one coordinator describes and any number of emitters emit.
 *
 * @param <T> what describes a batch; it is stored in ZooKeeper as JSON, so it must be made of what JSON knows
 */
public interface ITridentSpout<T> extends ITridentDataSource {
    /**
     * The coordinator; there is one at a time in the whole cluster.
     *
     * @param txStateId the name under which progress is kept
     */
    BatchCoordinator<T> getCoordinator(String txStateId, Map<String, Object> conf, TopologyContext context);

    /** An emitter, one for each task. */
    Emitter<T> getEmitter(String txStateId, Map<String, Object> conf, TopologyContext context);

    /** Settings for this source alone; may be null. */
    Map<String, Object> getComponentConfiguration();

    /** The names of a tuple's values. */
    Fields getOutputFields();

    /**
     * Says what a batch consists of.
     *
     * @param <X> what describes a batch
     */
    interface BatchCoordinator<X> {
        /**
         * Describes a batch.
         *
         * @param txid         the transaction
         * @param prevMetadata the description of the transaction before it, null if there was none
         * @param currMetadata what an earlier call for the same transaction returned, null for the first
         * @return its description, which is stored, and given to all emitters
         */
        X initializeTransaction(long txid, X prevMetadata, X currMetadata);

        /** The transaction is complete; it will never be replayed. */
        void success(long txid);

        /** Whether a batch may begin now. Called often; must not block. */
        boolean isReady(long txid);

        /** Called when the coordinator ends normally. */
        void close();
    }

    /**
     * Emits one task's part of a batch.
     *
     * @param <X> what describes a batch
     */
    interface Emitter<X> {
        /** Emits this task's part. For the same transaction and description it must emit the same tuples every time, if its state is to be exact. */
        void emitBatch(TransactionAttempt tx, X coordinatorMeta, TridentCollector collector);

        /** The transaction is complete; it will never be replayed. */
        void success(TransactionAttempt tx);

        /** Called when the task ends normally. */
        void close();
    }
}
