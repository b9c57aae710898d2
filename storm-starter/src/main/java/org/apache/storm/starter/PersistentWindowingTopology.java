// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter;

import java.util.Iterator;
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
 * The average of each window and of all of them. The window itself is saved with the state, and no more than {@value #IN_MEMORY} of its tuples are in
 * memory at a time: the bolt walks over them with {@code getIter()}. Arguments: the topology's name (default {@code persistent-windowing}).
 */
public class PersistentWindowingTopology extends ConfigurableTopology {
    private static final int IN_MEMORY = 20;

    public static void main(String[] args) {
        ConfigurableTopology.start(new PersistentWindowingTopology(), args);
    }

    @Override
    protected int run(String[] args) {
        return submit(args.length > 0 ? args[0] : "persistent-windowing", conf, topology(new RandomIntegerSpout()));
    }

    static TopologyBuilder topology(IRichSpout numbers) {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("spout", numbers, 1);
        builder.setBolt("avgbolt", new Averages().withWindow(Count.of(100), Count.of(50)).withPersistence().withMaxEventsInMemory(IN_MEMORY), 1)
            .shuffleGrouping("spout");
        builder.setBolt("printer", new PrinterBolt(), 1).shuffleGrouping("avgbolt");
        return builder;
    }

    /** Emits the average of the window, and of all numbers that came. */
    public static class Averages extends BaseStatefulWindowedBolt<KeyValueState<String, Long>> {
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
            long sum = 0;
            long count = 0;
            for (Iterator<Tuple> all = window.getIter(); all.hasNext(); count++) {
                sum += all.next().getIntegerByField("value");
            }
            long totalSum = state.get("sum", 0L);
            long totalCount = state.get("count", 0L);
            for (Tuple tuple : window.getNew()) {
                totalSum += tuple.getIntegerByField("value");
                totalCount++;
            }
            state.put("sum", totalSum);
            state.put("count", totalCount);
            collector.emit(new Values(sum / count, totalSum / totalCount));
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("windowavg", "totalavg"));
        }
    }
}
