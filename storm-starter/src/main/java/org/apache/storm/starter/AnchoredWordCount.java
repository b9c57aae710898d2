// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter;

import java.util.HashMap;
import java.util.Map;
import org.apache.storm.starter.spout.RandomSentenceSpout;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.ConfigurableTopology;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.topology.base.BaseRichBolt;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;

/**
 * Word count with the anchoring and acknowledging written out, as bolts need it that ack later than they emit: a sentence
 * is acked to the spout once each of its words has been counted. Arguments: the topology's name (default
 * {@code anchored-word-count}).
 */
public class AnchoredWordCount extends ConfigurableTopology {
    public static void main(String[] args) {
        ConfigurableTopology.start(new AnchoredWordCount(), args);
    }

    @Override
    protected int run(String[] args) {
        return submit(args.length > 0 ? args[0] : "anchored-word-count", conf, topology());
    }

    static TopologyBuilder topology() {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("spout", new RandomSentenceSpout(), 1);
        builder.setBolt("split", new Split(), 2).shuffleGrouping("spout");
        builder.setBolt("count", new Count(), 2).fieldsGrouping("split", new Fields("word"));
        return builder;
    }

    /** What both bolts share: the collector. */
    abstract static class AnchoringBolt extends BaseRichBolt {
        private static final long serialVersionUID = 1L;

        transient OutputCollector collector;

        @Override
        public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector collector) {
            this.collector = collector;
        }
    }

    /** Emits each word anchored to its sentence. */
    public static class Split extends AnchoringBolt {
        private static final long serialVersionUID = 1L;

        @Override
        public void execute(Tuple sentence) {
            for (String word : sentence.getStringByField("sentence").split(" ")) {
                collector.emit(sentence, new Values(word));
            }
            collector.ack(sentence);
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("word"));
        }
    }

    /** Counts each word and emits the count anchored to the word. */
    public static class Count extends AnchoringBolt {
        private static final long serialVersionUID = 1L;

        private final Map<String, Integer> counts = new HashMap<>();

        @Override
        public void execute(Tuple tuple) {
            String word = tuple.getStringByField("word");
            collector.emit(tuple, new Values(word, counts.merge(word, 1, Integer::sum)));
            collector.ack(tuple);
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("word", "count"));
        }
    }
}
