// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.chaos;

import java.util.List;
import java.util.Set;
import org.apache.storm.generated.KillOptions;
import org.apache.storm.generated.RebalanceOptions;
import org.apache.storm.generated.TopologySummary;

/** Faults of the leading Nimbus, and moves that it makes. Main thread. */
final class NimbusFaults {
    private static final double TAKE_OVER_SECONDS = 10;
    private static final double HUNG_SECONDS = 40;
    private static final double AFTERMATH_SECONDS = 20;
    private static final int SMALL_RATE = 20;

    private NimbusFaults() {}

    static void leaderKilled(Scene scene) throws Exception {
        ChaosCluster cluster = scene.cluster();
        Set<Long> before = scene.workerPids();
        Ledger small = new Ledger(1, SMALL_RATE, SMALL_RATE * 30);
        try (LedgerServer server = LedgerServer.start(small, scene::note)) {
            small.start(System.nanoTime());
            scene.submit("chaos-before", 1, 1, 1, server);
            Patience.pass(1);
            ChaosDaemon leader = cluster.leader(cluster.nimbuses());
            scene.mark();
            leader.kill();
            awaitNext(scene, leader);
            double whole = Patience.within(60, () -> small.books(System.nanoTime()).acked() > SMALL_RATE);
            scene.demand(whole >= 0, "the topology submitted one second before does not run: " + states(cluster));
            cluster.ask(nimbus -> {
                RebalanceOptions now = new RebalanceOptions();
                now.set_wait_secs(1);
                nimbus.rebalance("chaos-before", now);
                return true;
            });
            Patience.await("the rebalance to end", 90, () -> states(cluster).stream().allMatch(s -> s.endsWith("ACTIVE")));
            kill(cluster, "chaos-before");
            scene.submit("chaos-after", 1, 1, 1, server);
            small.mark(System.nanoTime());
            Patience.await("the topology submitted to the next leader to run", 60, () -> small.books(System.nanoTime()).acked() > SMALL_RATE);
            kill(cluster, "chaos-after");
            leader.start();
        }
        Patience.await("the other Nimbus to be back", 60, cluster::whole);
        Patience.within(60, () -> cluster.workers(null).size() == Scene.WORKERS);
        Faults.demandSameWorkers(scene, before);
    }

    private static void awaitNext(Scene scene, ChaosDaemon last) throws InterruptedException {
        ChaosCluster cluster = scene.cluster();
        List<ChaosDaemon> others = cluster.nimbuses().stream().filter(n -> n != last).toList();
        Patience.await("another Nimbus to lead", 60, () -> cluster.leader(others) != null);
        scene.noticed(scene.sinceFault());
        scene.demandWithin(TAKE_OVER_SECONDS, scene.noticed(), "another Nimbus led after");
        double answered = Patience.within(60, () -> !states(cluster).isEmpty());
        scene.note("a client that finds the leader by itself was answered " + Scene.seconds(answered) + " after that");
    }

    private static List<String> states(ChaosCluster cluster) throws Exception {
        return cluster.ask(nimbus -> nimbus.getTopologySummaries().stream().map(NimbusFaults::state).toList());
    }

    private static String state(TopologySummary topology) {
        return topology.get_name() + " " + topology.get_status();
    }

    static void kill(ChaosCluster cluster, String name) throws Exception {
        cluster.ask(nimbus -> {
            KillOptions now = new KillOptions();
            now.set_wait_secs(0);
            nimbus.killTopologyWithOpts(name, now);
            return true;
        });
    }

    static void leaderHung(Scene scene) throws Exception {
        ChaosCluster cluster = scene.cluster();
        Set<Long> before = scene.workerPids();
        ChaosDaemon leader = cluster.leader(cluster.nimbuses());
        scene.mark();
        leader.pause();
        try {
            awaitNext(scene, leader);
            Patience.pass(HUNG_SECONDS - scene.sinceFault());
        } finally {
            leader.resume();
        }
        Patience.pass(AFTERMATH_SECONDS);
        Patience.await("one Nimbus to lead, and both to be known", 30, cluster::whole);
        scene.demand(cluster.leader(List.of(leader)) == null, "the woken Nimbus says that it leads");
        Faults.demandSameWorkers(scene, before);
    }

    static void rebalance(Scene scene) throws Exception {
        for (int workers : new int[] {Scene.WORKERS - 1, Scene.WORKERS}) {
            double from = scene.sinceFault();
            scene.cluster().ask(nimbus -> {
                RebalanceOptions options = new RebalanceOptions();
                options.set_num_workers(workers);
                nimbus.rebalance(Scene.TOPOLOGY, options);
                return true;
            });
            Patience.await("the topology to be active with " + workers + " workers", 150, () -> scene.cluster().workers(null).size() == workers
                    && states(scene.cluster()).contains(Scene.TOPOLOGY + " ACTIVE"));
            scene.note("moved to " + workers + " workers within " + Scene.seconds(scene.sinceFault() - from));
            Patience.within(60, scene::keepsUp);
        }
    }
}
