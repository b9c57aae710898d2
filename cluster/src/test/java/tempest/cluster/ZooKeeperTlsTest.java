// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.server.quorum.QuorumPeerMain;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Connections to a ZooKeeper in a process of its own that speaks TLS alone and asks for certificates. Its own is for this machine by one name. */
@Timeout(300)
class ZooKeeperTlsTest {
    private static final int REFUSED_WITHIN_MS = 3000;
    @TempDir
    private static Path folder;
    private static CallerCertificates certificates;
    private static Path strangers;
    private static Process zooKeeper;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        certificates = new CallerCertificates(folder, "daemon");
        strangers = Files.createDirectories(folder.resolve("strangers"));
        new CallerCertificates(strangers, "stranger");
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path file = Files.writeString(folder.resolve("zoo.cfg"), String.join("\n", "tickTime=500", "dataDir=" + folder.resolve("data"), "secureClientPort=" + port,
            "secureClientPortAddress=0.0.0.0", "serverCnxnFactory=org.apache.zookeeper.server.NettyServerCnxnFactory", "admin.enableServer=false",
            "authProvider.x509=org.apache.zookeeper.server.auth.X509AuthenticationProvider",
            "ssl.keyStore.location=" + certificates.keys("server"), "ssl.keyStore.password=" + CallerCertificates.PASSWORD,
            "ssl.trustStore.location=" + certificates.trust(), "ssl.trustStore.password=" + CallerCertificates.PASSWORD, "ssl.hostnameVerification=false", ""));
        zooKeeper = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m", "-cp", System.getProperty("java.class.path"),
            QuorumPeerMain.class.getName(), file.toString()).redirectErrorStream(true).redirectOutput(folder.resolve("zookeeper.log").toFile()).start();
    }

    @AfterAll
    static void stop() throws Exception {
        zooKeeper.destroyForcibly();
        assertTrue(zooKeeper.waitFor(30, TimeUnit.SECONDS));
    }

    private static Map<String, Object> conf() {
        Map<String, Object> conf = new HashMap<>();
        conf.put("storm.zookeeper.servers", List.of("127.0.0.1"));
        conf.put("storm.zookeeper.port", port);
        conf.put("storm.zookeeper.connection.timeout", 60_000);
        conf.put("storm.zookeeper.ssl.enable", true);
        conf.put("storm.zookeeper.ssl.keystore.path", certificates.keys("daemon").toString());
        conf.put("storm.zookeeper.ssl.keystore.password", CallerCertificates.PASSWORD);
        conf.put("storm.zookeeper.ssl.truststore.path", certificates.trust().toString());
        conf.put("storm.zookeeper.ssl.truststore.password", CallerCertificates.PASSWORD);
        return conf;
    }

    private static CuratorFramework open(Map<String, Object> conf) {
        try {
            return ZooKeeperClient.open(ZooKeeperConfig.of(conf));
        } catch (ClusterStateException e) {
            assertTrue(zooKeeper.isAlive(), "ZooKeeper runs");
            throw e;
        }
    }

    @Test
    void daemonsAndZooKeeperKnowEachOtherByCertificates() throws Exception {
        byte[] written = "by TLS".getBytes(StandardCharsets.UTF_8);
        try (CuratorFramework client = open(conf())) {
            client.create().forPath("/written", written);
        }
        try (CuratorFramework again = open(conf())) {
            assertArrayEquals(written, again.getData().forPath("/written"));
        }
    }

    @Test
    void whoDoesNotTrustOrIsNotTrustedIsLeftOutAndToldInOneLine() throws Exception {
        open(conf()).close();
        new Socket("127.0.0.2", port).close(); // It is there, too.
        Map<String, Map<String, Object>> others = Map.of(
            "a host that the certificate is not for", Map.of("storm.zookeeper.servers", List.of("127.0.0.2")),
            "a key that ZooKeeper does not trust", Map.of("storm.zookeeper.ssl.keystore.path", strangers.resolve("stranger.p12").toString()),
            "a ZooKeeper that is not trusted", Map.of("storm.zookeeper.ssl.truststore.path", strangers.resolve("trust.p12").toString()),
            "no TLS", Map.of("storm.zookeeper.ssl.enable", false));
        others.forEach((what, settings) -> {
            Map<String, Object> conf = conf();
            conf.put("storm.zookeeper.connection.timeout", REFUSED_WITHIN_MS);
            conf.putAll(settings);
            String told = assertThrows(ClusterStateException.class, () -> open(conf).close(), what).getMessage();
            assertEquals(!what.equals("no TLS"), told.contains("secureClientPort"), told);
            assertFalse(told.contains("\n"), told);
        });
        Map<String, Object> nobody = conf();
        nobody.put("storm.zookeeper.connection.timeout", REFUSED_WITHIN_MS);
        nobody.keySet().removeAll(Set.of("storm.zookeeper.ssl.keystore.path", "storm.zookeeper.ssl.keystore.password"));
        assertThrows(ClusterStateException.class, () -> open(nobody).close(), "nobody");
    }

    @Test
    void wrongSettingsAreToldInOneLineWithTheKey() throws Exception {
        Path text = Files.writeString(folder.resolve("text.p12"), "no store");
        Map<Map<String, Object>, String> wrong = Map.of(
            Map.of("storm.zookeeper.ssl.truststore.path", ""), "storm.zookeeper.ssl.truststore.path",
            Map.of("storm.zookeeper.ssl.truststore.path", "/no/such/file"), "storm.zookeeper.ssl.truststore.path",
            Map.of("storm.zookeeper.ssl.truststore.password", "guessed"), "storm.zookeeper.ssl.truststore.password",
            Map.of("storm.zookeeper.ssl.keystore.path", "/no/such/file"), "storm.zookeeper.ssl.keystore.path",
            Map.of("storm.zookeeper.ssl.keystore.path", text.toString()), "storm.zookeeper.ssl.keystore.path",
            Map.of("storm.zookeeper.ssl.keystore.path", certificates.trust().toString()), "storm.zookeeper.ssl.keystore.path",
            Map.of("storm.zookeeper.ssl.keystore.password", "guessed"), "storm.zookeeper.ssl.keystore.password",
            Map.of("storm.zookeeper.ssl.enable", "maybe"), "storm.zookeeper.ssl.enable");
        wrong.forEach((settings, key) -> {
            Map<String, Object> conf = conf();
            conf.putAll(settings);
            String told = assertThrows(IllegalArgumentException.class, () -> ZooKeeperConfig.of(conf), settings.toString()).getMessage();
            assertTrue(told.contains(key) && !told.contains("\n") && !told.contains("guessed"), settings + ": " + told);
        });
        assertNull(ZooKeeperConfig.of(Map.of("storm.zookeeper.ssl.keystore.path", "/no/such/file")).tls(), "without enable nothing is read");
        assertFalse(ZooKeeperConfig.of(conf()).tls().toString().contains(CallerCertificates.PASSWORD));
    }
}
