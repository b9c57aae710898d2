// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter;

import org.apache.storm.bolt.JoinBolt;
import org.apache.storm.starter.bolt.PrinterBolt;
import org.apache.storm.topology.ConfigurableTopology;
import org.apache.storm.topology.IRichSpout;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.topology.base.BaseWindowedBolt.Duration;
import org.apache.storm.tuple.Fields;

/**
 * Joins people's genders with their ages, those that come within ten seconds of each other. Arguments: the topology's name (default
 * {@code join-example}).
 */
public class JoinBoltExample extends ConfigurableTopology {
    public static void main(String[] args) {
        ConfigurableTopology.start(new JoinBoltExample(), args);
    }

    @Override
    protected int run(String[] args) {
        return submit(args.length > 0 ? args[0] : "join-example", conf, topology(new SingleJoinExample.PeopleSpout("gender"),
            new SingleJoinExample.PeopleSpout("age"),
            joiner().withTumblingWindow(Duration.seconds(10))));
    }

    static JoinBolt joiner() {
        return new JoinBolt("genderSpout", "id").join("ageSpout", "id", "genderSpout").select("genderSpout:id,ageSpout:id,gender,age");
    }

    static TopologyBuilder topology(IRichSpout genders, IRichSpout ages, JoinBolt joiner) {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("genderSpout", genders);
        builder.setSpout("ageSpout", ages);
        builder.setBolt("joiner", joiner).fieldsGrouping("genderSpout", new Fields("id")).fieldsGrouping("ageSpout", new Fields("id"));
        builder.setBolt("printer", new PrinterBolt()).shuffleGrouping("joiner");
        return builder;
    }
}
