// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.streams;

import java.util.Map;
import org.apache.storm.state.KeyValueState;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseStatefulBolt;
import org.apache.storm.tuple.Tuple;

/** Runs a segment that keeps a state, which is saved with the topology's checkpoints. */
final class StatefulSegmentBolt extends BaseStatefulBolt<KeyValueState<Object, Object>> {
    private static final long serialVersionUID = 1L;

    private final SegmentRun run;
    private transient OutputCollector collector;

    StatefulSegmentBolt(Segment segment) {
        run = new SegmentRun(segment);
    }

    @Override
    public void prepare(Map<String, Object> topoConf, TopologyContext context, OutputCollector collector) {
        this.collector = collector;
        run.prepare(context, collector);
    }

    @Override
    public void initState(KeyValueState<Object, Object> state) {
        run.state(state);
    }

    @Override
    public void execute(Tuple input) {
        run.execute(input).forEach(collector::ack);
    }

    @Override
    public void prePrepare(long txid) {
        run.save();
    }

    @Override
    public void preRollback() {
        run.rollback();
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        run.declare(declarer);
    }
}
