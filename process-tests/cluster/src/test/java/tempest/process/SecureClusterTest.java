// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.apache.storm.generated.ExecutorSummary;
import org.apache.storm.generated.TopologyInfo;
import org.apache.storm.security.auth.tls.TlsStore;
import org.apache.storm.shade.org.yaml.snakeyaml.LoaderOptions;
import org.apache.storm.shade.org.yaml.snakeyaml.Yaml;
import org.apache.storm.shade.org.yaml.snakeyaml.constructor.SafeConstructor;
import org.apache.storm.thrift.TException;
import org.apache.storm.utils.NimbusClient;
import org.apache.storm.utils.Utils;
import org.junit.jupiter.api.Test;

/** What docs/secure-cluster.md says to do, on one machine: a cluster that only its own users can use. */
class SecureClusterTest {
    private static final String TOPOLOGY = "org.apache.storm.starter.AnchoredWordCount";
    private static final String HOST = "127.0.0.1";
    private static final String TLS_PORT = "nimbus.thrift.tls.port";
    private static final String TRUST = "nimbus.thrift.tls.client.truststore.";
    private static final int ANSWER_MILLIS = 60_000;

    private static String key(String line) {
        return line.contains(": ") && !line.startsWith("#") ? line.substring(0, line.indexOf(": ")) : "";
    }

    /** What {@code secure init} made, with the free ports of this test's cluster. */
    private static List<String> withPorts(Path made, List<String> ports, int tlsPort) throws Exception {
        List<String> lines = new ArrayList<>(Files.readAllLines(made).stream().map(line -> key(line).equals(TLS_PORT) ? TLS_PORT + ": " + tlsPort : line).toList());
        Set<String> there = lines.stream().map(SecureClusterTest::key).collect(Collectors.toSet());
        ports.stream().filter(line -> !key(line).isEmpty() && !there.contains(key(line))).forEach(lines::add);
        return lines;
    }

