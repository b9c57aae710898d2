// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter;

import org.apache.storm.starter.bolt.PrinterBolt;
import org.apache.storm.starter.bolt.SlidingWindowSumBolt;
import org.apache.storm.starter.spout.RandomIntegerSpout;
import org.apache.storm.topology.ConfigurableTopology;
import org.apache.storm.topology.IRichSpout;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.topology.base.BaseWindowedBolt;
import org.apache.storm.topology.base.BaseWindowedBolt.Duration;

/**
 * Every three seconds the sum of the last five, by the time that the tuples carry; they may be five seconds out of order. Arguments: the topology's name
 * (default {@code sliding-tuple-ts}).
 */
public class SlidingTupleTsTopology extends ConfigurableTopology {
    public static void main(String[] args) {
        ConfigurableTopology.start(new SlidingTupleTsTopology(), args);
    }

    @Override
    protected int run(String[] args) {
        return submit(args.length > 0 ? args[0] : "sliding-tuple-ts", conf, topology(new RandomIntegerSpout()));
    }

    static TopologyBuilder topology(IRichSpout numbers) {
        TopologyBuilder builder = new TopologyBuilder();
        BaseWindowedBolt sum = new SlidingWindowSumBolt().withWindow(Duration.seconds(5), Duration.seconds(3)).withTimestampField("ts")
            .withLag(Duration.seconds(5));
        builder.setSpout("integer", numbers, 1);
        builder.setBolt("slidingsum", sum, 1).shuffleGrouping("integer");
        builder.setBolt("printer", new PrinterBolt(), 1).shuffleGrouping("slidingsum");
        return builder;
    }
}
