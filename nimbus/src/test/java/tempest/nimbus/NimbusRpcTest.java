// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.storm.generated.AlreadyAliveException;
import org.apache.storm.generated.KillOptions;
import org.apache.storm.generated.NotAliveException;
import org.apache.storm.generated.SupervisorInfo;
import org.apache.storm.generated.TopologySummary;
import org.apache.storm.thrift.TException;
import org.apache.storm.thrift.protocol.TBinaryProtocol;
import org.apache.storm.thrift.transport.TSocket;
import org.apache.storm.thrift.transport.layered.TFramedTransport;
import org.apache.storm.utils.NimbusClient;
import org.apache.storm.utils.Utils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tempest.cluster.Clock;
import tempest.cluster.EmbeddedZooKeeper;
import tempest.cluster.Eventually;
import tempest.cluster.HostPort;
import tempest.cluster.LeaderElection;
import tempest.cluster.NimbusRpc;
import tempest.cluster.TempestNimbusClient;
import tempest.cluster.ZooKeeperClusterState;
import tempest.cluster.ZooKeeperConfig;
import tempest.rpc.SupervisorBeat;
import tempest.rpc.TempestNimbus;
import tempest.rpc.WorkerBeat;

/** Nimbuses on real ports with a real ZooKeeper. */
class NimbusRpcTest {
    @TempDir
    static Path folder;
    private static EmbeddedZooKeeper zooKeeper;
    private static int roots;
    private ZooKeeperClusterState state;
    private String root;

    @BeforeAll
    static void startZooKeeper() throws IOException {
        zooKeeper = EmbeddedZooKeeper.startLocal(folder.resolve("zookeeper"));
    }

    @AfterAll
    static void stopZooKeeper() {
        zooKeeper.close();
    }

    @BeforeEach
    void connect() {
        root = "/storm" + ++roots;
        state = ZooKeeperClusterState.connect(ZooKeeperConfig.of(conf("any")));
    }

    @AfterEach
    void disconnect() {
        state.close();
    }

    private Map<String, Object> conf(String name) {
        Map<String, Object> conf = new HashMap<>(Utils.readStormConfig());
        conf.put("storm.local.dir", folder.resolve(root.substring(1)).resolve(name).toString());
        conf.put("storm.local.hostname", "localhost");
        conf.put("nimbus.thrift.port", 0);
        conf.put("storm.zookeeper.servers", List.of("127.0.0.1"));
        conf.put("storm.zookeeper.port", zooKeeper.port());
        conf.put("storm.zookeeper.root", root);
        conf.put("storm.thrift.socket.timeout.ms", 20_000);
        return conf;
    }

    private Nimbus start(String name, ZooKeeperClusterState over) throws Exception {
        Nimbus nimbus = new Nimbus(conf(name), over, Clock.system());
        nimbus.start();
        return nimbus;
    }

    private TempestNimbusClient client(ZooKeeperClusterState over, List<HostPort> seeds) {
        return new TempestNimbusClient(config(seeds), over);
    }

    private static TempestNimbusClient.Config config(List<HostPort> seeds) {
        return new TempestNimbusClient.Config(seeds, 20_000, 1 << 20);
    }

    private static String submit(TempestNimbus.Iface nimbus, String name) throws TException {
        String location = nimbus.beginFileUpload();
        nimbus.uploadChunk(location, ByteBuffer.wrap(SampleTopologies.jar(100_000)));
        nimbus.finishFileUpload(location);
        nimbus.submitTopology(name, location, "{}", SampleTopologies.wordCount());
        return nimbus.getTopologySummaryByName(name).get_id();
    }

    @Test
    void nobodyFromAnotherAddressSubmitsUnlessCallersAreJudgedOrTheOperatorLetsThem() throws Exception {
        try (Nimbus nimbus = start("one", state)) {
            assertThrows(ConnectException.class, () -> new Socket("127.0.0.2", nimbus.port()).close());
        }
        Map<String, Object> open = conf("two");
        open.put("storm.bind.address", "0.0.0.0");
        String refusal = assertThrows(IllegalArgumentException.class, () -> new Nimbus(open, state, Clock.system())).getMessage();
        assertTrue(refusal.contains("storm.insecure.allow.remote.access") && !refusal.contains("\n"), refusal);
        open.put("nimbus.authorizer", "org.apache.storm.security.auth.authorizer.NoopAuthorizer");
        assertThrows(IllegalArgumentException.class, () -> new Nimbus(open, state, Clock.system()));
        for (Map.Entry<String, Object> asked : Map.<String, Object>of("storm.insecure.allow.remote.access", true,
            "nimbus.authorizer", "org.apache.storm.security.auth.authorizer.DenyAuthorizer").entrySet()) {
            Map<String, Object> allowed = new HashMap<>(open);
            allowed.put(asked.getKey(), asked.getValue());
            try (Nimbus nimbus = new Nimbus(allowed, state, Clock.system()); Socket socket = new Socket("127.0.0.2", nimbus.port())) {
                assertTrue(socket.isConnected());
            }
        }
    }

