// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter.keyed;

import org.apache.storm.starter.bolt.PrinterBolt;
import org.apache.storm.starter.spout.RandomOrderSpout;
import org.apache.storm.topology.ConfigurableTopology;
import org.apache.storm.topology.IRichSpout;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.tuple.Fields;
import tempest.api.join.IntervalJoinBolt;
import tempest.operators.join.JoinKind;

/** Orders with the payments that come within ten seconds of them, and those that are not paid by then. Arguments: the topology's name (default {@code paid-orders}). */
public class PaidOrdersTopology extends ConfigurableTopology {
    public static void main(String[] args) {
        ConfigurableTopology.start(new PaidOrdersTopology(), args);
    }

    @Override
    protected int run(String[] args) {
        return submit(args.length > 0 ? args[0] : "paid-orders", conf, topology(new RandomOrderSpout("order"), new RandomOrderSpout("payment")));
    }

    static TopologyBuilder topology(IRichSpout orders, IRichSpout payments) {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("orders", orders, 1);
        builder.setSpout("payments", payments, 1);
        builder.setBolt("paid", new IntervalJoinBolt("orders", "payments", 0, 10_000).kind(JoinKind.LEFT).on("order").at("at").withLag(1_000)
            .select("orders:order", "orders:amount", "payments:amount"), 2).fieldsGrouping("orders", new Fields("order")).fieldsGrouping("payments", new Fields("order"));
        builder.setBolt("printer", new PrinterBolt(), 1).shuffleGrouping("paid");
        return builder;
    }
}
