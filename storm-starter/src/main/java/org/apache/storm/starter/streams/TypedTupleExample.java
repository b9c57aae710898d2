// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter.streams;

import org.apache.storm.StormSubmitter;
import org.apache.storm.starter.spout.RandomIntegerSpout;
import org.apache.storm.streams.Pair;
import org.apache.storm.streams.PairStream;
import org.apache.storm.streams.Stream;
import org.apache.storm.streams.StreamBuilder;
import org.apache.storm.streams.operations.mappers.TupleValueMappers;
import org.apache.storm.streams.tuple.Tuple3;
import org.apache.storm.streams.windowing.TumblingWindows;
import org.apache.storm.topology.ConfigurableTopology;
import org.apache.storm.topology.IRichSpout;
import org.apache.storm.topology.base.BaseWindowedBolt.Count;

/** Numbers with their times as typed tuples: the sum of every ten numbers for each last digit. Arguments: the topology's name (default {@code typed-tuple-example}). */
public class TypedTupleExample extends ConfigurableTopology {
    public static void main(String[] args) {
        ConfigurableTopology.start(new TypedTupleExample(), args);
    }

    @Override
    protected int run(String[] args) throws Exception {
        StreamBuilder builder = new StreamBuilder();
        sums(builder, new RandomIntegerSpout()).print();
        StormSubmitter.submitTopology(args.length > 0 ? args[0] : "typed-tuple-example", conf, builder.build());
        return 0;
    }

    static PairStream<Integer, Integer> sums(StreamBuilder builder, IRichSpout numbers) {
        Stream<Tuple3<Integer, Long, Long>> typed = builder.newStream(numbers, TupleValueMappers.of(0, 1, 2));
        return typed.mapToPair(t -> Pair.of(t.value1 % 10, t.value1)).window(TumblingWindows.of(Count.of(10))).reduceByKey(Integer::sum);
    }
}
