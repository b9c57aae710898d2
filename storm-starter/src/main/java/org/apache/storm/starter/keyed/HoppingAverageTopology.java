// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter.keyed;

import org.apache.storm.starter.bolt.PrinterBolt;
import org.apache.storm.starter.spout.RandomClickSpout;
import org.apache.storm.topology.ConfigurableTopology;
import org.apache.storm.topology.IRichSpout;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.tuple.Fields;
import tempest.api.window.KeyedWindowBolt;
import tempest.operators.window.Aggregations;
import tempest.operators.window.OutputMode;
import tempest.operators.window.WindowShape;

/** Every second for how long each page was looked at on average in the last minute, corrected for up to ten seconds where clicks come late. Arguments: the topology's name (default {@code hopping-average}). */
public class HoppingAverageTopology extends ConfigurableTopology {
    public static void main(String[] args) {
        ConfigurableTopology.start(new HoppingAverageTopology(), args);
    }

    @Override
    protected int run(String[] args) {
        return submit(args.length > 0 ? args[0] : "hopping-average", conf, topology(new RandomClickSpout()));
    }

    static TopologyBuilder topology(IRichSpout clicks) {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("clicks", clicks, 1);
        builder.setBolt("averages", new KeyedWindowBolt<>(new WindowShape.Hopping(60_000, 1_000), Aggregations.average(), "page", "seconds", "at")
            .withOutput(OutputMode.UPDATE).withAllowedLateness(10_000), 2).fieldsGrouping("clicks", new Fields("page"));
        builder.setBolt("printer", new PrinterBolt(), 1).shuffleGrouping("averages");
        return builder;
    }
}
