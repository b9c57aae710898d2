// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.chaos;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All faults there are, in the order in which they run. Immutable. */
final class Faults {
    /** What others may stop while nothing of theirs is broken: the machine is busy with starting and ending processes. */
    private static final double UNTOUCHED = 2;
    private static final double WORKER_START = 5;
    /** Several starts at once share the processors. */
    private static final double WORKER_STARTS = 2 * WORKER_START;
    /** supervisor.worker.timeout.secs and three seconds, and the start of a worker. */
    private static final double WORKER_HUNG = 33 + WORKER_START;
    /** nimbus.task.timeout.secs and ten seconds. */
    private static final double HOST_GONE = 40;
    /** The start of a worker and three seconds. */
    private static final double MOVE = WORKER_START + 3;

    private static final double SHORT_CUT = 5;
    private static final double LONG_CUT = 120;
    private static final double ONE_WAY = 60;
    /** Until a connection that was given up is made again. */
    private static final double AFTER_CUT = 10;

    static final List<Fault> ALL = List.of(
            new Fault("worker-killed", "SIGKILL for a worker without a spout", WORKER_START, true, scene -> WorkerFaults.killed(scene, scene.taskWithoutSpout())),
            new Fault("spout-killed", "SIGKILL for a worker with a spout", WORKER_START, true, scene -> WorkerFaults.killed(scene, "spout 0")),
            new Fault("two-workers-killed", "SIGKILL for two workers at once, one of them with a spout", WORKER_STARTS, true, scene -> WorkerFaults.killed(scene, 2)),
            new Fault("all-workers-killed", "SIGKILL for all four workers at once", WORKER_STARTS, true, scene -> WorkerFaults.killed(scene, Scene.WORKERS)),
            new Fault("worker-hung", "SIGSTOP for a worker; it is woken after it was replaced, if it lives", WORKER_HUNG, true, WorkerFaults::hung),
            new Fault("supervisor-killed", "SIGKILL for a supervisor, which starts again after 5 s", UNTOUCHED, false, scene -> HostFaults.supervisorKilled(scene, false)),
            new Fault("supervisor-damaged", "the same, and its state file is damaged meanwhile", UNTOUCHED, false, scene -> HostFaults.supervisorKilled(scene, true)),
            new Fault("host-gone", "SIGKILL for a supervisor and all its workers; it comes back when they run elsewhere", HOST_GONE, true,
                    scene -> HostFaults.hostGone(scene, false)),
            new Fault("host-and-leader-gone", "the same with the leading Nimbus", HOST_GONE, true, scene -> HostFaults.hostGone(scene, true)),
            new Fault("leader-killed", "SIGKILL for the leading Nimbus, one second after a submission", UNTOUCHED, false, NimbusFaults::leaderKilled),
            new Fault("leader-hung", "SIGSTOP for the leading Nimbus for 40 s", UNTOUCHED, false, NimbusFaults::leaderHung),
            new Fault("zookeeper-killed", "SIGKILL for ZooKeeper, which starts again after 20 s", UNTOUCHED, false, scene -> ZooKeeperFaults.killed(scene, 20)),
            new Fault("zookeeper-killed-90", "the same after 90 s", UNTOUCHED, false, scene -> ZooKeeperFaults.killed(scene, 90)),
            new Fault("zookeeper-hung", "SIGSTOP for ZooKeeper for 30 s", UNTOUCHED, false, scene -> ZooKeeperFaults.hung(scene, 30)),
            new Fault("worker-killed-without-zookeeper", "SIGKILL for a worker while ZooKeeper is away", WORKER_START, true, ZooKeeperFaults::workerKilled),
            new Fault("network-cut", "nothing passes between the workers of the two hosts for 5 s", SHORT_CUT + UNTOUCHED, false,
                    scene -> NetworkFaults.cut(scene, SHORT_CUT)),
            new Fault("network-cut-120", "the same for 120 s", LONG_CUT + AFTER_CUT, true, scene -> NetworkFaults.cut(scene, LONG_CUT)),
            new Fault("network-one-way", "what the workers of one host send to the other is lost for 60 s", ONE_WAY + AFTER_CUT, true,
                    scene -> NetworkFaults.cutOneWay(scene, ONE_WAY)),
            new Fault("network-slow", "the network between the two hosts is slow and loses packets for 60 s", UNTOUCHED, false, NetworkFaults::slow),
            new Fault("rebalance", "storm rebalance to three workers, and back to four", MOVE, false, NimbusFaults::rebalance),
            new Fault("rolling-restart", "SIGTERM for each daemon in turn, which starts again", UNTOUCHED, false, HostFaults::rollingRestart));

    /** What needs a second Nimbus, a network of its own for each host, or knows our files. */
    private static final Set<String> ONLY_OURS = Set.of("supervisor-damaged", "host-and-leader-gone", "leader-killed", "leader-hung", "network-cut", "network-cut-120",
            "network-one-way", "network-slow", "rolling-restart");

    private Faults() {}

    /** Those that another product's cluster can be given, too. */
    static List<Fault> portable() {
        return ALL.stream().filter(fault -> !ONLY_OURS.contains(fault.name())).toList();
    }

    static Optional<Fault> find(String name) {
        return ALL.stream().filter(f -> f.name().equals(name)).findFirst();
    }

    static List<String> names() {
        return ALL.stream().map(Fault::name).toList();
    }

    /** After a fault that no worker took part in, the very same processes run. */
    static void demandSameWorkers(Scene scene, Set<Long> before) {
        Set<Long> now = scene.workerPids();
        scene.demand(now.equals(before), "workers " + before + " were replaced by " + now);
    }
}
