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
import tempest.operators.window.WindowShape;

/** With every third click of a user the time that these three took together. Arguments: the topology's name (default {@code every-third-click}). */
public class EveryThirdClickTopology extends ConfigurableTopology {
    public static void main(String[] args) {
        ConfigurableTopology.start(new EveryThirdClickTopology(), args);
    }

    @Override
    protected int run(String[] args) {
        return submit(args.length > 0 ? args[0] : "every-third-click", conf, topology(new RandomClickSpout()));
    }

    static TopologyBuilder topology(IRichSpout clicks) {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("clicks", clicks, 1);
        builder.setBolt("threes", new KeyedWindowBolt<>(new WindowShape.Global(3, true), Aggregations.sum(), "user", "seconds"), 2)
            .fieldsGrouping("clicks", new Fields("user"));
        builder.setBolt("printer", new PrinterBolt(), 1).shuffleGrouping("threes");
        return builder;
    }
}
