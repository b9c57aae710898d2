// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.curator.framework.CuratorFramework;
import org.apache.storm.generated.Assignment;
import org.apache.storm.generated.NimbusSummary;
import org.apache.storm.generated.StormBase;
import org.apache.storm.generated.SupervisorInfo;
import org.apache.storm.generated.TopologyStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZooKeeperClusterStateTest extends ClusterStateContract {
    @TempDir
    static Path data;
    private static EmbeddedZooKeeper server;
    private static final AtomicInteger ROOTS = new AtomicInteger();

    @BeforeAll
    static void startServer() throws IOException {
        server = EmbeddedZooKeeper.startLocal(data.resolve("shared"));
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Override
    protected ClusterState open() {
        return ZooKeeperClusterState.connect(config(server.port(), "/test" + ROOTS.incrementAndGet()));
    }

    /** Patient, for a machine that stalls must not cost a session. */
    private static ZooKeeperConfig config(int port, String root) {
        return config(port, root, 10_000, 20_000);
    }

    private static ZooKeeperConfig config(int port, String root, int sessionMs, int connectMs) {
        Map<String, Object> conf = new HashMap<>();
        conf.put("storm.zookeeper.servers", List.of("127.0.0.1"));
        conf.put("storm.zookeeper.port", port);
        conf.put("storm.zookeeper.root", root);
        conf.put("storm.zookeeper.session.timeout", sessionMs);
        conf.put("storm.zookeeper.connection.timeout", connectMs);
        conf.put("storm.zookeeper.retry.interval", 100);
        return ZooKeeperConfig.of(conf);
    }

    @Test
    void aWatchMissesNothingThatHappensWhileItIsCutOff() throws Exception {
        EmbeddedZooKeeper own = EmbeddedZooKeeper.startLocal(data.resolve("restarted"));
        int port = own.port();
        try (ZooKeeperClusterState watching = ZooKeeperClusterState.connect(config(port, "/storm"))) {
            Map<String, String> mirror = new ConcurrentHashMap<>();
            watching.assignments().watchAll((key, value) ->
                value.ifPresentOrElse(v -> mirror.put(key, v.get_master_code_dir()), () -> mirror.remove(key)));
            watching.assignments().put("stays", new Assignment("old"));
            watching.assignments().put("goes", new Assignment("old"));
            Eventually.holds("both are told", () -> mirror.size() == 2);
            own.close();
            // Another port, so that the watcher cannot be back while the changes are made.
            EmbeddedZooKeeper elsewhere = EmbeddedZooKeeper.startLocal(data.resolve("restarted"));
            try (ZooKeeperClusterState other = ZooKeeperClusterState.connect(config(elsewhere.port(), "/storm"))) {
                other.assignments().put("stays", new Assignment("new"));
                other.assignments().remove("goes");
                other.assignments().put("comes", new Assignment("new"));
            }
            elsewhere.close();
            own = EmbeddedZooKeeper.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), data.resolve("restarted"));
            Eventually.holds("the changes are told", () -> mirror.equals(Map.of("stays", "new", "comes", "new")));
        } finally {
            own.close();
        }
    }

    @Test
    void aPresenceComesBackAfterItsSessionWasLost() throws Exception {
        EmbeddedZooKeeper own = EmbeddedZooKeeper.startLocal(data.resolve("sessions"));
        int port = own.port();
        try (ZooKeeperClusterState living = ZooKeeperClusterState.connect(config(port, "/storm", 4000, 20_000))) {
            living.supervisors().announce("s", new SupervisorInfo(1, "host"));
            own.close();
            // An empty server knows neither the session nor the node.
            own = EmbeddedZooKeeper.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), data.resolve("empty"));
            try (CuratorFramework direct = ZooKeeperClient.open(config(port, "/storm"))) {
                Eventually.holds("the supervisor is back", () -> direct.checkExists().forPath("/storm/supervisors/s") != null);
                assertTrue(direct.checkExists().forPath("/storm/supervisors/s").getEphemeralOwner() != 0);
            }
        } finally {
            own.close();
        }
    }

    @Test
    void aWonElectionWhoseSessionHasEndedBeginsNoEpoch() throws Exception {
        LeaderElection election = state.election(new HostPort("h", 1));
        election.start(listener("h", new LinkedBlockingQueue<>()));
        Eventually.holds("it leads", election::isLeader);
        long before = state.beginEpoch(new HostPort("h", 1), election, () -> { }).number();
        String proof = election.proof().orElseThrow();
        try (CuratorFramework direct = ZooKeeperClient.open(config(server.port(), "/test" + ROOTS.get()))) {
            direct.delete().forPath(proof);
        }
        LeaderElection stale = new Stale(proof);
        assertThrows(LeadershipLostException.class, () -> state.beginEpoch(new HostPort("stale", 1), stale, () -> { }));
        assertEquals(Optional.of(new HostPort("h", 1)), state.latestLeader());
        election.close();
        assertEquals(before + 1, state.beginEpoch(new HostPort("h", 2), new Stale(null), () -> { }).number());
    }

    /** A participant that still believes in what it won. */
    private record Stale(String node) implements LeaderElection {
        @Override
        public void start(Listener listener) {
            listener.won();
        }

        @Override
        public boolean isLeader() {
            return true;
        }

        @Override
        public Optional<String> proof() {
            return Optional.ofNullable(node);
        }

        @Override
        public Optional<HostPort> leader() {
            return Optional.empty();
        }

        @Override
        public void close() {
            // It has nothing.
        }
    }

    @Test
    void anElectionHasASessionOfItsOwnWithATimeOutOfItsOwn() throws Exception {
        LeaderElection election = state.election(new HostPort("h", 1));
        election.start(listener("h", new LinkedBlockingQueue<>()));
        Eventually.holds("it leads", election::isLeader);
        Table.Presence<NimbusSummary> presence = state.nimbuses().announce("h:1", new NimbusSummary("h", 1, 1, true, "v"));
        String root = "/test" + ROOTS.get();
        try (CuratorFramework direct = ZooKeeperClient.open(config(server.port(), root))) {
            long electing = direct.checkExists().forPath(election.proof().orElseThrow()).getEphemeralOwner();
            long present = direct.checkExists().forPath(root + "/nimbuses/h:1".replace(":", "%3A")).getEphemeralOwner();
            assertTrue(electing != present, "one session for both");
        }
        assertEquals(6000, config(server.port(), root).forElection().sessionMs());
        try (CuratorFramework likeIt = ZooKeeperClient.open(config(server.port(), root).forElection())) {
            assertEquals(6000, likeIt.getZookeeperClient().getConnectionTimeoutMs(), "no operation waits for longer than its session lasts");
        }
        presence.close();
        election.close();
    }

    @Test
    void closingDoesNotWaitForAZooKeeperThatIsGone() throws Exception {
        EmbeddedZooKeeper own = EmbeddedZooKeeper.startLocal(data.resolve("stopped"));
        ZooKeeperClusterState orphan = ZooKeeperClusterState.connect(config(own.port(), "/storm"));
        Table.Presence<SupervisorInfo> presence = orphan.supervisors().announce("s", new SupervisorInfo(1, "host"));
        LeaderElection election = orphan.election(new HostPort("h", 1));
        election.start(listener("h", new LinkedBlockingQueue<>()));
        Eventually.holds("it leads", election::isLeader);
        own.close();
        long began = System.nanoTime();
        election.close();
        presence.close();
        orphan.close();
        assertTrue(System.nanoTime() - began < TimeUnit.SECONDS.toNanos(20), "closing took too long");
    }

    @Test
    void aRestartedProcessTakesItsPlaceOverAndKeepsIt() throws Exception {
        ZooKeeperConfig config = config(server.port(), "/takeover");
        try (ZooKeeperClusterState before = ZooKeeperClusterState.connect(config);
             ZooKeeperClusterState after = ZooKeeperClusterState.connect(config)) {
            before.nimbuses().announce("h:1", new NimbusSummary("h", 1, 1, false, "old"));
            after.supervisors().announce("s", new SupervisorInfo(2, "new"));
            assertEquals("new", after.supervisors().get("s").orElseThrow().get_hostname());
            assertEquals(List.of("h:1"), after.nimbuses().keys());
        }
    }

    @Test
    void whatIsWrittenIsCountedThoseOfALeaderToo() {
        long before = state.writes();
        state.topologies().put("t", new StormBase("t", TopologyStatus.ACTIVE, 1));
        state.topologies().put("t", new StormBase("t", TopologyStatus.INACTIVE, 1));
        state.topologies().get("t");
        state.topologies().remove("another");
        assertEquals(before + 2, state.writes());
        try (LeaderElection election = state.election(new HostPort("h", 1))) {
            ClusterState leading = state.beginEpoch(new HostPort("h", 1), election, () -> { }).state();
            long began = state.writes();
            leading.topologies().remove("t");
            assertEquals(began + 1, state.writes());
            assertEquals(state.writes(), leading.writes());
        }
    }

    @Test
    void damagedDataIsNamedWithItsPlace() throws Exception {
        state.topologies().put("t", new StormBase("t", TopologyStatus.ACTIVE, 1));
        String root = "/test" + ROOTS.get();
        try (CuratorFramework direct = ZooKeeperClient.open(config(server.port(), root))) {
            direct.setData().forPath(root + "/storms/t", "nonsense".getBytes());
        }
        ClusterStateException failure = assertThrows(ClusterStateException.class, () -> state.topologies().get("t"));
        assertTrue(failure.getMessage().contains(root + "/storms/t"), failure.getMessage());
    }

    @Test
    void zooKeeperThatIsNotThereIsReportedInOneLineAfterABoundedWait() {
        ClusterStateException failure = assertThrows(ClusterStateException.class,
            () -> ZooKeeperClusterState.connect(config(1, "/storm", 4000, 2000)));
        assertTrue(failure.getMessage().contains("127.0.0.1:1 did not answer within 2000 ms"), failure.getMessage());
    }

    @Test
    void aPortInUseIsNamed() {
        IOException failure = assertThrows(IOException.class, () -> EmbeddedZooKeeper.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()), data.resolve("second")));
        assertTrue(failure.getMessage().contains("port " + server.port() + " is in use"), failure.getMessage());
    }
}
