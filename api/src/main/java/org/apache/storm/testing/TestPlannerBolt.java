// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.testing;

import java.util.Map;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;

/** A bolt for tests of how topologies are laid out; it drops what it gets. */
public class TestPlannerBolt extends BaseRichBolt {
    private static final long serialVersionUID = -7638012629699038892L;

    @Override
    public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
        // Nothing to get ready.
    }

    @Override
    public void execute(Tuple input) {
        // It drops what it gets.
    }

    /** The two fields it declares. */
    public Fields getOutputFields() {
        return new Fields("field1", "field2");
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        declarer.declare(getOutputFields());
    }
}
