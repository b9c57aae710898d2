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

/** How often each page was looked at in each ten seconds, by the time of the clicks, which may be two seconds out of order. Arguments: the topology's name (default {@code tumbling-count}). */
public class TumblingCountTopology extends ConfigurableTopology {
    public static void main(String[] args) {
        ConfigurableTopology.start(new TumblingCountTopology(), args);
    }

    @Override
    protected int run(String[] args) {
        return submit(args.length > 0 ? args[0] : "tumbling-count", conf, topology(new RandomClickSpout()));
    }

    static TopologyBuilder topology(IRichSpout clicks) {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("clicks", clicks, 1);
        builder.setBolt("counts", new KeyedWindowBolt<>(WindowShape.Hopping.tumbling(10_000), Aggregations.count(), "page", "user", "at").withLag(2_000), 2)
            .fieldsGrouping("clicks", new Fields("page"));
        builder.setBolt("printer", new PrinterBolt(), 1).shuffleGrouping("counts");
        return builder;
    }
}
