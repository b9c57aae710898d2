// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter.streams;

import java.util.Arrays;
import org.apache.storm.StormSubmitter;
import org.apache.storm.starter.spout.RandomSentenceSpout;
import org.apache.storm.streams.Pair;
import org.apache.storm.streams.PairStream;
import org.apache.storm.streams.StreamBuilder;
import org.apache.storm.streams.operations.mappers.ValueMapper;
import org.apache.storm.streams.windowing.TumblingWindows;
import org.apache.storm.streams.windowing.Window;
import org.apache.storm.topology.ConfigurableTopology;
import org.apache.storm.topology.IRichSpout;
import org.apache.storm.topology.base.BaseWindowedBolt.Duration;

/** Counts the words of windows of two seconds, and shows those that come more than five times. Arguments: the topology's name (default {@code windowed-word-count}). */
public class WindowedWordCount extends ConfigurableTopology {
    public static void main(String[] args) {
        ConfigurableTopology.start(new WindowedWordCount(), args);
    }

    @Override
    protected int run(String[] args) throws Exception {
        StreamBuilder builder = new StreamBuilder();
        counts(builder, new RandomSentenceSpout(), TumblingWindows.of(Duration.seconds(2)), 5).print();
        StormSubmitter.submitTopology(args.length > 0 ? args[0] : "windowed-word-count", conf, builder.build());
        return 0;
    }

    static PairStream<String, Long> counts(StreamBuilder builder, IRichSpout sentences, Window<?, ?> window, int least) {
        return builder.newStream(sentences, new ValueMapper<String>(0)).window(window).flatMap(sentence -> Arrays.asList(sentence.split(" ")))
            .mapToPair(word -> Pair.of(word, 1)).countByKey().filter(count -> count.getSecond() >= least);
    }
}
