// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.LocalCluster;
import org.apache.storm.generated.NotAliveException;
import org.apache.storm.generated.RebalanceOptions;
import org.apache.storm.generated.TopologySummary;
import org.apache.storm.topology.TopologyBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What one does with a topology on a local cluster, from its submission to its end. */
class TopologyLifeTest {
    private static LocalCluster cluster;

    private final Events spout = new Events();
    private final Events bolt = new Events();

    @BeforeAll
    static void start() throws Exception {
        cluster = new LocalCluster();
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
    }

    private TopologyBuilder topology() {
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("source", new Spouts.Living(spout));
        builder.setBolt("teller", new Bolts.Teller(bolt), 1).setNumTasks(4).shuffleGrouping("source");
        return builder;
    }

    private static Map<String, Object> conf() {
        return new HashMap<>(Map.of(Config.TOPOLOGY_SLEEP_SPOUT_WAIT_STRATEGY_TIME_MS, 1, Config.TOPOLOGY_MESSAGE_TIMEOUT_SECS, 1));
    }

    private static boolean isListed(String name) throws Exception {
        return cluster.getTopologySummaries().stream().map(TopologySummary::get_name).anyMatch(name::equals);
    }

    private static void awaitGone(String name) {
        Events.until(() -> {
            try {
                return !isListed(name);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }, () -> "the end of " + name);
    }

    @Test
    void aTopologyLivesFromItsSubmissionUntilItIsKilled() throws Exception {
        cluster.submitTopology("life", conf(), topology().createTopology());
        bolt.await("tuple", 1);
        assertTrue(isListed("life"));
        assertEquals("ACTIVE", cluster.getTopologySummaryByName("life").get_status());
        assertTrue(cluster.getTopologyConf(cluster.getTopologySummaryByName("life").get_id()).contains("topology.sleep.spout.wait.strategy.time.ms"));
        cluster.killTopology("life");
        awaitGone("life");
        spout.await("close", 1);
        bolt.await("cleanup", 4);
        assertEquals(4, bolt.count("prepare"), "a task was prepared more than once");
        assertEquals(4, bolt.count("cleanup"), "a task was cleaned up more than once");
        assertEquals(1, spout.count("open"));
        NotAliveException gone = assertThrows(NotAliveException.class, () -> cluster.killTopology("life"));
        assertTrue(gone.get_msg().contains("life"), gone.get_msg());
    }

    @Test
    void deactivationStopsTheSpoutUntilItIsActivatedAgain() throws Exception {
        try (LocalCluster.LocalTopology topology = cluster.submitTopology("rest", conf(), topology().createTopology())) {
            bolt.await("tuple", 1);
            assertEquals(1, spout.count("activate"));
            cluster.deactivate("rest");
            assertEquals("INACTIVE", cluster.getTopologySummaryByName("rest").get_status());
            spout.await("deactivate", 1);
            cluster.waitForIdle();
            int before = bolt.count("tuple");
            cluster.waitForIdle();
            assertEquals(before, bolt.count("tuple"), "the spout goes on although it rests");
            cluster.activate("rest");
            bolt.await("tuple", before + 1);
            assertEquals(2, spout.count("activate"));
        }
        awaitGone("rest");
    }

    @Test
    void rebalancingSpreadsTheTasksAndGoesOn() throws Exception {
        try (LocalCluster.LocalTopology topology = cluster.submitTopology("spread", conf(), topology().createTopology())) {
            bolt.await("tuple", 1);
            assertEquals(1, cluster.getTopologySummaryByName("spread").get_num_workers());
            RebalanceOptions options = new RebalanceOptions();
            options.set_wait_secs(0);
            options.set_num_workers(2);
            options.put_to_num_executors("teller", 4);
            cluster.rebalance("spread", options);
            bolt.await("prepare", 8);
            assertEquals(2, cluster.getTopologySummaryByName("spread").get_num_workers());
            Events.until(() -> bolt.all().stream().filter(e -> e.toString().startsWith("port")).distinct().count() >= 2, () -> "tuples in two workers");
            int before = bolt.count("tuple");
            bolt.await("tuple", before + 50);
        }
        awaitGone("spread");
        assertFalse(isListed("spread"));
    }
}
