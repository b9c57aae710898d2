// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.spout;

import java.util.Map;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.IRichSpout;
import org.apache.storm.tuple.Fields;
import tempest.trident.run.Sources;

/** Gathers what an ordinary spout emits into batches, as {@code newStream} does with such a spout. */
public class RichSpoutBatchExecutor implements ITridentSpout<Object> {
    /** The configuration's key for the number of tuples in a batch at most. */
    public static final String MAX_BATCH_SIZE_CONF = "topology.spout.max.batch.size";
    private static final long serialVersionUID = 1L;

    private final ITridentSpout<?> batches;

    public RichSpoutBatchExecutor(IRichSpout spout) {
        batches = Sources.of(spout);
    }

    @Override
    public Map<String, Object> getComponentConfiguration() {
        return batches.getComponentConfiguration();
    }

    @Override
    public Fields getOutputFields() {
        return batches.getOutputFields();
    }

    @Override
    @SuppressWarnings("unchecked")
    public BatchCoordinator<Object> getCoordinator(String txStateId, Map<String, Object> conf, TopologyContext context) {
        return (BatchCoordinator<Object>) batches.getCoordinator(txStateId, conf, context);
    }

    @Override
    @SuppressWarnings("unchecked")
    public Emitter<Object> getEmitter(String txStateId, Map<String, Object> conf, TopologyContext context) {
        return (Emitter<Object>) batches.getEmitter(txStateId, conf, context);
    }
}
