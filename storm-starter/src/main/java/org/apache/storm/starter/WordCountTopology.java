// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter;

import org.apache.storm.starter.bolt.SplitSentenceBolt;
import org.apache.storm.starter.bolt.WordCountBolt;
import org.apache.storm.starter.spout.RandomSentenceSpout;
import org.apache.storm.topology.ConfigurableTopology;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.tuple.Fields;

/**
 * Sentences are split into words and the words counted. Arguments: the topology's name (default {@code word-count}).
 */
public class WordCountTopology extends ConfigurableTopology {
    public static void main(String[] args) {
        ConfigurableTopology.start(new WordCountTopology(), args);
    }

    @Override
    protected int run(String[] args) {
        String name = args.length > 0 ? args[0] : "word-count";
        conf.putIfAbsent("topology.workers", 2);
        return submit(name, conf, topology());
    }

    static TopologyBuilder topology() {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("spout", new RandomSentenceSpout(), 2);
        builder.setBolt("split", new SplitSentenceBolt(), 3).shuffleGrouping("spout");
        builder.setBolt("count", new WordCountBolt(), 4).fieldsGrouping("split", new Fields("word"));
        return builder;
    }
}
