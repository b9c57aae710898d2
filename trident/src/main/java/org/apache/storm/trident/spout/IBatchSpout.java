// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.spout;

import java.util.Map;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.tuple.Fields;

/** The simplest source of batches: one task emits them, and keeps what it needs to emit one again until it is acknowledged. */
public interface IBatchSpout extends ITridentDataSource {
    /** Called once, in the task, before anything else. */
    void open(Map<String, Object> conf, TopologyContext context);

    /**
     * Emits a batch.
     *
     * @param batchId   the batch; the same id again means that the batch failed and is wanted once more
     * @param collector takes its tuples
     */
    void emitBatch(long batchId, TridentCollector collector);

    /** The batch is complete and will not be replayed. */
    void ack(long batchId);

    /** Called when the task ends normally. */
    void close();

    /** Settings for this source alone; may be null. */
    Map<String, Object> getComponentConfiguration();

    /** The names of a tuple's values. */
    Fields getOutputFields();
}
