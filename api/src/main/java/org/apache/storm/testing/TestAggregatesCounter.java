// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.testing;

import java.util.HashMap;
import java.util.Map;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes (word, count) and emits the sum of the words' latest counts, in the field {@code agg-global}. */
public class TestAggregatesCounter extends BaseRichBolt {
    public static Logger LOG = LoggerFactory.getLogger(TestAggregatesCounter.class);
    private static final long serialVersionUID = -354346431985135272L;

    private transient Map<String, Integer> counts;
    private transient OutputCollector collector;

    @Override
    public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
        this.collector = collector;
        counts = new HashMap<>();
    }

    @Override
    public void execute(Tuple input) {
        counts.put(input.getString(0), input.getInteger(1));
        collector.emit(input, new Values(counts.values().stream().mapToInt(Integer::intValue).sum()));
        collector.ack(input);
    }

    @Override
    public void cleanup() {
        LOG.debug("{} words at the end", counts.size());
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        declarer.declare(new Fields("agg-global"));
    }
}