    @Test
    void aCallerHasOnlySoManyTransfersAtOnceAndTheyEndWithItsConnection() throws Exception {
        try (Nimbus nimbus = start("one", state)) {
            Eventually.holds("it leads", nimbus::isLeading);
            List<HostPort> here = List.of(new HostPort("localhost", nimbus.port()));
            Path inbox = folder.resolve(root.substring(1)).resolve("one").resolve("nimbus/inbox");
            // Not our own client, which would begin again with another connection.
            try (TFramedTransport connection = new TFramedTransport(new TSocket("localhost", nimbus.port(), 20_000));
                 TempestNimbusClient other = client(state, here)) {
                connection.open();
                TempestNimbus.Client greedy = new TempestNimbus.Client(new TBinaryProtocol(connection));
                String refusal = assertThrows(TException.class, () -> {
                    for (int i = 0; i < 1000; i++) {
                        greedy.beginFileUpload();
                    }
                }).getMessage();
                assertTrue(refusal.startsWith("this connection has 64 transfers in progress"), refusal);
                assertEquals(64, files(inbox));
                String location = other.call(n -> n.beginFileUpload());
                other.run(n -> n.finishFileUpload(location));
            }
            Eventually.holds("what the first had begun is gone", () -> files(inbox) == 1);
        }
    }

    private static long files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    @Test
    void aCallWithoutWhatItIsAboutIsRefusedInOneLine() throws Exception {
        try (Nimbus nimbus = start("one", state); TempestNimbusClient client = client(state, List.of(new HostPort("localhost", nimbus.port())))) {
            Eventually.holds("it leads", nimbus::isLeading);
            for (NimbusRpc.VoidCall empty : List.<NimbusRpc.VoidCall>of(n -> n.workerBeat(null), n -> n.supervisorBeat(null),
                n -> n.sendSupervisorWorkerHeartbeats(null), n -> n.uploadChunk("x", null), n -> n.uploadNewCredentials("x", null))) {
                String refusal = assertThrows(TException.class, () -> client.run(empty)).getMessage();
                assertTrue(refusal.matches("\\w+ needs a \\w+, and the request has none"), refusal);
            }
        }
    }

    @Test
    void aTopologyLivesAndDiesOverTheWire() throws Exception {
        try (Nimbus nimbus = start("one", state); TempestNimbusClient client = client(state, List.of())) {
            Eventually.holds("it leads", nimbus::isLeading);
            Eventually.holds("its leadership is announced", () -> state.nimbuses().all().values().stream().anyMatch(n -> n.is_isLeader()));
            SupervisorInfo supervisor = new SupervisorInfo(1, "localhost");
            supervisor.set_meta(List.of(6700L, 6701L));
            client.run(n -> n.supervisorBeat(new SupervisorBeat("s", supervisor)));
            String id = client.call(n -> submit(n, "words"));
            Eventually.holds("it is assigned", () -> state.assignments().get(id).isPresent());
            int port = state.assignments().get(id).orElseThrow().get_executor_node_port().values().iterator().next().get_port()
                .iterator().next().intValue();
            client.run(n -> n.workerBeat(new WorkerBeat(id, "s", "localhost", port, 1, 1, new HashMap<>())));
            assertThrows(AlreadyAliveException.class, () -> client.call(n -> submit(n, "words")));
            try (NimbusClient storms = new NimbusClient(conf("client"), "localhost", nimbus.port(), 20_000)) {
                assertEquals("words", storms.getClient().getTopologySummaries().get(0).get_name());
                KillOptions now = new KillOptions();
                now.set_wait_secs(0);
                storms.getClient().killTopologyWithOpts("words", now);
            }
            Eventually.holds("it is gone", () -> state.topologies().keys().isEmpty());
            assertEquals(List.of(), state.assignments().keys());
            assertThrows(NotAliveException.class, () -> client.call(n -> n.getTopologyInfo(id)));
        }
    }

