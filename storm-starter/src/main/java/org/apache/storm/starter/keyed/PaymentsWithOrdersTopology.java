// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter.keyed;

import org.apache.storm.starter.bolt.PrinterBolt;
import org.apache.storm.starter.spout.RandomOrderSpout;
import org.apache.storm.topology.ConfigurableTopology;
import org.apache.storm.topology.IRichSpout;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.tuple.Fields;
import tempest.api.join.StreamTableJoinBolt;
import tempest.operators.join.StreamTableJoin;

/** Each payment with its order as it was at that time. Arguments: the topology's name (default {@code payments-with-orders}). */
public class PaymentsWithOrdersTopology extends ConfigurableTopology {
    public static void main(String[] args) {
        ConfigurableTopology.start(new PaymentsWithOrdersTopology(), args);
    }

    @Override
    protected int run(String[] args) {
        return submit(args.length > 0 ? args[0] : "payments-with-orders", conf, topology(new RandomOrderSpout("order"), new RandomOrderSpout("payment")));
    }

    static TopologyBuilder topology(IRichSpout orders, IRichSpout payments) {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("orders", orders, 1);
        builder.setSpout("payments", payments, 1);
        builder.setBolt("looked-up", new StreamTableJoinBolt("payments", "orders", StreamTableJoin.Lookup.AS_OF).on("order").at("at").withLag(1_000)
            .select("payments:order", "payments:amount", "orders:amount"), 2).fieldsGrouping("payments", new Fields("order")).fieldsGrouping("orders", new Fields("order"));
        builder.setBolt("printer", new PrinterBolt(), 1).shuffleGrouping("looked-up");
        return builder;
    }
}
