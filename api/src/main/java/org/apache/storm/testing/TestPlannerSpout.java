// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.testing;

import java.util.HashMap;
import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichSpout;
import org.apache.storm.tuple.Fields;

/** A spout for tests of how topologies are laid out; it emits nothing. */
public class TestPlannerSpout extends BaseRichSpout {
    private static final long serialVersionUID = 9086811121386819094L;

    private final boolean isDistributed;
    private final Fields outFields;

    /** With {@code isDistributed} false it runs as one task whatever its parallelism. */
    public TestPlannerSpout(Fields outFields, boolean isDistributed) {
        this.outFields = outFields;
        this.isDistributed = isDistributed;
    }

    /** Declares {@code field1} and {@code field2}. */
    public TestPlannerSpout(boolean isDistributed) {
        this(new Fields("field1", "field2"), isDistributed);
    }

    /** Runs as many tasks as asked for. */
    public TestPlannerSpout(Fields outFields) {
        this(outFields, true);
    }

    /** The fields it declares. */
    public Fields getOutputFields() {
        return outFields;
    }

    @Override
    public void open(Map<String, Object> conf, TopologyContext context, SpoutOutputCollector collector) {
        // Nothing to get ready.
    }

    @Override
    public void close() {
        // Nothing to put down.
    }

    @Override
    public void nextTuple() {
        // It emits nothing.
    }

    @Override
    public void ack(Object msgId) {
        // It emits nothing.
    }

    @Override
    public void fail(Object msgId) {
        // It emits nothing.
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        declarer.declare(getOutputFields());
    }

    @Override
    public Map<String, Object> getComponentConfiguration() {
        Map<String, Object> conf = new HashMap<>();
        if (!isDistributed) {
            conf.put(Config.TOPOLOGY_MAX_TASK_PARALLELISM, 1);
        }
        return conf;
    }
}
