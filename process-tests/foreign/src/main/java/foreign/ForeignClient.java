// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package foreign;

import java.util.Map;
import org.apache.storm.generated.ClusterSummary;
import org.apache.storm.generated.ComponentPageInfo;
import org.apache.storm.generated.KillOptions;
import org.apache.storm.generated.Nimbus;
import org.apache.storm.generated.RebalanceOptions;
import org.apache.storm.generated.TopologyPageInfo;
import org.apache.storm.generated.TopologySummary;
import org.apache.storm.utils.NimbusClient;
import org.apache.storm.utils.Utils;

/**
 * What Apache Storm's own {@code NimbusClient} sees. Arguments: {@code list}, {@code page NAME}, {@code component NAME COMPONENT},
 * {@code rebalance NAME WORKERS}, {@code kill NAME}. Prints {@code key=value} lines.
 */
public final class ForeignClient {
    private ForeignClient() {
    }

    public static void main(String[] args) throws Exception {
        Map<String, Object> conf = Utils.readStormConfig();
        try (NimbusClient client = NimbusClient.getConfiguredClient(conf)) {
            Nimbus.Iface nimbus = client.getClient();
            switch (args[0]) {
                case "list" -> list(nimbus);
                case "page" -> page(nimbus, id(nimbus, args[1]));
                case "component" -> component(nimbus, id(nimbus, args[1]), args[2]);
                case "rebalance" -> {
                    RebalanceOptions options = new RebalanceOptions();
                    options.set_num_workers(Integer.parseInt(args[2]));
                    options.set_wait_secs(0);
                    nimbus.rebalance(args[1], options);
                }
                case "kill" -> {
                    KillOptions options = new KillOptions();
                    options.set_wait_secs(0);
                    nimbus.killTopologyWithOpts(args[1], options);
                }
                default -> throw new IllegalArgumentException(args[0]);
            }
        }
    }

    private static void list(Nimbus.Iface nimbus) throws Exception {
        ClusterSummary cluster = nimbus.getClusterInfo();
        System.out.println("supervisors=" + cluster.get_supervisors_size());
        for (TopologySummary topology : cluster.get_topologies()) {
            System.out.println("topology=" + topology.get_name() + " " + topology.get_status() + " " + topology.get_num_workers());
        }
    }

    private static void page(Nimbus.Iface nimbus, String id) throws Exception {
        TopologyPageInfo page = nimbus.getTopologyPageInfo(id, ":all-time", false);
        System.out.println("spouts=" + page.get_id_to_spout_agg_stats().keySet());
        System.out.println("bolts=" + new java.util.TreeSet<>(page.get_id_to_bolt_agg_stats().keySet()));
        System.out.println("acked=" + page.get_topology_stats().get_window_to_acked().get(":all-time"));
        System.out.println("workers=" + page.get_num_workers());
    }

    private static void component(Nimbus.Iface nimbus, String id, String component) throws Exception {
        ComponentPageInfo page = nimbus.getComponentPageInfo(id, component, ":all-time", false);
        System.out.println("executors=" + page.get_num_executors());
        System.out.println("type=" + page.get_component_type());
    }

    private static String id(Nimbus.Iface nimbus, String name) throws Exception {
        return nimbus.getTopologySummaryByName(name).get_id();
    }
}
