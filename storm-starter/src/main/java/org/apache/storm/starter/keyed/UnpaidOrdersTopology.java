// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter.keyed;

import org.apache.storm.starter.bolt.PrinterBolt;
import org.apache.storm.starter.spout.RandomOrderSpout;
import org.apache.storm.topology.ConfigurableTopology;
import org.apache.storm.topology.IRichSpout;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.tuple.Fields;
import tempest.api.pattern.PatternBolt;
import tempest.operators.pattern.EventPattern;

/** Orders that no payment follows within ten seconds. Arguments: the topology's name (default {@code unpaid-orders}). */
public class UnpaidOrdersTopology extends ConfigurableTopology {
    public static void main(String[] args) {
        ConfigurableTopology.start(new UnpaidOrdersTopology(), args);
    }

    @Override
    protected int run(String[] args) {
        return submit(args.length > 0 ? args[0] : "unpaid-orders", conf, topology(new RandomOrderSpout("order"), new RandomOrderSpout("payment")));
    }

    static TopologyBuilder topology(IRichSpout orders, IRichSpout payments) {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("orders", orders, 1);
        builder.setSpout("payments", payments, 1);
        EventPattern<String> unpaid = EventPattern.<String>begin("order", what -> what.equals("order"))
            .notFollowedBy(what -> what.equals("payment")).within(10_000);
        builder.setBolt("unpaid", new PatternBolt<>(unpaid, "order", "what", "at").withLag(1_000), 2)
            .fieldsGrouping("orders", new Fields("order")).fieldsGrouping("payments", new Fields("order"));
        builder.setBolt("printer", new PrinterBolt(), 1).shuffleGrouping("unpaid");
        return builder;
    }
}
