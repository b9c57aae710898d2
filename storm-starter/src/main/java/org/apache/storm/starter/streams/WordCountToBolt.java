// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter.streams;

import java.util.Arrays;
import org.apache.storm.StormSubmitter;
import org.apache.storm.starter.bolt.PrinterBolt;
import org.apache.storm.starter.spout.RandomSentenceSpout;
import org.apache.storm.streams.Pair;
import org.apache.storm.streams.StreamBuilder;
import org.apache.storm.streams.operations.mappers.ValueMapper;
import org.apache.storm.topology.ConfigurableTopology;
import org.apache.storm.topology.IBasicBolt;
import org.apache.storm.topology.IRichSpout;

/** Counts words and gives the counts to a bolt. Arguments: the topology's name (default {@code word-count-to-bolt}). */
public class WordCountToBolt extends ConfigurableTopology {
    public static void main(String[] args) {
        ConfigurableTopology.start(new WordCountToBolt(), args);
    }

    @Override
    protected int run(String[] args) throws Exception {
        StreamBuilder builder = new StreamBuilder();
        counts(builder, new RandomSentenceSpout(), new PrinterBolt());
        StormSubmitter.submitTopology(args.length > 0 ? args[0] : "word-count-to-bolt", conf, builder.build());
        return 0;
    }

    static void counts(StreamBuilder builder, IRichSpout sentences, IBasicBolt bolt) {
        builder.newStream(sentences, new ValueMapper<String>(0)).flatMap(sentence -> Arrays.asList(sentence.split(" ")))
            .mapToPair(word -> Pair.of(word, 1)).countByKey().to(bolt);
    }
}
