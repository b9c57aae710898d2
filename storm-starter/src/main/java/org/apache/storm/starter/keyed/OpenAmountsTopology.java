// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter.keyed;

import org.apache.storm.starter.bolt.PrinterBolt;
import org.apache.storm.starter.spout.RandomOrderSpout;
import org.apache.storm.topology.ConfigurableTopology;
import org.apache.storm.topology.IRichSpout;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.tuple.Fields;
import tempest.api.join.TableJoinBolt;
import tempest.operators.join.JoinKind;

/** Of each order what was ordered last and paid last; when either changes, the row before is taken back. Arguments: the topology's name (default {@code open-amounts}). */
public class OpenAmountsTopology extends ConfigurableTopology {
    public static void main(String[] args) {
        ConfigurableTopology.start(new OpenAmountsTopology(), args);
    }

    @Override
    protected int run(String[] args) {
        return submit(args.length > 0 ? args[0] : "open-amounts", conf, topology(new RandomOrderSpout("order"), new RandomOrderSpout("payment")));
    }

    static TopologyBuilder topology(IRichSpout orders, IRichSpout payments) {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("orders", orders, 1);
        builder.setSpout("payments", payments, 1);
        builder.setBolt("amounts", new TableJoinBolt("orders", "payments").kind(JoinKind.FULL).on("order").at("at").withGrace(60_000)
            .select("orders:order", "orders:amount", "payments:amount"), 2).fieldsGrouping("orders", new Fields("order")).fieldsGrouping("payments", new Fields("order"));
        builder.setBolt("printer", new PrinterBolt(), 1).shuffleGrouping("amounts");
        return builder;
    }
}
