// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.trident.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.spout.IBatchSpout;
import org.apache.storm.tuple.Fields;

/** Emits given tuples in batches, once or over and over. One task runs it. */
public class FixedBatchSpout implements IBatchSpout {
    private static final long serialVersionUID = 1L;

    Fields fields;
    List<Object>[] outputs;
    int maxBatchSize;
    HashMap<Long, List<List<Object>>> batches = new HashMap<>();
    int index = 0;
    boolean cycle = false;

    /** @param maxBatchSize tuples in a batch at most */
    @SafeVarargs
    public FixedBatchSpout(Fields fields, int maxBatchSize, List<Object>... outputs) {
        this.fields = fields;
        this.outputs = outputs;
        this.maxBatchSize = maxBatchSize;
    }

    /** Whether to begin again when all tuples were emitted. */
    public void setCycle(boolean cycle) {
        this.cycle = cycle;
    }

    @Override
    public void open(Map<String, Object> conf, TopologyContext context) {
        index = 0;
    }

    @Override
    public void emitBatch(long batchId, TridentCollector collector) {
        for (List<Object> tuple : batches.computeIfAbsent(batchId, id -> next())) {
            collector.emit(tuple);
        }
    }

    private List<List<Object>> next() {
        List<List<Object>> batch = new ArrayList<>();
        if (index >= outputs.length && cycle) {
            index = 0;
        }
        while (index < outputs.length && batch.size() < maxBatchSize) {
            batch.add(outputs[index++]);
        }
        return batch;
    }

    @Override
    public void ack(long batchId) {
        batches.remove(batchId);
    }

    @Override
    public void close() {
    }

    @Override
    public Map<String, Object> getComponentConfiguration() {
        Config conf = new Config();
        conf.setMaxTaskParallelism(1);
        return conf;
    }

    @Override
    public Fields getOutputFields() {
        return fields;
    }
}
