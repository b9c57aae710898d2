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

/** Counts the words of windows of two seconds, and adds the counts up in a state that is saved with checkpoints. Arguments: the topology's name (default {@code stateful-word-count}). */
public class StatefulWordCount extends ConfigurableTopology {
    public static void main(String[] args) {
        ConfigurableTopology.start(new StatefulWordCount(), args);
    }

    @Override
    protected int run(String[] args) throws Exception {
        StreamBuilder builder = new StreamBuilder();
        counts(builder, new RandomWordSpout(), TumblingWindows.of(Duration.seconds(2))).print();
        StormSubmitter.submitTopology(args.length > 0 ? args[0] : "stateful-word-count", conf, builder.build());
        return 0;
    }

    static PairStream<String, Long> counts(StreamBuilder builder, IRichSpout words, Window<?, ?> window) {
        return builder.newStream(words, new ValueMapper<String>(0)).window(window).mapToPair(word -> Pair.of(word, 1)).countByKey()
            .updateStateByKey(0L, (state, count) -> state + count).toPairStream();
    }
}
