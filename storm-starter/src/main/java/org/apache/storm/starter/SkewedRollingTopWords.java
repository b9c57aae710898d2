// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter;

import java.util.HashMap;
import java.util.Map;
import org.apache.storm.starter.bolt.RankingBolt;
import org.apache.storm.starter.bolt.RollingCountBolt;
import org.apache.storm.starter.spout.RandomWordSpout;
import org.apache.storm.topology.BasicOutputCollector;
import org.apache.storm.topology.ConfigurableTopology;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.topology.base.BaseBasicBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;

/**
 * {@link RollingTopWords} for words of which a few are much more frequent than the others: each word goes to one of two counting tasks, whichever has
 * less to do, and what both counted is added up. Arguments: the topology's name (default {@code skewed-rolling-top-words}).
 */
public class SkewedRollingTopWords extends ConfigurableTopology {
    private static final int PLACES = 5;

    public static void main(String[] args) {
        ConfigurableTopology.start(new SkewedRollingTopWords(), args);
    }

    @Override
    protected int run(String[] args) {
        return submit(args.length > 0 ? args[0] : "skewed-rolling-top-words", conf, topology());
    }

    static TopologyBuilder topology() {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("words", new RandomWordSpout(), 2);
        builder.setBolt("count", new RollingCountBolt(9, 3), 4).partialKeyGrouping("words", new Fields("word"));
        builder.setBolt("add", new AddCounts(), 2).fieldsGrouping("count", new Fields("word"));
        builder.setBolt("rank", new RankingBolt(PLACES, 2, false), 2).fieldsGrouping("add", new Fields("word"));
        builder.setBolt("total", new RankingBolt(PLACES, 2, true), 1).globalGrouping("rank");
        return builder;
    }

    /** Adds up what the counting tasks last said of a word. */
    public static class AddCounts extends BaseBasicBolt {
        private static final long serialVersionUID = 1L;

        private final HashMap<String, Map<Integer, Long>> counts = new HashMap<>();

        @Override
        public void execute(Tuple tuple, BasicOutputCollector collector) {
            String word = tuple.getString(0);
            Map<Integer, Long> byTask = counts.computeIfAbsent(word, w -> new HashMap<>());
            byTask.put(tuple.getSourceTask(), ((Number) tuple.getValue(1)).longValue());
            collector.emit(new Values(word, byTask.values().stream().mapToLong(Long::longValue).sum()));
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("word", "count"));
        }
    }
}
