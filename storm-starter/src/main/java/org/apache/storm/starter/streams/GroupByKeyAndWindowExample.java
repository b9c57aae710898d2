// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter.streams;

import org.apache.storm.StormSubmitter;
import org.apache.storm.starter.spout.RandomWordSpout;
import org.apache.storm.streams.Pair;
import org.apache.storm.streams.PairStream;
import org.apache.storm.streams.StreamBuilder;
import org.apache.storm.streams.operations.mappers.ValueMapper;
import org.apache.storm.streams.windowing.TumblingWindows;
import org.apache.storm.streams.windowing.Window;
import org.apache.storm.topology.ConfigurableTopology;
import org.apache.storm.topology.IRichSpout;
import org.apache.storm.topology.base.BaseWindowedBolt.Duration;

/** The words of each ten seconds that begin with the same letter. Arguments: the topology's name (default {@code group-by-key-and-window-example}). */
public class GroupByKeyAndWindowExample extends ConfigurableTopology {
    public static void main(String[] args) {
        ConfigurableTopology.start(new GroupByKeyAndWindowExample(), args);
    }

    @Override
    protected int run(String[] args) throws Exception {
        StreamBuilder builder = new StreamBuilder();
        groups(builder, new RandomWordSpout(), TumblingWindows.of(Duration.seconds(10))).print();
        StormSubmitter.submitTopology(args.length > 0 ? args[0] : "group-by-key-and-window-example", conf, builder.build());
        return 0;
    }

    static PairStream<String, Iterable<String>> groups(StreamBuilder builder, IRichSpout words, Window<?, ?> window) {
        return builder.newStream(words, new ValueMapper<String>(0)).mapToPair(word -> Pair.of(word.substring(0, 1), word)).groupByKeyAndWindow(window);
    }
}
