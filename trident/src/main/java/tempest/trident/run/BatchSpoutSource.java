// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.run;

import java.util.Map;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.spout.IBatchSpout;
import org.apache.storm.trident.spout.ITridentSpout;
import org.apache.storm.trident.topology.TransactionAttempt;
import org.apache.storm.tuple.Fields;

/** An {@link IBatchSpout}: a batch has no metadata but its number. The coordinator's and the emitters' threads use their own parts. */
final class BatchSpoutSource implements ITridentSpout<Object> {
    private static final long serialVersionUID = 1L;

    private final IBatchSpout spout;

    BatchSpoutSource(IBatchSpout spout) {
        this.spout = spout;
    }

    @Override
    public BatchCoordinator<Object> getCoordinator(String txStateId, Map<String, Object> conf, TopologyContext context) {
        return new AlwaysReady();
    }

    @Override
    public Emitter<Object> getEmitter(String txStateId, Map<String, Object> conf, TopologyContext context) {
        spout.open(conf, context);
        return new Emitter<>() {
            @Override
            public void emitBatch(TransactionAttempt tx, Object coordinatorMeta, TridentCollector collector) {
                spout.emitBatch(tx.getTransactionId(), collector);
            }

            @Override
            public void success(TransactionAttempt tx) {
                spout.ack(tx.getTransactionId());
            }

            @Override
            public void close() {
                spout.close();
            }
        };
    }

    @Override
    public Map<String, Object> getComponentConfiguration() {
        return spout.getComponentConfiguration();
    }

    @Override
    public Fields getOutputFields() {
        return spout.getOutputFields();
    }
}
