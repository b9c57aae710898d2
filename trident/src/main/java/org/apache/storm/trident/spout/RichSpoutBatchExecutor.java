// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.spout;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.storm.generated.StreamInfo;
import org.apache.storm.spout.ISpoutOutputCollector;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.IRichSpout;
import org.apache.storm.topology.OutputFieldsGetter;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.topology.TransactionAttempt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.utils.ObjectReader;
import org.apache.storm.utils.Utils;

/**
 * An {@link IRichSpout}, whose tuples are gathered into batches. A batch that is tried again has other tuples; those of the failed attempt are failed to
 * the spout, those of a complete batch acknowledged.
 */
public class RichSpoutBatchExecutor implements ITridentSpout<Object> {
    private static final long serialVersionUID = 1L;
    /** The key that says how many tuples a batch has at most, in each task; 1000 by default. */
    public static final String MAX_BATCH_SIZE_CONF = "topology.spout.max.batch.size";
    private static final int DEFAULT_BATCH_SIZE = 1000;

    private final IRichSpout spout;

    public RichSpoutBatchExecutor(IRichSpout spout) {
        this.spout = spout;
    }

    @Override
    public BatchCoordinator<Object> getCoordinator(String txStateId, Map<String, Object> conf, TopologyContext context) {
        return new AnyTime();
    }

    @Override
    public Emitter<Object> getEmitter(String txStateId, Map<String, Object> conf, TopologyContext context) {
        return new Gathering(spout, conf, context);
    }

    @Override
    public Map<String, Object> getComponentConfiguration() {
        return spout.getComponentConfiguration();
    }

    @Override
    public Fields getOutputFields() {
        OutputFieldsGetter getter = new OutputFieldsGetter();
        spout.declareOutputFields(getter);
        StreamInfo stream = getter.getFieldsDeclaration().get(Utils.DEFAULT_STREAM_ID);
        if (stream == null) {
            throw new IllegalArgumentException(spout.getClass().getName() + " declares no default stream; a Trident stream takes no other");
        }
        return new Fields(stream.get_output_fields());
    }

    /** There is nothing to say of a batch, and one may begin at any time. */
    private static final class AnyTime implements BatchCoordinator<Object> {
        @Override
        public Object initializeTransaction(long txid, Object prevMetadata, Object currMetadata) {
            return null;
        }

        @Override
        public void success(long txid) {
        }

        @Override
        public boolean isReady(long txid) {
            return true;
        }

        @Override
        public void close() {
        }
    }

    /** Takes tuples from the spout. The task's thread owns it. */
    private static final class Gathering implements Emitter<Object>, ISpoutOutputCollector {
        private final IRichSpout spout;
        private final int limit;
        private final TreeMap<Long, List<Object>> messageIds = new TreeMap<>();
        private TridentCollector collector;
        private List<Object> ids;
        private int count;

        Gathering(IRichSpout spout, Map<String, Object> conf, TopologyContext context) {
            this.spout = spout;
            limit = ObjectReader.getInt(conf.get(MAX_BATCH_SIZE_CONF), DEFAULT_BATCH_SIZE);
            spout.open(conf, context, new SpoutOutputCollector(this));
            spout.activate();
        }

        @Override
        public void emitBatch(TransactionAttempt tx, Object coordinatorMeta, TridentCollector collector) {
            Map<Long, List<Object>> again = messageIds.tailMap(tx.getTransactionId());
            again.values().forEach(failed -> failed.forEach(spout::fail));
            again.clear();
            this.collector = collector;
            ids = new ArrayList<>();
            messageIds.put(tx.getTransactionId(), ids);
            count = 0;
            int before;
            do {
                before = count;
                spout.nextTuple();
            } while (count > before && count < limit);
        }

        @Override
        public void success(TransactionAttempt tx) {
            List<Object> complete = messageIds.remove(tx.getTransactionId());
            if (complete != null) {
                complete.forEach(spout::ack);
            }
        }

        @Override
        public void close() {
            spout.close();
        }

        @Override
        public List<Integer> emit(String streamId, List<Object> tuple, Object messageId) {
            if (!streamId.equals(Utils.DEFAULT_STREAM_ID)) {
                throw new IllegalArgumentException(spout.getClass().getName() + " emits to stream " + streamId
                    + "; a Trident stream takes the default one only");
            }
            count++;
            if (messageId != null) {
                ids.add(messageId);
            }
            collector.emit(tuple);
            return List.of();
        }

        @Override
        public void emitDirect(int taskId, String streamId, List<Object> tuple, Object messageId) {
            throw new IllegalArgumentException(spout.getClass().getName() + " emits to a task of its choice; in a Trident stream it cannot choose one");
        }

        @Override
        public void reportError(Throwable error) {
            collector.reportError(error);
        }

        @Override
        public void flush() {
        }

        @Override
        public long getPendingCount() {
            return messageIds.size();
        }
    }
}