    private static Map<String, Object> conf(Path yaml) throws Exception {
        Map<String, Object> conf = new HashMap<>(Utils.readDefaultConfig());
        Map<String, Object> own = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(yaml));
        conf.putAll(own);
        conf.put("storm.nimbus.retry.times", 0);
        return conf;
    }

    /** A question to Nimbus by the settings of one of its users. */
    private interface Question<T> {
        T ask(org.apache.storm.generated.Nimbus.Iface nimbus) throws TException;
    }

    /** The answer; an IOException while there is none. */
    private static <T> T ask(Map<String, Object> user, Question<T> question) throws Exception {
        try (NimbusClient client = NimbusClient.Builder.withConf(user).withTimeout(ANSWER_MILLIS).build()) {
            return question.ask(client.getClient());
        } catch (RuntimeException | TException e) {
            throw new IOException(e);
        }
    }

    @Test
    void onlyItsUsersUseAClusterThatSecureInitMade() throws Exception {
        try (TestCluster cluster = TestCluster.unpack()) {
            Path made = cluster.file("secure");
            cluster.storm("secure", "init", "--hosts", HOST, "--users", "alice", "--output", made.toString()).ok();
            Path yaml = cluster.home.resolve("conf/storm.yaml");
            int tlsPort = TestCluster.freePorts(1).get(0);
            Files.write(yaml, withPorts(made.resolve(HOST).resolve("storm.yaml"), Files.readAllLines(yaml), tlsPort));
            Path aliceYaml = made.resolve("users/alice/storm.yaml");
            Files.write(aliceYaml, withPorts(aliceYaml, List.of(), tlsPort));
            for (String daemon : List.of("dev-zookeeper", "nimbus", "supervisor")) {
                cluster.startDaemon(daemon);
            }
            Map<String, Object> alice = conf(aliceYaml);
            cluster.await("a supervisor to join", () -> ask(alice, nimbus -> nimbus.getClusterInfo().get_supervisors_size()) == 1);
            cluster.storm("jar", "--config", aliceYaml.toString(), "-c", "topology.workers=2", cluster.starterJar().toString(), TOPOLOGY, "hers").ok();
            strangersAreRefused(cluster, aliceYaml, tlsPort);
            cluster.await("trees to complete that span two workers", () -> ask(alice, nimbus -> spansTwoWorkers(nimbus.getTopologyInfoByName("hers"))));
            TopologyInfo hers = ask(alice, nimbus -> nimbus.getTopologyInfoByName("hers"));
            assertEquals("alice", hers.get_owner(), "its owner is who the certificate says");
            for (int port : ports(hers)) {
                speaksOnlyTls(alice, port);
            }
            TestCluster.Ended check = cluster.storm("secure", "check", "--running");
            assertEquals(List.of(), check.out().lines().filter(line -> line.matches(".*(storm.messaging|Nimbus at|ZooKeeper at|the supervisor at).*")).toList());
        }
    }

    private static Set<Integer> ports(TopologyInfo topology) {
        return topology.get_executors().stream().map(ExecutorSummary::get_port).collect(Collectors.toSet());
    }

    private static boolean spansTwoWorkers(TopologyInfo topology) {
        return ports(topology).size() == 2 && topology.get_executors().stream()
            .filter(executor -> executor.is_set_stats() && executor.get_stats().get_specific().is_set_spout())
            .flatMap(executor -> executor.get_stats().get_specific().get_spout().get_acked().values().stream())
            .flatMap(streams -> streams.values().stream()).anyMatch(acked -> acked > 0);
    }

    private static void strangersAreRefused(TestCluster cluster, Path alice, int tlsPort) throws Exception {
        Path noCertificate = cluster.file("no-certificate.yaml");
        Files.write(noCertificate, Files.readAllLines(alice).stream().filter(line -> !line.contains("client.keystore")).toList());
        refused(cluster, noCertificate, "does not let this client in");
        Path others = cluster.file("others");
        cluster.storm("secure", "init", "--hosts", HOST, "--users", "eve", "--output", others.toString()).ok();
        Path eve = cluster.file("eve.yaml");
        Files.write(eve, Stream.concat(Files.readAllLines(others.resolve("users/eve/storm.yaml")).stream().filter(line -> line.contains("client.keystore")),
            Files.readAllLines(noCertificate).stream()).toList());
        refused(cluster, eve, "does not let this client in");
        Path plain = Files.write(cluster.file("plain.yaml"), List.of("nimbus.seeds: [\"" + HOST + "\"]", "nimbus.thrift.port: " + tlsPort,
            "storm.nimbus.retry.times: 0"));
        refused(cluster, plain, "this port speaks TLS");
        List<String> told = Files.readAllLines(cluster.home.resolve("logs/nimbus.log")).stream().filter(line -> line.contains("Closing the connection from")).toList();
        assertTrue(told.stream().anyMatch(line -> line.contains("its TLS handshake failed")), () -> told.toString());
        assertTrue(told.stream().anyMatch(line -> line.contains("it does not speak TLS")), () -> told.toString());
    }

    private static void refused(TestCluster cluster, Path config, String why) throws Exception {
        TestCluster.Ended ended = cluster.storm("list", "--config", config.toString());
        assertNotEquals(0, ended.exit());
        String said = ended.out() + ended.err();
        assertEquals(1, said.lines().filter(line -> line.contains(why)).count(), said);
        assertFalse(said.contains("\tat "), said);
    }

    /** A worker's port: it shows the certificate of its host, and wants one. */
    private static void speaksOnlyTls(Map<String, Object> user, int port) throws Exception {
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(TlsStore.trust(user, TRUST + "path", TRUST + "password"));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trusted.getTrustManagers(), null);
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(HOST, port)) {
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.startHandshake();
            assertEquals("CN=storm", ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSubjectX500Principal().getName());
            assertThrows(IOException.class, () -> {
                socket.getOutputStream().write(0);
                if (socket.getInputStream().read() < 0) {
                    throw new IOException("it was closed");
                }
            });
        }
    }
}
