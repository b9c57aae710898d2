// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.chaos.load;

import org.apache.storm.Config;
import org.apache.storm.StormSubmitter;
import org.apache.storm.topology.TopologyBuilder;

/** Main class of the load: NAME WORKERS PARTITIONS SINKS CHECKER, the last as host:port. Run by a client JVM as any user's. */
public final class CheckedTopology {
    private CheckedTopology() {}

    public static void main(String[] args) throws Exception {
        int workers = Integer.parseInt(args[1]);
        int sinks = Integer.parseInt(args[3]);
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("numbers", new NumberedSpout(), Integer.parseInt(args[2]));
        builder.setBolt("relay", new RelayBolt(), sinks).shuffleGrouping("numbers");
        builder.setBolt("sink", new ReportingBolt(), sinks).shuffleGrouping("relay");
        Config conf = new Config();
        conf.setNumWorkers(workers);
        // What goes to the nearest task crosses no wire, and then no fault between workers shows.
        conf.put(Config.TOPOLOGY_DISABLE_LOADAWARE_MESSAGING, true);
        conf.put(LedgerConnection.ADDRESS, args[4]);
        StormSubmitter.submitTopology(args[0], conf, builder.createTopology());
    }
}
