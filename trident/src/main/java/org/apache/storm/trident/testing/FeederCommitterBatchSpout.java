// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.testing;

import java.util.List;
import java.util.Map;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.spout.ICommitterTridentSpout;
import org.apache.storm.trident.spout.ITridentSpout;
import org.apache.storm.trident.topology.TransactionAttempt;
import org.apache.storm.tuple.Fields;

/** A {@link FeederBatchSpout} whose emitters take part in commits. */
@SuppressWarnings({"rawtypes", "unchecked"})
public class FeederCommitterBatchSpout implements ICommitterTridentSpout<Map<Integer, List<List<Object>>>>, IFeeder {
    private static final long serialVersionUID = 1L;

    FeederBatchSpout spout;

    public FeederCommitterBatchSpout(List<String> fields) {
        spout = new FeederBatchSpout(fields);
    }

    /** Whether batches wait for something to be fed, as they do by default; otherwise empty ones are emitted meanwhile. */
    public void setWaitToEmit(boolean trueIfWait) {
        spout.setWaitToEmit(trueIfWait);
    }

    @Override
    public ICommitterTridentSpout.Emitter getEmitter(String txStateId, Map<String, Object> conf, TopologyContext context) {
        return new CommitterEmitter(spout.getEmitter(txStateId, conf, context));
    }

    @Override
    public BatchCoordinator<Map<Integer, List<List<Object>>>> getCoordinator(String txStateId, Map<String, Object> conf, TopologyContext context) {
        return spout.getCoordinator(txStateId, conf, context);
    }

    @Override
    public Fields getOutputFields() {
        return spout.getOutputFields();
    }

    @Override
    public Map<String, Object> getComponentConfiguration() {
        return spout.getComponentConfiguration();
    }

    @Override
    public void feed(Object tuples) {
        spout.feed(tuples);
    }

    static class CommitterEmitter implements ICommitterTridentSpout.Emitter {
        ITridentSpout.Emitter emitter;

        CommitterEmitter(ITridentSpout.Emitter emitter) {
            this.emitter = emitter;
        }

        @Override
        public void commit(TransactionAttempt attempt) {
        }

        @Override
        public void emitBatch(TransactionAttempt tx, Object coordinatorMeta, TridentCollector collector) {
            emitter.emitBatch(tx, coordinatorMeta, collector);
        }

        @Override
        public void success(TransactionAttempt tx) {
            emitter.success(tx);
        }

        @Override
        public void close() {
            emitter.close();
        }
    }
}
