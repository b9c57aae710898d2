// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.storm.StormSubmitter;
import org.apache.storm.coordination.BatchOutputCollector;
import org.apache.storm.drpc.LinearDRPCTopologyBuilder;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.BasicOutputCollector;
import org.apache.storm.topology.ConfigurableTopology;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseBasicBolt;
import org.apache.storm.topology.base.BaseBatchBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;

/**
 * A call that would be slow in one place is spread over many: the function {@code reach} returns how many different people a URL reached, that is
 * all followers of everybody who shared it. Each stage of the line works on a part of the call; followers are counted once
 * because a follower always comes to the same task. Arguments: the topology's name (default {@code reach}), then the URLs to call it with
 * (default some that are known, and one that is not); a lone {@code -} calls nothing.
 */
@SuppressWarnings("deprecation")
public class ReachTopology extends ConfigurableTopology {
    static final String FUNCTION = "reach";
    static final Map<String, List<String>> SHARED_BY = Map.of(
        "example.org/storms", List.of("ada", "grace", "edsger", "barbara"),
        "example.org/weather/today", List.of("alan", "ada"),
        "example.org/news", List.of("grace", "donald", "alan", "leslie"));
    static final Map<String, List<String>> FOLLOWERS = Map.of(
        "ada", List.of("charles", "mary", "michael", "sophia"),
        "grace", List.of("mary", "howard", "kathleen", "jean", "sophia"),
        "edsger", List.of("carel", "maria", "kathleen"),
        "barbara", List.of("jean", "stephen", "mary"),
        "alan", List.of("joan", "max", "charles", "kathleen"),
        "leslie", List.of("maria", "max"),
        "donald", List.of("jill", "carel", "stephen"));

    public static void main(String[] args) {
        ConfigurableTopology.start(new ReachTopology(), args);
    }

    @Override
    protected int run(String[] args) throws Exception {
        conf.setNumWorkers(2);
        StormSubmitter.submitTopology(args.length > 0 ? args[0] : "reach", conf, builder().createRemoteTopology());
        List<String> urls = args.length > 1 ? List.of(args).subList(1, args.length)
            : List.of("example.org/storms", "example.org/weather/today", "example.org/unheard-of");
        if (!urls.equals(List.of("-"))) {
            FunctionCalls.print(conf, FUNCTION, urls);
        }
        return 0;
    }

    static LinearDRPCTopologyBuilder builder() {
        LinearDRPCTopologyBuilder builder = new LinearDRPCTopologyBuilder(FUNCTION);
        builder.addBolt(new Sharers(), 2);
        builder.addBolt(new Followers(), 4).shuffleGrouping();
        builder.addBolt(new DifferentOnes(), 3).fieldsGrouping(new Fields("id", "follower"));
        builder.addBolt(new Sum(), 2).fieldsGrouping(new Fields("id"));
        return builder;
    }

    /** From a URL to those who shared it. */
    public static class Sharers extends BaseBasicBolt {
        private static final long serialVersionUID = 1L;

        @Override
        public void execute(Tuple call, BasicOutputCollector collector) {
            for (String person : SHARED_BY.getOrDefault(call.getString(1), List.of())) {
                collector.emit(new Values(call.getValue(0), person));
            }
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("id", "sharer"));
        }
    }

    /** From one who shared it to all who follow them. */
    public static class Followers extends BaseBasicBolt {
        private static final long serialVersionUID = 1L;

        @Override
        public void execute(Tuple tuple, BasicOutputCollector collector) {
            for (String follower : FOLLOWERS.getOrDefault(tuple.getString(1), List.of())) {
                collector.emit(new Values(tuple.getValue(0), follower));
            }
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("id", "follower"));
        }
    }

    /** How many different followers of a call came to this task; emitted once the task has seen all of them. */
    public static class DifferentOnes extends BaseBatchBolt<Object> {
        private static final long serialVersionUID = 1L;

        private transient BatchOutputCollector collector;
        private transient Object id;
        private transient Set<String> seen;

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context, BatchOutputCollector collector, Object id) {
            this.collector = collector;
            this.id = id;
            this.seen = new HashSet<>();
        }

        @Override
        public void execute(Tuple tuple) {
            seen.add(tuple.getString(1));
        }

        @Override
        public void finishBatch() {
            collector.emit(new Values(id, seen.size()));
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("id", "different"));
        }
    }

    /** Adds up what the tasks before it counted. */
    public static class Sum extends BaseBatchBolt<Object> {
        private static final long serialVersionUID = 1L;

        private transient BatchOutputCollector collector;
        private transient Object id;
        private transient int sum;

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context, BatchOutputCollector collector, Object id) {
            this.collector = collector;
            this.id = id;
            this.sum = 0;
        }

        @Override
        public void execute(Tuple tuple) {
            sum += tuple.getInteger(1);
        }

        @Override
        public void finishBatch() {
            collector.emit(new Values(id, sum));
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("id", "reach"));
        }
    }
}
