// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.task;

import java.io.Serializable;
import java.util.Map;
import org.apache.storm.tuple.Tuple;

/**
 * Processes tuples.
 *
 * <p>A bolt is serialized when the topology is built, deserialized in each worker that runs a task of it, and then prepared. All methods of
 * one task's bolt are called by one thread.
 */
public interface IBolt extends Serializable {
    /**
     * Called once per task before any tuple.
     *
     * @param topoConf the topology's configuration merged with the cluster's
     * @param context where this task stands in the topology
     * @param collector emits, acks and fails; may be kept and used at any time until {@link #cleanup}, from any thread
     */
    void prepare(Map<String, Object> topoConf, TopologyContext context, OutputCollector collector);

    /** Processes one tuple, which must be acked or failed now or later, or it times out at its spout. */
    void execute(Tuple input);

    /** Called when the task stops, if the worker is not killed. */
    void cleanup();
}
