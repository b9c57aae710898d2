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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes (source, event number) and throws at a number that is not higher than the source's last one. */
public class TestEventOrderCheckBolt extends BaseRichBolt {
    public static Logger LOG = LoggerFactory.getLogger(TestEventOrderCheckBolt.class);
    private static final long serialVersionUID = 2903685869195491425L;

    private transient Map<String, Long> last;
    private transient OutputCollector collector;

    @Override
    public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
        this.collector = collector;
        last = new HashMap<>();
    }

    @Override
    public void execute(Tuple input) {
        String source = input.getString(0);
        Long number = input.getLong(1);
        Long before = last.put(source, number);
        if (before != null && number <= before) {
            throw new IllegalStateException("source " + source + " sent event " + number + " after " + before);
        }
        collector.ack(input);
    }

    @Override
    public void cleanup() {
        LOG.debug("events of {} sources in order", last.size());
    }

    /** It emits nothing. */
    public Fields getOutputFields() {
        return new Fields();
    }

    @Override
    public void declareOutputFields(OutputFieldsDeclarer declarer) {
        // It emits nothing.
    }
}
