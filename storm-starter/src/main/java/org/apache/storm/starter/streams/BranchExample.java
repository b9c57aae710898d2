// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter.streams;

import org.apache.storm.StormSubmitter;
import org.apache.storm.starter.spout.RandomIntegerSpout;
import org.apache.storm.streams.Stream;
import org.apache.storm.streams.StreamBuilder;
import org.apache.storm.streams.operations.mappers.ValueMapper;
import org.apache.storm.topology.ConfigurableTopology;
import org.apache.storm.topology.IRichSpout;

/** Divides numbers into even and odd ones. Arguments: the topology's name (default {@code branch-example}). */
public class BranchExample extends ConfigurableTopology {
    public static void main(String[] args) {
        ConfigurableTopology.start(new BranchExample(), args);
    }

    @Override
    protected int run(String[] args) throws Exception {
        StreamBuilder builder = new StreamBuilder();
        numbers(builder, new RandomIntegerSpout()).print();
        StormSubmitter.submitTopology(args.length > 0 ? args[0] : "branch-example", conf, builder.build());
        return 0;
    }

    @SuppressWarnings("unchecked")
    static Stream<String> numbers(StreamBuilder builder, IRichSpout numbers) {
        Stream<Integer>[] evenAndOdd = builder.newStream(numbers, new ValueMapper<Integer>(0)).branch(number -> number % 2 == 0, number -> number % 2 != 0);
        evenAndOdd[0].map(number -> "even " + number).print();
        return evenAndOdd[1].map(number -> "odd " + number);
    }
}
