// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.thrift.TException;
import org.apache.storm.utils.NimbusClient;
import org.apache.storm.utils.NimbusLeaderNotFoundException;
import org.apache.storm.utils.Utils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tempest.cluster.Clock;
import tempest.cluster.EmbeddedZooKeeper;
import tempest.cluster.Eventually;
import tempest.cluster.TempestNimbusClient;
import tempest.cluster.ZooKeeperClusterState;
import tempest.cluster.ZooKeeperConfig;

/** A Nimbus that is reached by TLS alone, with a key store of the JDK's keytool, and callers with and without a certificate. */
@Timeout(120)
class NimbusTlsTest {
    private static final String PASSWORD = "changeit";
    @TempDir
    private static Path folder;
    private static Path keys;
    private static Path trust;

    @BeforeAll
    static void makeStores() throws Exception {
        keys = folder.resolve("keys.p12");
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", "storm", "-keyalg", "EC",
            "-storetype", "PKCS12", "-keystore", keys.toString(), "-storepass", PASSWORD, "-dname", "CN=storm", "-ext", "san=dns:localhost")
            .redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        KeyStore own = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            own.load(in, PASSWORD.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("storm", own.getCertificate("storm"));
        trust = folder.resolve("trust.p12");
        try (OutputStream out = Files.newOutputStream(trust)) {
            trusted.store(out, PASSWORD.toCharArray());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static Map<String, Object> conf(String name, int zooKeeperPort) throws IOException {
        Map<String, Object> conf = new HashMap<>(Utils.readDefaultConfig());
        conf.put("storm.local.dir", folder.resolve(name).toString());
        conf.put("storm.local.hostname", "localhost");
        conf.put("nimbus.seeds", List.of("localhost"));
        conf.put("nimbus.thrift.port", freePort());
        conf.put("nimbus.thrift.tls.port", freePort());
        conf.put("nimbus.thrift.tls.server.only", true);
        conf.put("nimbus.thrift.client.use.tls", true);
        conf.put("topology.worker.nimbus.thrift.client.use.tls", true);
        for (String end : List.of("server", "client")) {
            conf.put("nimbus.thrift.tls." + end + ".keystore.path", keys.toString());
            conf.put("nimbus.thrift.tls." + end + ".keystore.password", PASSWORD);
            conf.put("nimbus.thrift.tls." + end + ".truststore.path", trust.toString());
            conf.put("nimbus.thrift.tls." + end + ".truststore.password", PASSWORD);
        }
        conf.put("storm.zookeeper.servers", List.of("127.0.0.1"));
        conf.put("storm.zookeeper.port", zooKeeperPort);
        conf.put("storm.zookeeper.auth.scheme", "digest");
        conf.put("storm.zookeeper.auth.payload", "storm:secret");
        conf.put("storm.thrift.socket.timeout.ms", 20_000);
        conf.put("storm.thrift.tls.socket.timeout.ms", 20_000);
        return conf;
    }

    @Test
    void isReachedByThoseWhoHaveACertificateAndByNobodyElse() throws Exception {
        try (EmbeddedZooKeeper zooKeeper = EmbeddedZooKeeper.startLocal(folder.resolve("zookeeper"))) {
            Map<String, Object> conf = conf("nimbus", zooKeeper.port());
            try (ZooKeeperClusterState state = ZooKeeperClusterState.connect(ZooKeeperConfig.of(conf));
                 Nimbus nimbus = new Nimbus(conf, state, Clock.system())) {
                nimbus.start();
                Eventually.holds("it leads", nimbus::isLeading);
                assertThrows(ConnectException.class, () -> new Socket("localhost", (int) conf.get("nimbus.thrift.port")).close());
                try (NimbusClient client = NimbusClient.getConfiguredClient(conf)) {
                    assertEquals(conf.get("nimbus.thrift.tls.port"), client.getClient().getLeader().get_tlsPort());
                }
                for (TempestNimbusClient.Config config : List.of(TempestNimbusClient.Config.of(conf), TempestNimbusClient.Config.ofWorker(conf))) {
                    for (ZooKeeperClusterState by : new ZooKeeperClusterState[]{state, null}) {
                        try (TempestNimbusClient client = new TempestNimbusClient(config, by)) {
                            assertEquals("localhost", client.call(rpc -> rpc.getLeader().get_host()));
                        }
                    }
                }
                strangersAreRefused(conf);
            }
        }
    }

    private static void strangersAreRefused(Map<String, Object> conf) {
        Map<String, Object> stranger = new HashMap<>(conf);
        stranger.remove("nimbus.thrift.tls.client.keystore.path");
        NimbusLeaderNotFoundException refusal = assertThrows(NimbusLeaderNotFoundException.class, () -> NimbusClient.getConfiguredClient(stranger).close());
        assertTrue(refusal.getMessage().contains("does not let this client in") && !refusal.getMessage().contains("\n"), refusal.getMessage());
        try (TempestNimbusClient client = new TempestNimbusClient(TempestNimbusClient.Config.of(stranger), null)) {
            assertThrows(TException.class, () -> client.call(rpc -> rpc.getLeader().get_host()));
        }
        Map<String, Object> plain = new HashMap<>(conf);
        plain.put("nimbus.thrift.client.use.tls", false);
        plain.put("nimbus.thrift.port", conf.get("nimbus.thrift.tls.port"));
        plain.put("storm.nimbus.retry.times", 0);
        String told = assertThrows(NimbusLeaderNotFoundException.class, () -> NimbusClient.getConfiguredClient(plain).close()).getMessage();
        assertTrue(told.contains("this port speaks TLS") && told.contains("nimbus.thrift.client.use.tls: true"), told);
    }

    @Test
    void halfAConfigurationOpensNoPort() throws Exception {
        for (List<Object> wrong : List.<List<Object>>of(
            List.of("nimbus.thrift.tls.port", 0, "nimbus.thrift.tls.server.only is true"),
            List.of("nimbus.thrift.tls.server.keystore.path", "/nowhere.p12", "there is no such file"),
            List.of("nimbus.thrift.tls.server.truststore.path", "", "nimbus.thrift.tls.client.auth.required is true"),
            List.of("nimbus.thrift.tls.transport", "org.example.Missing", "org.example.Missing"))) {
            Map<String, Object> conf = conf("half", 1);
            conf.put((String) wrong.get(0), wrong.get(1));
            RuntimeException told = assertThrows(RuntimeException.class, () -> new NimbusPorts(conf, null).close());
            assertTrue(told.getMessage().contains((String) wrong.get(2)), told.getMessage());
        }
        Map<String, Object> notOnly = conf("half", 1);
        notOnly.put("nimbus.thrift.tls.server.only", false);
        notOnly.put("nimbus.thrift.transport", "org.example.Missing");
        assertThrows(RuntimeException.class, () -> new NimbusPorts(notOnly, null).close());
        assertThrows(ConnectException.class, () -> new Socket("localhost", (int) notOnly.get("nimbus.thrift.tls.port")).close());
    }
}
