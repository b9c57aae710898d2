// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter;

import java.util.HashMap;
import java.util.Map;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.BasicOutputCollector;
import org.apache.storm.topology.ConfigurableTopology;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.topology.base.BaseBasicBolt;
import org.apache.storm.topology.base.BaseRichSpout;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;

/**
 * Shows that what one task sends another on one stream arrives in order: each spout task numbers its tuples, and the bolt
 * stops the worker at the first number that is not the one after the last. Arguments: the topology's name (default
 * {@code in-order-delivery}).
 */
public class InOrderDeliveryTest extends ConfigurableTopology {
    public static void main(String[] args) {
        ConfigurableTopology.start(new InOrderDeliveryTest(), args);
    }

    @Override
    protected int run(String[] args) {
        return submit(args.length > 0 ? args[0] : "in-order-delivery", conf, topology());
    }

    static TopologyBuilder topology() {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("numbers", new NumberSpout(), 4);
        builder.setBolt("check", new OrderCheck(), 4).fieldsGrouping("numbers", new Fields("task"));
        return builder;
    }

    /** Emits (own task id, 0), (own task id, 1), and so on, unanchored: a lost tuple would show as a gap. */
    public static class NumberSpout extends BaseRichSpout {
        private static final long serialVersionUID = 1L;

        private transient SpoutOutputCollector collector;
        private transient int task;
        private transient long next;

        @Override
        public void open(Map<String, Object> conf, TopologyContext context, SpoutOutputCollector collector) {
            this.collector = collector;
            task = context.getThisTaskId();
        }

        @Override
        public void nextTuple() {
            collector.emit(new Values(task, next++));
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("task", "number"));
        }
    }

    /** Fails loudly at a number out of order. */
    public static class OrderCheck extends BaseBasicBolt {
        private static final long serialVersionUID = 1L;

        private final Map<Integer, Long> expected = new HashMap<>();

        @Override
        public void execute(Tuple input, BasicOutputCollector collector) {
            Integer task = input.getInteger(0);
            long number = input.getLong(1);
            Long wanted = expected.put(task, number + 1);
            if (wanted != null && wanted != number) {
                throw new IllegalStateException("task " + task + " sent " + number + " where " + wanted + " was next");
            }
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            // Nothing goes on from here.
        }
    }
}
