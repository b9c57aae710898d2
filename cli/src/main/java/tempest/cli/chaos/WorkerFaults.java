// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.chaos;

import java.util.List;
import java.util.Set;

/** Faults of workers. Main thread. */
final class WorkerFaults {
    private static final double NOTICED_BY_SUPERVISOR = 33;

    private WorkerFaults() {}

    static void killed(Scene scene, String task) throws InterruptedException {
        Set<Long> before = scene.workerPids();
        scene.worker(task).destroyForcibly();
        scene.awaitReplacement(before, 30);
    }

    /** Several at once: the first so many of those with and without a spout, in turn. */
    static void killed(Scene scene, int count) throws InterruptedException {
        Set<Long> before = scene.workerPids();
        List<ProcessHandle> victims = scene.workersMixed().subList(0, count);
        victims.forEach(ProcessHandle::destroyForcibly);
        scene.awaitReplacement(before, 30);
    }

    static void hung(Scene scene) throws Exception {
        Set<Long> before = scene.workerPids();
        ProcessHandle worker = scene.worker(scene.taskWithoutSpout());
        ChaosDaemon.signal("STOP", worker.pid());
        scene.awaitReplacement(before, 90);
        scene.demandWithin(NOTICED_BY_SUPERVISOR, scene.noticed(), "it was noticed after");
        if (worker.isAlive()) {
            ChaosDaemon.signal("CONT", worker.pid());
            scene.note("the hung worker was woken");
            scene.demand(Patience.within(30, () -> !worker.isAlive()) >= 0, "the woken worker goes on beside its successor");
        }
    }
}
