// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.coordination;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.FailedException;
import org.apache.storm.topology.IRichBolt;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.ReportedFailedException;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.utils.Utils;

/** Runs an {@link IBatchBolt} as a bolt: makes a fresh copy of it for each batch. To be run by a {@link CoordinatedBolt}. */
public class BatchBoltExecutor implements IRichBolt, CoordinatedBolt.FinishedCallback, CoordinatedBolt.TimeoutCallback {
    private static final long serialVersionUID = 3606431431857606275L;

    private final byte[] boltSer;
    private transient Map<Object, IBatchBolt> openBatches;
    private transient Map<String, Object> topoConf;
    private transient TopologyContext topologyContext;
    private transient AnchoredBatchCollector batchCollector;

    public BatchBoltExecutor(IBatchBolt bolt) {
        boltSer = Utils.javaSerialize(bolt);
    }

    @Override
    public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
        openBatches = new HashMap<>();
        topoConf = conf;
        topologyContext = context;
        batchCollector = new AnchoredBatchCollector(collector);
    }

    @Override
    public synchronized void execute(Tuple input) {
        Object id = input.getValue(0);
        IBatchBolt bolt = batch(id);
        batchCollector.anchor = input;
        try {
            bolt.execute(input);
            batchCollector.collector.ack(input);
        } catch (FailedException e) {
            reportIfAsked(e);
            batchCollector.collector.fail(input);
        }
    }

    private void reportIfAsked(FailedException e) {
        if (e instanceof ReportedFailedException) {
            batchCollector.reportError(e);
        }
    }

    @SuppressWarnings("unchecked")
    private IBatchBolt batch(Object id) {
        IBatchBolt bolt = openBatches.get(id);
        if (bolt == null) {
            bolt = copy();
            bolt.prepare(topoConf, topologyContext, batchCollector, id);
            openBatches.put(id, bolt);
        }
        return bolt;
    }

    private IBatchBolt copy() {
        return Utils.javaDeserialize(boltSer, IBatchBolt.class);
    }

    @Override
    public synchronized void finishedId(Object id) {
        IBatchBolt bolt = batch(id);
        openBatches.remove(id);
        try {
            bolt.finishBatch();
        } catch (FailedException e) {
            reportIfAsked(e);
            throw e;
        }
    }

    @Override
    public synchronized void timeoutId(Object attempt) {
        openBatches.remove(attempt);
    }

    @Override
    public void cleanup() {
        openBatches.clear();
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        copy().declareOutputFields(declarer);
    }

    @Override
    public Map<String, Object> getComponentConfiguration() {
        return copy().getComponentConfiguration();
    }

    /** Anchors what is emitted to the tuple at hand, so that the batch fails as a whole. */
    private static final class AnchoredBatchCollector extends BatchOutputCollector {
        private final OutputCollector collector;
        private Tuple anchor;

        AnchoredBatchCollector(OutputCollector collector) {
            this.collector = collector;
        }

        @Override
        public List<Integer> emit(String streamId, List<Object> tuple) {
            return anchor == null ? collector.emit(streamId, tuple) : collector.emit(streamId, anchor, tuple);
        }

        @Override
        public void emitDirect(int taskId, String streamId, List<Object> tuple) {
            if (anchor == null) {
                collector.emitDirect(taskId, streamId, tuple);
            } else {
                collector.emitDirect(taskId, streamId, anchor, tuple);
            }
        }

        @Override
        public void flush() {
            collector.flush();
        }

        @Override
        public void reportError(Throwable error) {
            collector.reportError(error);
        }
    }
}
