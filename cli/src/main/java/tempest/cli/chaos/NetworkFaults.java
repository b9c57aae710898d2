// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.chaos;

import java.util.List;
import java.util.Set;
import tempest.cli.chaos.HostLink.Slowness;
import tempest.cli.chaos.HostLink.Way;

/** Faults of the network between the workers of the two hosts; both still reach ZooKeeper and Nimbus. Main thread. */
final class NetworkFaults {
    /** So long afterwards connections may still be made. */
    private static final double AFTERMATH_SECONDS = 40;
    private static final double SLOW_SECONDS = 60;
    /** Some 0.8 MB a second each way, with one piece in fifty sent again. */
    private static final Slowness SLOW = new Slowness(10, 50, 300);

    private NetworkFaults() {}

    static void cut(Scene scene, double seconds) throws Exception {
        cut(scene, seconds, Set.of(Way.IN, Way.OUT), Set.of(Way.IN, Way.OUT));
    }

    /** What the first host sends is lost; it hears everything. */
    static void cutOneWay(Scene scene, double seconds) throws Exception {
        cut(scene, seconds, Set.of(Way.OUT), Set.of(Way.IN));
    }

    private static void cut(Scene scene, double seconds, Set<Way> first, Set<Way> second) throws Exception {
        Set<Long> before = scene.workerPids();
        List<HostLink> links = scene.cluster().links();
        scene.mark();
        links.get(0).cut(first);
        links.get(1).cut(second);
        try {
            Patience.pass(seconds);
        } finally {
            links.forEach(link -> link.cut(Set.of()));
        }
        aftermath(scene, before);
    }

    static void slow(Scene scene) throws Exception {
        Set<Long> before = scene.workerPids();
        List<HostLink> links = scene.cluster().links();
        scene.mark();
        links.forEach(link -> link.slow(SLOW));
        try {
            Patience.pass(SLOW_SECONDS);
        } finally {
            links.forEach(link -> link.slow(Slowness.NONE));
        }
        aftermath(scene, before);
    }

    /** Each worker of one host is connected once with each of the other, in each direction. */
    private static void aftermath(Scene scene, Set<Long> before) throws InterruptedException {
        List<ChaosDaemon> hosts = scene.cluster().supervisors();
        int wanted = 2 * scene.cluster().workers(hosts.get(0)).size() * scene.cluster().workers(hosts.get(1)).size();
        double took = Patience.within(AFTERMATH_SECONDS, () -> connections(scene) == wanted);
        scene.demand(took >= 0, connections(scene) + " connections between the hosts, not one for each pair of workers and direction, " + wanted);
        if (took >= 0) {
            scene.note("every connection was there " + Scene.seconds(took) + " after the network was");
        }
        Faults.demandSameWorkers(scene, before);
    }

    private static int connections(Scene scene) {
        return scene.cluster().links().stream().mapToInt(HostLink::connections).sum();
    }
}