    @Test
    void anotherNimbusTakesOverWithTheBlobsItCopied() throws Exception {
        try (ZooKeeperClusterState otherState = ZooKeeperClusterState.connect(ZooKeeperConfig.of(conf("any")))) {
            Nimbus first = start("one", state);
            Eventually.holds("the first leads", first::isLeading);
            Eventually.holds("its leadership is announced", () -> state.nimbuses().all().values().stream().anyMatch(n -> n.is_isLeader()));
            try (Nimbus second = start("two", otherState); TempestNimbusClient client =
                     client(null, List.of(new HostPort("localhost", 1), new HostPort("localhost", second.port())))) {
                String id = client.call(n -> submit(n, "words"));
                for (String blob : List.of("-stormconf.ser", "-stormcode.ser", "-stormjar.jar")) {
                    assertEquals(2, state.blobHolders(id + blob).keys().size());
                }
                try (TempestNimbusClient standby = TempestNimbusClient.to(new HostPort("localhost", second.port()), config(List.of()))) {
                    assertTrue(standby.call(n -> n.beginBlobDownload(id + "-stormjar.jar")).get_data_size() > 100_000);
                    state.blobHolders(id + "-stormjar.jar").put("elsewhere:1", Long.MAX_VALUE);
                    assertThrows(TException.class, () -> standby.call(n -> n.beginBlobDownload(id + "-stormjar.jar")));
                    state.blobHolders(id + "-stormjar.jar").remove("elsewhere:1");
                }
                first.close();
                Eventually.holds("the second leads", second::isLeading);
                Eventually.holds("its leadership is announced", () -> state.nimbuses().all().values().stream().anyMatch(n -> n.is_isLeader()));
                assertEquals(Set.of("split", "count", "__acker", "__system"), client.call(n -> n.getTopology(id)).get_bolts().keySet());
                assertEquals("words", client.call(n -> n.getTopologySummary(id)).get_name());
            }
        }
    }

    @Test
    void whoWaitsForANimbusThatHangsIsAnsweredByTheOneThatLeadsNext() throws Exception {
        try (ServerSocket hung = new ServerSocket(0); LeaderElection none = state.election(new HostPort("localhost", hung.getLocalPort()));
             TempestNimbusClient client = new TempestNimbusClient(new TempestNimbusClient.Config(List.of(), 600_000, 1 << 20), state)) {
            state.beginEpoch(new HostPort("localhost", hung.getLocalPort()), none, () -> { });
            CompletableFuture<List<TopologySummary>> answer = new CompletableFuture<>();
            Thread caller = new Thread(() -> {
                try {
                    answer.complete(client.call(n -> n.getTopologySummaries()));
                } catch (TException e) {
                    answer.completeExceptionally(e);
                }
            });
            caller.start();
            try (Socket waiting = hung.accept()) {
                assertTrue(waiting.getInputStream().read() >= 0);
                try (Nimbus next = start("one", state)) {
                    assertEquals(List.of(), answer.get(20, TimeUnit.SECONDS));
                    assertTrue(next.isLeading());
                }
            }
            caller.join();
        }
    }

    @Test
    void whoFindsNoLeaderIsToldInOneLine() {
        try (TempestNimbusClient client = client(state, List.of(new HostPort("localhost", 1)))) {
            String message = assertThrows(TException.class, () -> client.call(n -> n.getClusterInfo())).getMessage();
            assertEquals("no leading Nimbus found, neither in ZooKeeper nor by asking [localhost:1]; is Nimbus running?", message);
        }
    }

    @Test
    void nonsenseOnThePortClosesThatConnectionOnly() throws Exception {
        try (Nimbus nimbus = start("one", state)) {
            Eventually.holds("it leads", nimbus::isLeading);
            for (byte[] nonsense : List.of("GET / HTTP/1.1\r\n\r\n".getBytes(), new byte[] {0x7f, -1, -1, -1}, new byte[] {0, 0, 0, 4, 1, 2, 3, 4})) {
                try (Socket socket = new Socket("localhost", nimbus.port())) {
                    socket.setSoTimeout(20_000);
                    OutputStream out = socket.getOutputStream();
                    out.write(nonsense);
                    out.flush();
                    assertEquals(-1, read(socket));
                }
            }
            assertTrue(nimbus.isLeading());
            try (NimbusClient client = new NimbusClient(conf("client"), "localhost", nimbus.port(), 20_000)) {
                assertEquals(List.of(), client.getClient().getTopologySummaries());
            }
        }
    }

    private static int read(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read();
        } catch (SocketException reset) {
            return -1;
        }
    }

    @Test
    void aPortInUseIsNamed() throws Exception {
        try (Nimbus nimbus = start("one", state)) {
            Map<String, Object> same = conf("two");
            same.put("nimbus.thrift.port", nimbus.port());
            IOException failure = assertThrows(IOException.class, () -> new Nimbus(same, state, Clock.system()));
            assertTrue(failure.getMessage().contains("port " + nimbus.port() + " is in use"), failure.getMessage());
        }
    }
}
