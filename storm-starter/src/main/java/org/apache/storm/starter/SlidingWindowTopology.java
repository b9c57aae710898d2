// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter;

import java.util.Map;
import org.apache.storm.starter.bolt.PrinterBolt;
import org.apache.storm.starter.bolt.SlidingWindowSumBolt;
import org.apache.storm.starter.spout.RandomIntegerSpout;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.ConfigurableTopology;
import org.apache.storm.topology.IRichSpout;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.topology.base.BaseWindowedBolt;
import org.apache.storm.topology.base.BaseWindowedBolt.Count;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.apache.storm.windowing.TupleWindow;

/**
 * Every ten numbers the sum of the last thirty, and of every three of those sums the average. Arguments: the topology's name (default
 * {@code sliding-window}).
 */
public class SlidingWindowTopology extends ConfigurableTopology {
    public static void main(String[] args) {
        ConfigurableTopology.start(new SlidingWindowTopology(), args);
    }

    @Override
    protected int run(String[] args) {
        return submit(args.length > 0 ? args[0] : "sliding-window", conf, topology(new RandomIntegerSpout()));
    }

    static TopologyBuilder topology(IRichSpout numbers) {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("integer", numbers, 1);
        builder.setBolt("slidingsum", new SlidingWindowSumBolt().withWindow(Count.of(30), Count.of(10)), 1).shuffleGrouping("integer");
        builder.setBolt("tumblingavg", new TumblingAverage().withTumblingWindow(Count.of(3)), 1).shuffleGrouping("slidingsum");
        builder.setBolt("printer", new PrinterBolt(), 1).shuffleGrouping("tumblingavg");
        return builder;
    }

    /** Emits the average of each window's sums. */
    public static class TumblingAverage extends BaseWindowedBolt {
        private static final long serialVersionUID = 1L;

        private transient OutputCollector collector;

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
            this.collector = collector;
        }

        @Override
        public void execute(TupleWindow window) {
            long sum = 0;
            for (Tuple tuple : window.get()) {
                sum += tuple.getLongByField("sum");
            }
            collector.emit(new Values(sum / window.get().size()));
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("avg"));
        }
    }
}
