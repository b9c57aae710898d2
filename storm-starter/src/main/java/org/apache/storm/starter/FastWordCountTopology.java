// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter;

import org.apache.storm.starter.bolt.SplitSentenceBolt;
import org.apache.storm.starter.bolt.WordCountBolt;
import org.apache.storm.starter.spout.RandomSentenceSpout;
import org.apache.storm.topology.ConfigurableTopology;
import org.apache.storm.topology.IRichSpout;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.tuple.Fields;

/**
 * The word count with as many sentences as the topology takes, to see how fast it is: with tuples in memory only, the page shows what a second brings. Arguments: the
 * topology's name (default {@code fast-word-count}).
 */
public class FastWordCountTopology extends ConfigurableTopology {
    private static final int MOST_PENDING = 5_000;

    public static void main(String[] args) {
        ConfigurableTopology.start(new FastWordCountTopology(), args);
    }

    @Override
    protected int run(String[] args) {
        conf.putIfAbsent("starter.tuples.per.second", 0);
        conf.putIfAbsent("topology.max.spout.pending", MOST_PENDING);
        return submit(args.length > 0 ? args[0] : "fast-word-count", conf, topology(new RandomSentenceSpout()));
    }

    static TopologyBuilder topology(IRichSpout sentences) {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("spout", sentences, 1);
        builder.setBolt("split", new SplitSentenceBolt(), 2).shuffleGrouping("spout");
        builder.setBolt("count", new WordCountBolt(), 2).fieldsGrouping("split", new Fields("word"));
        return builder;
    }
}
