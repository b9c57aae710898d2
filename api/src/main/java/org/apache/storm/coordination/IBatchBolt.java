// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.coordination;

import java.io.Serializable;
import java.util.Map;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.IComponent;
import org.apache.storm.tuple.Tuple;

/** Processes one batch of tuples; there is a bolt of its own for each batch. */
public interface IBatchBolt<T> extends Serializable, IComponent {
    /**
     * @param id the batch
     */
    void prepare(Map<String, Object> conf, TopologyContext context, BatchOutputCollector collector, T id);

    /** Processes a tuple of the batch. */
    void execute(Tuple tuple);

    /** All tuples of the batch were processed. */
    void finishBatch();
}
