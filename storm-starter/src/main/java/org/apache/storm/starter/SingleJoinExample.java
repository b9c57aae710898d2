// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter;

import java.util.Map;
import org.apache.storm.spout.SpoutOutputCollector;
import org.apache.storm.starter.bolt.SingleJoinBolt;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.ConfigurableTopology;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.topology.base.BaseRichSpout;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Values;

/**
 * Joins two streams, (id, gender) and (id, age), into (gender, age). Arguments: the topology's name (default
 * {@code single-join}).
 */
public class SingleJoinExample extends ConfigurableTopology {
    public static void main(String[] args) {
        ConfigurableTopology.start(new SingleJoinExample(), args);
    }

    @Override
    protected int run(String[] args) {
        return submit(args.length > 0 ? args[0] : "single-join", conf, topology());
    }

    static TopologyBuilder topology() {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("gender", new PeopleSpout("gender"), 1);
        builder.setSpout("age", new PeopleSpout("age"), 1);
        builder.setBolt("join", new SingleJoinBolt(new Fields("gender", "age")), 2)
            .fieldsGrouping("gender", new Fields("id"))
            .fieldsGrouping("age", new Fields("id"));
        return builder;
    }

    /** Emits one attribute of person 0, 1, 2 ...: the gender by turns, the age from 20 to 69. */
    public static class PeopleSpout extends BaseRichSpout {
        private static final long serialVersionUID = 1L;
        private static final int MOST_IN_FLIGHT = 1000;

        private final String attribute;
        private transient SpoutOutputCollector collector;
        private transient int next;
        private transient int inFlight;

        public PeopleSpout(String attribute) {
            this.attribute = attribute;
        }

        @Override
        public void open(Map<String, Object> conf, TopologyContext context, SpoutOutputCollector collector) {
            this.collector = collector;
        }

        @Override
        public void nextTuple() {
            if (inFlight < MOST_IN_FLIGHT) {
                int id = next++;
                inFlight++;
                Object value = attribute.equals("gender") ? (id % 2 == 0 ? "female" : "male") : (Object) (20 + id % 50);
                collector.emit(new Values(id, value), id);
            }
        }

        @Override
        public void ack(Object id) {
            inFlight--;
        }

        @Override
        public void fail(Object id) {
            inFlight--;
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("id", attribute));
        }
    }
}
