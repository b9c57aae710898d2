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

/**
 * What each user looked at in a session, which ends after half a minute without a click; shown every five seconds while it lasts, and what is shown anew is
 * taken back. Sessions are kept in the topology's state. Arguments: the topology's name (default {@code click-sessions}).
 */
public class ClickSessionsTopology extends ConfigurableTopology {
    private static final long SHOWN_EVERY_MS = 5_000;

    public static void main(String[] args) {
        ConfigurableTopology.start(new ClickSessionsTopology(), args);
    }

    @Override
    protected int run(String[] args) {
        return submit(args.length > 0 ? args[0] : "click-sessions", conf, topology(new RandomClickSpout(), SHOWN_EVERY_MS));
    }

    static TopologyBuilder topology(IRichSpout clicks, long earlyMs) {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("clicks", clicks, 1);
        builder.setBolt("sessions", new KeyedWindowBolt<>(new WindowShape.Session(30_000), Aggregations.<String>list(), "user", "page", "at")
            .withOutput(OutputMode.RETRACT).withEarlyFirings(earlyMs).withLag(1_000).withIdleTimeout(60_000).stateful(), 2).fieldsGrouping("clicks", new Fields("user"));
        builder.setBolt("printer", new PrinterBolt(), 1).shuffleGrouping("sessions");
        return builder;
    }
}
