// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.nimbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.KillOptions;
import org.apache.storm.generated.Nimbus.Iface;
import org.apache.storm.generated.RebalanceOptions;
import org.apache.storm.generated.SettableBlobMeta;
import org.apache.storm.thrift.TException;
import org.apache.storm.utils.NimbusClient;
import org.apache.storm.utils.Utils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tempest.cluster.Clock;
import tempest.cluster.Eventually;
import tempest.cluster.InMemoryClusterState;
import tempest.cluster.KerberosRealm;

/** Each kind of call by each kind of caller over each transport that authenticates, by real sockets: who is allowed gets an answer, and all others one line. */
@Timeout(300)
class AccessMatrixTest {
    private static final String AUTH = "org.apache.storm.security.auth.";
    private static final String PASSWORD = "changeit";
    private static final List<String> USERS = List.of("ann", "eve", "supervisor", "admin");
    @TempDir
    private static Path folder;
    private static KerberosRealm realm;
    private static final Map<String, Path> KEY_TABS = new HashMap<>();

    /** A call, by a user whose name it may use. */
    private interface Call {
        void make(Iface nimbus, String user) throws TException;
    }

    private record Row(String what, Set<String> allowed, Call call) {
    }

    private static final List<Row> ROWS = List.of(
        new Row("list", Set.of("ann", "admin"), (nimbus, user) -> nimbus.getClusterInfo()),
        new Row("submit", Set.of("ann", "admin"), (nimbus, user) -> submit(nimbus, "of-" + user)),
        new Row("look at", Set.of("ann", "admin"), (nimbus, user) -> nimbus.getTopologyInfoByName("words-" + user)),
        new Row("rebalance", Set.of("ann", "admin"), (nimbus, user) -> nimbus.rebalance("words-" + user, new RebalanceOptions())),
        new Row("kill", Set.of("ann", "admin"), (nimbus, user) -> nimbus.killTopologyWithOpts("words-" + user, new KillOptions())),
        new Row("create a blob", Set.of("ann", "admin"), (nimbus, user) -> create(nimbus, "of-" + user)),
        new Row("read ann's blob", Set.of("ann", "admin", "supervisor"), (nimbus, user) -> nimbus.beginBlobDownload("anns")),
        new Row("delete ann's blob", Set.of("ann", "admin"), (nimbus, user) -> nimbus.deleteBlob("anns-" + user)),
        new Row("fetch assignments", Set.of("supervisor", "admin"), (nimbus, user) -> nimbus.getSupervisorAssignments("localhost")));

