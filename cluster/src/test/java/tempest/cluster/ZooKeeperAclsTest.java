// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.curator.framework.CuratorFramework;
import org.apache.storm.generated.Assignment;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.server.auth.DigestAuthenticationProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** All that the shared state does, with nodes that are for this cluster alone; and others who try to use them. */
@Timeout(120)
class ZooKeeperAclsTest extends ClusterStateContract {
    private static final AtomicInteger ROOTS = new AtomicInteger();
    @TempDir
    private static Path data;
    private static EmbeddedZooKeeper server;

    @BeforeAll
    static void startServer() throws IOException {
        server = EmbeddedZooKeeper.startLocal(data);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    private static Map<String, Object> conf(String root) {
        Map<String, Object> conf = new HashMap<>();
        conf.put("storm.zookeeper.servers", List.of("127.0.0.1"));
        conf.put("storm.zookeeper.port", server.port());
        conf.put("storm.zookeeper.root", root);
        conf.put("storm.zookeeper.session.timeout", 10_000);
        conf.put("storm.zookeeper.connection.timeout", 20_000);
        conf.put("storm.zookeeper.retry.interval", 100);
        conf.put("storm.zookeeper.retry.times", 1);
        return conf;
    }

    private static Map<String, Object> closed(String root) {
        Map<String, Object> conf = conf(root);
        conf.put("storm.zookeeper.auth.scheme", "digest");
        conf.put("storm.zookeeper.auth.payload", "storm:secret");
        return conf;
    }

    private static String root() {
        return "/closed" + ROOTS.incrementAndGet();
    }

    @Override
    protected ClusterState open() {
        return ZooKeeperClusterState.connect(ZooKeeperConfig.of(closed(root())));
    }

    private static void write(Map<String, Object> conf) {
        try (ClusterState state = ZooKeeperClusterState.connect(ZooKeeperConfig.of(conf))) {
            LeaderElection election = state.election(new HostPort("h", 1));
            // As another elector's, it has no proof.
            ClusterState leader = state.beginEpoch(new HostPort("h", 1), new LeaderElectionWithoutProof(election), () -> { }).state();
            leader.assignments().put("a-1-1", new Assignment("code"));
            leader.topologies().keys();
        }
    }

    private record LeaderElectionWithoutProof(LeaderElection election) implements LeaderElection {
        @Override
        public void start(Listener listener) {
            election.start(listener);
        }

        @Override
        public boolean isLeader() {
            return true;
        }

        @Override
        public java.util.Optional<String> proof() {
            return java.util.Optional.empty();
        }

        @Override
        public java.util.Optional<HostPort> leader() {
            return java.util.Optional.empty();
        }

        @Override
        public void close() {
            election.close();
        }
    }

    @Test
    void whoDoesNotKnowThePasswordNeitherReadsNorWrites() throws Exception {
        String root = root();
        write(closed(root));
        try (CuratorFramework stranger = ZooKeeperClient.open(ZooKeeperConfig.of(conf(root)))) {
            String node = root + "/assignments/a-1-1";
            assertThrows(KeeperException.NoAuthException.class, () -> stranger.getData().forPath(node));
            assertThrows(KeeperException.NoAuthException.class, () -> stranger.setData().forPath(node, new byte[1]));
            assertThrows(KeeperException.NoAuthException.class, () -> stranger.create().forPath(root + "/assignments/x", new byte[1]));
            assertThrows(KeeperException.NoAuthException.class, () -> stranger.setData().forPath(root + "/leadership/epoch", new byte[1]));
            assertThrows(KeeperException.NoAuthException.class, () -> stranger.getChildren().forPath(root));
        }
    }

    @Test
    void theSuperUserMayUseEveryNode() throws Exception {
        String root = root();
        Map<String, Object> conf = closed(root);
        conf.put("storm.zookeeper.superACL", "digest:" + DigestAuthenticationProvider.generateDigest("admin:pass"));
        write(conf);
        Map<String, Object> admin = conf(root);
        admin.put("storm.zookeeper.auth.scheme", "digest");
        admin.put("storm.zookeeper.auth.payload", "admin:pass");
        try (CuratorFramework client = ZooKeeperClient.open(ZooKeeperConfig.of(admin))) {
            assertTrue(client.getData().forPath(root + "/assignments/a-1-1").length > 0);
            client.delete().forPath(root + "/assignments/a-1-1");
        }
    }

    @Test
    void nodesThatWereOpenAreClosedWhenANimbusStarts() throws Exception {
        String root = root();
        write(conf(root));
        ZooKeeperAclCheck.run(closed(root), ZooKeeperConfig.of(closed(root)));
        try (CuratorFramework stranger = ZooKeeperClient.open(ZooKeeperConfig.of(conf(root)))) {
            assertThrows(KeeperException.NoAuthException.class, () -> stranger.getData().forPath(root + "/assignments/a-1-1"));
            assertThrows(KeeperException.NoAuthException.class, () -> stranger.getChildren().forPath(root));
        }
        write(closed(root));
        ZooKeeperAclCheck.run(closed(root), ZooKeeperConfig.of(closed(root)));
    }

    @Test
    void nodesThatAreOpenKeepANimbusFromStartingIfTheyAreOnlyToBeChecked() {
        String root = root();
        write(conf(root));
        Map<String, Object> check = closed(root);
        check.put("storm.nimbus.zookeeper.acls.fixup", false);
        IllegalStateException refusal = assertThrows(IllegalStateException.class, () -> ZooKeeperAclCheck.run(check, ZooKeeperConfig.of(check)));
        assertTrue(refusal.getMessage().contains("are open to others, " + root + " for one; set storm.nimbus.zookeeper.acls.fixup: true"),
            refusal.getMessage());
        check.put("storm.nimbus.zookeeper.acls.check", false);
        ZooKeeperAclCheck.run(check, ZooKeeperConfig.of(check));
    }

    @Test
    void nodesOfOthersAreToldWithTheSettingThatIsWrong() {
        String root = root();
        write(closed(root));
        Map<String, Object> other = closed(root);
        other.put("storm.zookeeper.auth.payload", "storm:another");
        IllegalStateException refusal = assertThrows(IllegalStateException.class, () -> ZooKeeperAclCheck.run(other, ZooKeeperConfig.of(other)));
        assertTrue(refusal.getMessage().contains("storm.zookeeper.auth.payload") && !refusal.getMessage().contains("another"), refusal.getMessage());
    }

    @Test
    void withoutSettingsNodesAreOpenAsBefore() {
        assertFalse(ZooKeeperConfig.of(conf("/x")).acls().isClosed());
        assertTrue(ZooKeeperConfig.of(closed("/x")).acls().isClosed());
    }

    @Test
    void halfASettingIsToldAndStartsNothing() {
        for (List<String> wrong : List.of(
            List.of("storm.zookeeper.auth.scheme", "digest", "storm.zookeeper.auth.payload is not set"),
            List.of("storm.zookeeper.auth.payload", "storm:secret", "storm.zookeeper.auth.scheme is not set"),
            List.of("storm.zookeeper.superACL", "everybody", "SCHEME:ID"),
            List.of("storm.zookeeper.superACL", "world:anyone", "SCHEME:ID"),
            List.of("storm.zookeeper.superACL", "digest:a:b", "are not set: this process could not use its own nodes"))) {
            Map<String, Object> conf = conf("/x");
            conf.put(wrong.get(0), wrong.get(1));
            String told = assertThrows(IllegalArgumentException.class, () -> ZooKeeperConfig.of(conf)).getMessage();
            assertTrue(told.contains(wrong.get(2)) && !told.contains("secret") && !told.contains("\n"), told);
        }
        Map<String, Object> noPassword = closed("/x");
        noPassword.put("storm.zookeeper.auth.payload", "secretalone");
        String told = assertThrows(IllegalArgumentException.class, () -> ZooKeeperConfig.of(noPassword)).getMessage();
        assertTrue(told.contains("USER:PASSWORD") && !told.contains("secretalone"), told);
    }

    @Test
    void everyNodeThatALeaderWritesIsForTheClusterAlone() throws Exception {
        String root = root();
        write(closed(root));
        ACL own = new ACL(31, new org.apache.zookeeper.data.Id("digest", DigestAuthenticationProvider.generateDigest("storm:secret")));
        try (CuratorFramework client = ZooKeeperClient.open(ZooKeeperConfig.of(closed(root)))) {
            for (String node : List.of("", "/assignments", "/assignments/a-1-1", "/leadership", "/leadership/epoch")) {
                assertEquals(List.of(own), client.getACL().forPath(root + node), node);
            }
        }
    }
}
