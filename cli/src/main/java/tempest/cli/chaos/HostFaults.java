// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.chaos;

import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Faults of supervisors and of whole hosts. Main thread. */
final class HostFaults {
    private static final double AWAY_SECONDS = 5;
    private static final double ELSEWHERE_SECONDS = 120;

    private HostFaults() {}

    static void supervisorKilled(Scene scene, boolean damaged) throws Exception {
        Set<Long> before = scene.workerPids();
        ChaosDaemon supervisor = busiest(scene.cluster());
        supervisor.kill();
        if (damaged) {
            Files.writeString(supervisor.local().resolve("supervisor/localstate/supervisor"), "half a li");
        }
        Patience.pass(AWAY_SECONDS);
        supervisor.start();
        Patience.pass(AWAY_SECONDS * 4);
        Faults.demandSameWorkers(scene, before);
    }

    private static ChaosDaemon busiest(ChaosCluster cluster) {
        return cluster.supervisors().stream().max(Comparator.comparing(s -> cluster.workers(s).size())).orElseThrow();
    }

    static void hostGone(Scene scene, boolean withLeader) throws Exception {
        ChaosCluster cluster = scene.cluster();
        ChaosDaemon host = busiest(cluster);
        ChaosDaemon leader = withLeader ? cluster.leader(cluster.nimbuses()) : null;
        List<ProcessHandle> gone = cluster.workers(host);
        scene.note(gone.size() + " workers go with the host" + (leader == null ? "" : ", and " + leader.name()));
        Set<Long> before = scene.workerPids();
        // The supervisor first, or it would start workers again.
        host.kill();
        gone.forEach(ProcessHandle::destroyForcibly);
        if (leader != null) {
            leader.kill();
        }
        scene.awaitReplacement(before, ELSEWHERE_SECONDS);
        scene.demand(Patience.within(ELSEWHERE_SECONDS, () -> cluster.workers(null).size() == Scene.WORKERS) >= 0, "not all workers run elsewhere");
        Patience.within(ELSEWHERE_SECONDS, scene::keepsUp);
        host.start();
        if (leader != null) {
            leader.start();
        }
        Patience.pass(AWAY_SECONDS * 2);
        scene.demand(cluster.workers(null).size() == Scene.WORKERS, "the host that came back runs workers that others run too");
    }

    static void rollingRestart(Scene scene) throws Exception {
        Set<Long> before = scene.workerPids();
        for (ChaosDaemon daemon : scene.cluster().daemons()) {
            daemon.stop();
            daemon.start();
            Patience.await(daemon.name() + " to be back", 60, scene.cluster()::whole);
            Patience.pass(AWAY_SECONDS);
        }
        Faults.demandSameWorkers(scene, before);
    }
}