    @BeforeAll
    static void makeStores() throws Exception {
        Map<String, Process> made = new HashMap<>();
        List<String> names = new ArrayList<>(USERS);
        names.add("server");
        for (String name : names) {
            made.put(name, new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", name, "-keyalg", "EC",
                "-storetype", "PKCS12", "-keystore", folder.resolve(name + ".p12").toString(), "-storepass", PASSWORD, "-dname", "CN=" + name,
                "-ext", "san=dns:localhost").redirectErrorStream(true).start());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        for (String name : names) {
            String said = new String(made.get(name).getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, made.get(name).waitFor(), said);
            KeyStore own = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(folder.resolve(name + ".p12"))) {
                own.load(in, PASSWORD.toCharArray());
            }
            trusted.setCertificateEntry(name, own.getCertificate(name));
        }
        try (OutputStream out = Files.newOutputStream(folder.resolve("trust.p12"))) {
            trusted.store(out, PASSWORD.toCharArray());
        }
    }

    @BeforeAll
    static void startTheKdc() throws Exception {
        realm = KerberosRealm.in(folder.resolve("kdc"));
        for (String user : USERS) {
            KEY_TABS.put(user, realm.keyTab(user));
        }
        KEY_TABS.put("nimbus/localhost", realm.keyTab("nimbus/localhost"));
    }

    @AfterAll
    static void stopTheKdc() throws Exception {
        realm.close();
    }

    private static void submit(Iface nimbus, String name) throws TException {
        String location = nimbus.beginFileUpload();
        nimbus.uploadChunk(location, ByteBuffer.wrap(SampleTopologies.jar(1000)));
        nimbus.finishFileUpload(location);
        nimbus.submitTopology(name, location, "{}", SampleTopologies.wordCount());
    }

    private static void create(Iface nimbus, String key) throws TException {
        String session = nimbus.beginCreateBlob(key, new SettableBlobMeta(List.of()));
        nimbus.uploadBlobChunk(session, ByteBuffer.wrap(new byte[] {1}));
        nimbus.finishBlobUpload(session);
    }

    private static Map<String, Object> common(String transport) {
        Map<String, Object> conf = new HashMap<>(Utils.readDefaultConfig());
        conf.put("storm.thrift.transport", AUTH + transport);
        conf.put("storm.local.hostname", "localhost");
        conf.put("storm.nimbus.retry.times", 0);
        conf.put("nimbus.thrift.port", 0);
        return conf;
    }

    private static Map<String, Object> server(String transport, Path own) throws IOException {
        Map<String, Object> conf = common(transport);
        conf.put("storm.local.dir", own.toString());
        conf.put("nimbus.authorizer", AUTH + "authorizer.SimpleACLAuthorizer");
        conf.put("nimbus.users", List.of("ann"));
        conf.put("nimbus.admins", List.of("admin"));
        conf.put("nimbus.supervisor.users", List.of("supervisor"));
        if (transport.startsWith("kerberos")) {
            conf.put("storm.principal.tolocal", AUTH + "KerberosPrincipalToLocal");
            conf.put("java.security.auth.login.config", Files.writeString(own.resolveSibling("server.jaas"),
                KerberosRealm.section("StormServer", "nimbus/localhost", KEY_TABS.get("nimbus/localhost"), "") + clientSection("admin")).toString());
        } else if (transport.startsWith("tls")) {
            conf.put("storm.principal.tolocal", AUTH + "X509CertPrincipalToLocal");
            conf.put("x509.cert.principal.to.local.regex", "(.*)");
            conf.putAll(stores("server", "server"));
            conf.putAll(stores("client", "server"));
        } else {
            StringBuilder jaas = new StringBuilder("StormServer {\n" + AUTH + "digest.DigestLoginModule required");
            USERS.forEach(user -> jaas.append("\nuser_").append(user).append("=\"of ").append(user).append('"'));
            jaas.append(";\n};\nStormClient {\n" + AUTH + "digest.DigestLoginModule required username=\"admin\" password=\"of admin\";\n};\n");
            conf.put("java.security.auth.login.config", Files.writeString(own.resolveSibling("server.jaas"), jaas).toString());
        }
        return conf;
    }

    private static String clientSection(String user) {
        return KerberosRealm.section("StormClient", user, KEY_TABS.get(user), "serviceName=\"nimbus\"");
    }

    private static Map<String, Object> stores(String end, String name) {
        Map<String, Object> stores = new HashMap<>();
        stores.put("nimbus.thrift.tls." + end + ".keystore.path", folder.resolve(name + ".p12").toString());
        stores.put("nimbus.thrift.tls." + end + ".keystore.password", PASSWORD);
        stores.put("nimbus.thrift.tls." + end + ".truststore.path", folder.resolve("trust.p12").toString());
        stores.put("nimbus.thrift.tls." + end + ".truststore.password", PASSWORD);
        return stores;
    }

    private static Map<String, Object> client(String transport, String user) throws IOException {
        Map<String, Object> conf = common(transport);
        if (transport.startsWith("tls")) {
            conf.putAll(stores("client", user));
        } else if (transport.startsWith("kerberos")) {
            conf.put("java.security.auth.login.config", Files.writeString(folder.resolve(user + ".krb.jaas"), clientSection(user)).toString());
        } else {
            conf.put("java.security.auth.login.config", Files.writeString(folder.resolve(user + ".jaas"), "StormClient {\n" + AUTH
                + "digest.DigestLoginModule required username=\"" + user + "\" password=\"of " + user + "\";\n};\n").toString());
        }
        return conf;
    }

    private static void as(Map<String, Object> conf, int port, String user, Call call) throws Exception {
        try (NimbusClient client = new NimbusClient(conf, "localhost", port, 60_000, null, false)) {
            call.make(client.getClient(), user);
        }
    }

    private void holds(String transport) throws Exception {
        Path own = Files.createDirectories(folder.resolve(transport).resolve("local"));
        try (Nimbus nimbus = new Nimbus(server(transport, own), new InMemoryClusterState(), Clock.system())) {
            nimbus.start();
            Eventually.holds("it leads", nimbus::isLeading);
            as(client(transport, "ann"), nimbus.port(), "ann", (calls, user) -> {
                create(calls, "anns");
                for (String each : USERS) {
                    create(calls, "anns-" + each);
                    submit(calls, "words-" + each);
                }
            });
            for (Row row : ROWS) {
                for (String user : USERS) {
                    String cell = transport + ": " + user + " may " + row.what();
                    if (row.allowed().contains(user)) {
                        as(client(transport, user), nimbus.port(), user, row.call());
                    } else {
                        String told = assertThrows(AuthorizationException.class, () -> as(client(transport, user), nimbus.port(), user, row.call()), cell).get_msg();
                        assertFalse(told == null || told.contains("\n"), cell + ": " + told);
                    }
                }
                Map<String, Object> nobody = common("SimpleTransportPlugin");
                String told = assertThrows(TException.class, () -> as(nobody, nimbus.port(), "nobody", row.call())).getMessage();
                assertNotNull(told);
                assertTrue(told.contains("this port ") && !told.contains("\n"), told);
            }
        }
    }

    @Test
    void whoShowsAPasswordMayDoWhatTheListsSayAndNobodyElseAnything() throws Exception {
        holds("digest.DigestSaslTransportPlugin");
    }

    @Test
    void whoShowsACertificateMayDoWhatTheListsSayAndNobodyElseAnything() throws Exception {
        holds("tls.TlsTransportPlugin");
    }

    @Test
    void whoShowsATicketMayDoWhatTheListsSayAndNobodyElseAnything() throws Exception {
        holds("kerberos.KerberosSaslTransportPlugin");
    }
}
