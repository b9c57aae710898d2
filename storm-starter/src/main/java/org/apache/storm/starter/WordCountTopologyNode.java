// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter;

import java.util.Map;
import org.apache.storm.spout.ShellSpout;
import org.apache.storm.starter.bolt.WordCountBolt;
import org.apache.storm.task.ShellBolt;
import org.apache.storm.topology.ConfigurableTopology;
import org.apache.storm.topology.IRichBolt;
import org.apache.storm.topology.IRichSpout;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.tuple.Fields;

/**
 * The word count with a spout and a bolt in JavaScript, which Node.js runs as processes; it has to be installed where workers run. Arguments: the topology's name
 * (default {@code word-count-node}).
 */
public class WordCountTopologyNode extends ConfigurableTopology {
    public static void main(String[] args) {
        ConfigurableTopology.start(new WordCountTopologyNode(), args);
    }

    @Override
    protected int run(String[] args) {
        return submit(args.length > 0 ? args[0] : "word-count-node", conf, topology(new RandomSentence()));
    }

    static TopologyBuilder topology(IRichSpout sentences) {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("spout", sentences, 1);
        builder.setBolt("split", new SplitSentence(), 2).shuffleGrouping("spout");
        builder.setBolt("count", new WordCountBolt(), 2).fieldsGrouping("split", new Fields("word"));
        return builder;
    }

    /** Emits random sentences: {@code resources/randomsentence.js}. */
    public static class RandomSentence extends ShellSpout implements IRichSpout {
        private static final long serialVersionUID = 1L;

        public RandomSentence() {
            super("node", "randomsentence.js");
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("sentence"));
        }

        @Override
        public Map<String, Object> getComponentConfiguration() {
            return null;
        }
    }

    /** Emits the words of a sentence: {@code resources/splitsentence.js}. */
    public static class SplitSentence extends ShellBolt implements IRichBolt {
        private static final long serialVersionUID = 1L;

        public SplitSentence() {
            super("node", "splitsentence.js");
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("word"));
        }

        @Override
        public Map<String, Object> getComponentConfiguration() {
            return null;
        }
    }
}
