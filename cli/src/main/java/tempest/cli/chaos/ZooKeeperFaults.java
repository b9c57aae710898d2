// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.chaos;

import java.util.Set;

/** Faults of ZooKeeper. Main thread. */
final class ZooKeeperFaults {
    /** So long afterwards somebody may still draw a wrong conclusion: longer than any session and any time-out of a task. */
    private static final double AFTERMATH_SECONDS = 45;

    private ZooKeeperFaults() {}

    static void killed(Scene scene, double seconds) throws Exception {
        Set<Long> before = scene.workerPids();
        scene.cluster().zooKeeper().kill();
        Patience.pass(seconds);
        scene.cluster().zooKeeper().start();
        aftermath(scene, before);
    }

    static void hung(Scene scene, double seconds) throws Exception {
        Set<Long> before = scene.workerPids();
        scene.cluster().zooKeeper().pause();
        Patience.pass(seconds);
        scene.cluster().zooKeeper().resume();
        aftermath(scene, before);
    }

    private static void aftermath(Scene scene, Set<Long> before) throws InterruptedException {
        double back = Patience.within(AFTERMATH_SECONDS, scene.cluster()::whole);
        scene.demand(back >= 0, "no Nimbus leads the whole cluster " + Scene.seconds(AFTERMATH_SECONDS) + " after ZooKeeper is back");
        scene.note("a Nimbus led the whole cluster " + Scene.seconds(back) + " after ZooKeeper was back");
        Patience.pass(AFTERMATH_SECONDS - Math.max(0, back));
        Faults.demandSameWorkers(scene, before);
    }

    static void workerKilled(Scene scene) throws Exception {
        scene.cluster().zooKeeper().kill();
        Patience.pass(8);
        Set<Long> before = scene.workerPids();
        scene.mark();
        ProcessHandle worker = scene.worker(scene.taskWithoutSpout());
        worker.destroyForcibly();
        before.remove(worker.pid());
        scene.awaitReplacement(before, 30);
        Patience.pass(20);
        Set<Long> during = scene.workerPids();
        scene.cluster().zooKeeper().start();
        aftermath(scene, during);
    }
}
