// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter;

import java.util.Map;
import org.apache.storm.starter.bolt.PrinterBolt;
import org.apache.storm.starter.spout.RandomIntegerSpout;
import org.apache.storm.state.KeyValueState;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.ConfigurableTopology;
import org.apache.storm.topology.IRichSpout;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.topology.base.BaseStatefulBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;

/**
 * Adds numbers up in a state that is saved with checkpoints, in two tasks. With a state provider that outlives workers
 * ({@code topology.state.provider}, {@code storm-redis} has one) the sums go on after a crash. Arguments: the topology's name (default {@code stateful}).
 */
public class StatefulTopology extends ConfigurableTopology {
    public static void main(String[] args) {
        ConfigurableTopology.start(new StatefulTopology(), args);
    }

    @Override
    protected int run(String[] args) {
        return submit(args.length > 0 ? args[0] : "stateful", conf, topology(new RandomIntegerSpout()));
    }

    static TopologyBuilder topology(IRichSpout numbers) {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("spout", numbers, 1);
        builder.setBolt("sum", new StatefulSum("sum"), 2).fieldsGrouping("spout", new Fields("value"));
        builder.setBolt("printer", new PrinterBolt(), 1).shuffleGrouping("sum");
        return builder;
    }

    /** Emits the sum of all values so far. */
    public static class StatefulSum extends BaseStatefulBolt<KeyValueState<String, Long>> {
        private static final long serialVersionUID = 1L;

        private final String name;
        private transient OutputCollector collector;
        private transient KeyValueState<String, Long> state;

        public StatefulSum(String name) {
            this.name = name;
        }

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
            this.collector = collector;
        }

        @Override
        public void initState(KeyValueState<String, Long> state) {
            this.state = state;
        }

        @Override
        public void execute(Tuple tuple) {
            long sum = state.get(name, 0L) + ((Number) tuple.getValueByField("value")).longValue();
            state.put(name, sum);
            collector.emit(tuple, new Values(sum));
            collector.ack(tuple);
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("value"));
        }
    }
}
