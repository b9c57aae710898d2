// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.topology;

import java.util.Map;
import org.apache.storm.spout.CheckPointState.Action;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.tuple.Tuple;

/** Runs a bolt without state in a stateful topology: passes the steps of checkpoints on. */
public class CheckpointTupleForwarder extends BaseStatefulBoltExecutor implements BoltWrapper {
    private static final long serialVersionUID = -2979117311961170753L;

    final IRichBolt bolt;

    public CheckpointTupleForwarder(IRichBolt bolt) {
        this.bolt = bolt;
    }

    @Override
    public void prepare(Map<String, Object> topoConf, TopologyContext context, OutputCollector collector) {
        init(topoConf, context, collector);
        bolt.prepare(topoConf, context, collector);
    }

    @Override
    public Object wrappedBolt() {
        return bolt;
    }

    @Override
    public void cleanup() {
        bolt.cleanup();
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        bolt.declareOutputFields(declarer);
        declareCheckpointStream(declarer);
    }

    @Override
    public Map<String, Object> getComponentConfiguration() {
        return bolt.getComponentConfiguration();
    }

    @Override
    protected void handleTuple(Tuple input) {
        bolt.execute(input);
    }

    @Override
    protected void handleCheckpoint(Tuple checkpointTuple, Action action, long txid) {
        // this bolt has nothing to save
    }
}
