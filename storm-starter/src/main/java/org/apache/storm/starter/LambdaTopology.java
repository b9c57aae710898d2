// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter;

import java.util.UUID;
import org.apache.storm.topology.ConfigurableTopology;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.tuple.Values;

/**
 * A topology of lambda expressions: a supplier as the spout, a two-argument consumer that emits, a consumer that only reads.
 * Arguments: the topology's name (default {@code lambda}).
 */
public class LambdaTopology extends ConfigurableTopology {
    public static void main(String[] args) {
        ConfigurableTopology.start(new LambdaTopology(), args);
    }

    @Override
    protected int run(String[] args) {
        return submit(args.length > 0 ? args[0] : "lambda", conf, topology());
    }

    static TopologyBuilder topology() {
        String tag = "seen by a lambda";
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("ids", () -> UUID.randomUUID().toString());
        builder.setBolt("tag", (tuple, collector) -> collector.emit(new Values(tuple.getValue(0), tag)), "id", "tag")
            .shuffleGrouping("ids");
        builder.setBolt("check", tuple -> {
            if (!tag.equals(tuple.getStringByField("tag"))) {
                throw new IllegalStateException("the tag arrived as " + tuple.getValueByField("tag"));
            }
        }).shuffleGrouping("tag");
        return builder;
    }
}
