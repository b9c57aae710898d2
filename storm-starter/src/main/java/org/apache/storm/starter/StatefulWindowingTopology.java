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
import org.apache.storm.topology.base.BaseStatefulWindowedBolt;
import org.apache.storm.topology.base.BaseWindowedBolt.Count;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.apache.storm.windowing.TupleWindow;

/**
 * Adds up the numbers of all windows in a state. After a crash the window is made again of tuples that are replayed; by the number in {@code msgid} those
 * are known that were counted. Arguments: the topology's name (default {@code stateful-windowing}).
 */
public class StatefulWindowingTopology extends ConfigurableTopology {
    public static void main(String[] args) {
        ConfigurableTopology.start(new StatefulWindowingTopology(), args);
    }

    @Override
    protected int run(String[] args) {
        return submit(args.length > 0 ? args[0] : "stateful-windowing", conf, topology(new RandomIntegerSpout()));
    }

    static TopologyBuilder topology(IRichSpout numbers) {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("spout", numbers, 1);
        builder.setBolt("sumbolt", new WindowSum().withWindow(Count.of(5), Count.of(3)).withMessageIdField("msgid"), 1).shuffleGrouping("spout");
        builder.setBolt("printer", new PrinterBolt(), 1).shuffleGrouping("sumbolt");
        return builder;
    }

    /** Emits the sum of all that was ever new in a window. */
    public static class WindowSum extends BaseStatefulWindowedBolt<KeyValueState<String, Long>> {
        private static final long serialVersionUID = 1L;

        private transient OutputCollector collector;
        private transient KeyValueState<String, Long> state;

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
            this.collector = collector;
        }

        @Override
        public void initState(KeyValueState<String, Long> state) {
            this.state = state;
        }

        @Override
        public void execute(TupleWindow window) {
            long sum = state.get("sum", 0L);
            for (Tuple tuple : window.getNew()) {
                sum += tuple.getIntegerByField("value");
            }
            state.put("sum", sum);
            collector.emit(new Values(sum));
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("sum"));
        }
    }
}
