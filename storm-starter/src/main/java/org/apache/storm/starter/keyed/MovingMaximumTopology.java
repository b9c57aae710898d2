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

/** With each click the longest look of its user within the last minute; clicks that come too late go to a stream of their own. Arguments: the topology's name (default {@code moving-maximum}). */
public class MovingMaximumTopology extends ConfigurableTopology {
    public static void main(String[] args) {
        ConfigurableTopology.start(new MovingMaximumTopology(), args);
    }

    @Override
    protected int run(String[] args) {
        return submit(args.length > 0 ? args[0] : "moving-maximum", conf, topology(new RandomClickSpout()));
    }

    static TopologyBuilder topology(IRichSpout clicks) {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("clicks", clicks, 1);
        builder.setBolt("longest", new KeyedWindowBolt<>(new WindowShape.Sliding(60_000), Aggregations.<Long>max(), "user", "seconds", "at").withLag(1_000)
            .withLateStream("late"), 2).fieldsGrouping("clicks", new Fields("user"));
        builder.setBolt("printer", new PrinterBolt(), 1).shuffleGrouping("longest").shuffleGrouping("longest", "late");
        return builder;
    }
}
