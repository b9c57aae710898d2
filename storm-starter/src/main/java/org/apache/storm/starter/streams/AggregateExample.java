// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter.streams;

import org.apache.storm.StormSubmitter;
import org.apache.storm.starter.spout.RandomIntegerSpout;
import org.apache.storm.streams.Pair;
import org.apache.storm.streams.Stream;
import org.apache.storm.streams.StreamBuilder;
import org.apache.storm.streams.operations.CombinerAggregator;
import org.apache.storm.streams.operations.mappers.ValueMapper;
import org.apache.storm.topology.ConfigurableTopology;
import org.apache.storm.topology.IRichSpout;

/** The average of all numbers so far: an aggregator that keeps a sum and a count. Arguments: the topology's name (default {@code aggregate-example}). */
public class AggregateExample extends ConfigurableTopology {
    public static void main(String[] args) {
        ConfigurableTopology.start(new AggregateExample(), args);
    }

    @Override
    protected int run(String[] args) throws Exception {
        StreamBuilder builder = new StreamBuilder();
        averages(builder, new RandomIntegerSpout()).print();
        StormSubmitter.submitTopology(args.length > 0 ? args[0] : "aggregate-example", conf, builder.build());
        return 0;
    }

    static Stream<Double> averages(StreamBuilder builder, IRichSpout numbers) {
        return builder.newStream(numbers, new ValueMapper<Integer>(0)).aggregate(new Average());
    }

    /** Keeps the sum and the count of what it saw. */
    static final class Average implements CombinerAggregator<Integer, Pair<Long, Long>, Double> {
        private static final long serialVersionUID = 1L;

        @Override
        public Pair<Long, Long> init() {
            return Pair.of(0L, 0L);
        }

        @Override
        public Pair<Long, Long> apply(Pair<Long, Long> sumAndCount, Integer value) {
            return Pair.of(sumAndCount.getFirst() + value, sumAndCount.getSecond() + 1);
        }

        @Override
        public Pair<Long, Long> merge(Pair<Long, Long> one, Pair<Long, Long> other) {
            return Pair.of(one.getFirst() + other.getFirst(), one.getSecond() + other.getSecond());
        }

        @Override
        public Double result(Pair<Long, Long> sumAndCount) {
            return (double) sumAndCount.getFirst() / sumAndCount.getSecond();
        }
    }
}
