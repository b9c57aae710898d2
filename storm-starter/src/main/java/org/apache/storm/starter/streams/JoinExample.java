// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter.streams;

import org.apache.storm.StormSubmitter;
import org.apache.storm.starter.spout.RandomIntegerSpout;
import org.apache.storm.streams.Pair;
import org.apache.storm.streams.PairStream;
import org.apache.storm.streams.StreamBuilder;
import org.apache.storm.streams.operations.mappers.ValueMapper;
import org.apache.storm.streams.windowing.TumblingWindows;
import org.apache.storm.streams.windowing.Window;
import org.apache.storm.topology.ConfigurableTopology;
import org.apache.storm.topology.IRichSpout;
import org.apache.storm.topology.base.BaseWindowedBolt.Duration;

/** Squares and cubes of the same number, joined in windows of five seconds. Arguments: the topology's name (default {@code stream-join-example}). */
public class JoinExample extends ConfigurableTopology {
    public static void main(String[] args) {
        ConfigurableTopology.start(new JoinExample(), args);
    }

    @Override
    protected int run(String[] args) throws Exception {
        StreamBuilder builder = new StreamBuilder();
        joined(builder, new RandomIntegerSpout(), new RandomIntegerSpout(), TumblingWindows.of(Duration.seconds(5))).print();
        StormSubmitter.submitTopology(args.length > 0 ? args[0] : "stream-join-example", conf, builder.build());
        return 0;
    }

    static PairStream<Integer, Pair<Integer, Integer>> joined(StreamBuilder builder, IRichSpout one, IRichSpout other, Window<?, ?> window) {
        PairStream<Integer, Integer> squares = builder.newStream(one, new ValueMapper<Integer>(0)).mapToPair(x -> Pair.of(x, x * x));
        PairStream<Integer, Integer> cubes = builder.newStream(other, new ValueMapper<Integer>(0)).mapToPair(x -> Pair.of(x, x * x * x));
        return squares.window(window).join(cubes.window(window));
    }
}
