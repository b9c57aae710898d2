// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.starter.exact;

import org.apache.storm.topology.ConfigurableTopology;
import org.apache.storm.topology.IRichBolt;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.tuple.Fields;
import tempest.api.epoch.FileSink;
import tempest.api.window.KeyedWindowBolt;
import tempest.operators.window.Aggregations;
import tempest.operators.window.WindowShape;

/**
 * Counts numbered events by key, and by key and second, into files: the same topology, exactly once or at least once. Arguments: the topology's name, {@code exactly-once} or {@code at-least-once},
 * a folder that all workers see, and if wanted how many events, how many a second each of the three spout tasks emits, and the number of workers.
 */
public class ExactCountTopology extends ConfigurableTopology {
    private static final long DEFAULT_EVENTS = 1_000_000;
    private static final long DEFAULT_PER_SECOND = 2_000;

    public static void main(String[] args) {
        ConfigurableTopology.start(new ExactCountTopology(), args);
    }

    @Override
    protected int run(String[] args) {
        if (args.length < 3) {
            System.err.println("Arguments: NAME exactly-once|at-least-once FOLDER [EVENTS [PER-SECOND [WORKERS]]]");
            return 1;
        }
        conf.put("topology.state.guarantee", args[1]);
        conf.put("topology.state.epoch.folder", args[2] + "/epochs");
        conf.setNumWorkers(args.length > 5 ? Integer.parseInt(args[5]) : 1);
        long events = args.length > 3 ? Long.parseLong(args[3]) : DEFAULT_EVENTS;
        long perSecond = args.length > 4 ? Long.parseLong(args[4]) : DEFAULT_PER_SECOND;
        return submit(args[0], conf, topology(args[1].equals("exactly-once"), args[2], events, perSecond));
    }

    static TopologyBuilder topology(boolean exact, String folder, long events, long perSecond) {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("events", new NumberedEventSpout(events, perSecond), 2);
        builder.setBolt("count", new KeyCountBolt(), 2).fieldsGrouping("events", new Fields("key"));
        builder.setBolt("counts", sink(exact, folder), 2).shuffleGrouping("count");
        builder.setSpout("ordered", new NumberedEventSpout(events, perSecond), 1);
        builder.setBolt("windows", new KeyedWindowBolt<>(WindowShape.Hopping.tumbling(1_000), Aggregations.count(), "key", "number", "number").stateful(), 2)
            .fieldsGrouping("ordered", new Fields("key"));
        builder.setBolt("totals", sink(exact, folder), 1).shuffleGrouping("windows");
        return builder;
    }

    private static IRichBolt sink(boolean exact, String folder) {
        return exact ? new FileSink(folder + "/out") : new AppendingBolt(folder + "/out");
    }
}
