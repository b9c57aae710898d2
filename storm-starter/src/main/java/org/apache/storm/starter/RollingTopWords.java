// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter;

import org.apache.storm.starter.bolt.RankingBolt;
import org.apache.storm.starter.bolt.RollingCountBolt;
import org.apache.storm.starter.spout.RandomWordSpout;
import org.apache.storm.topology.ConfigurableTopology;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.tuple.Fields;

/**
 * The trending words of the last nine seconds: counted over a sliding window, ranked by each task, then ranked in one
 * place, which logs the result every two seconds. Arguments: the topology's name (default {@code rolling-top-words}).
 */
public class RollingTopWords extends ConfigurableTopology {
    private static final int PLACES = 5;

    public static void main(String[] args) {
        ConfigurableTopology.start(new RollingTopWords(), args);
    }

    @Override
    protected int run(String[] args) {
        return submit(args.length > 0 ? args[0] : "rolling-top-words", conf, topology());
    }

    static TopologyBuilder topology() {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("words", new RandomWordSpout(), 2);
        builder.setBolt("count", new RollingCountBolt(9, 3), 2).fieldsGrouping("words", new Fields("word"));
        builder.setBolt("rank", new RankingBolt(PLACES, 2, false), 2).fieldsGrouping("count", new Fields("word"));
        builder.setBolt("total", new RankingBolt(PLACES, 2, true), 1).globalGrouping("rank");
        return builder;
    }
}
