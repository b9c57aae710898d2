// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.generated.DistributedRPC;
import org.apache.storm.security.auth.ClientAuthUtils;
import org.apache.storm.security.auth.ITransportPlugin;
import org.apache.storm.security.auth.NotAuthenticatedException;
import org.apache.storm.security.auth.ReqContext;
import org.apache.storm.security.auth.ThriftConnectionType;
import org.apache.storm.security.auth.ThriftServer;
import org.apache.storm.thrift.TApplicationException;
import org.apache.storm.thrift.protocol.TBinaryProtocol;
import org.apache.storm.thrift.transport.TSocket;
import org.apache.storm.thrift.transport.TTransport;
import org.apache.storm.utils.Utils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Callers of Thrift services that authenticate themselves by Kerberos, by real sockets, with a real KDC. */
@Timeout(180)
class KerberosTransportTest {
    private static final String AUTH = "org.apache.storm.security.auth.";
    private static final String KERBEROS = AUTH + "kerberos.KerberosSaslTransportPlugin";
    private static final String SERVICE = "nimbus/localhost";
    private static final int ANSWER_MILLIS = 60_000;
    @TempDir
    private static Path folder;
    private static KerberosRealm realm;
    private static Path serverKeys;
    private static Path annsKeys;

    @BeforeAll
    static void startTheKdc() throws Exception {
        realm = KerberosRealm.in(folder.resolve("kdc"));
        serverKeys = realm.keyTab(SERVICE);
        annsKeys = realm.keyTab("ann");
    }

    @AfterAll
    static void stopTheKdc() throws Exception {
        realm.close();
    }

    private static Map<String, Object> conf(String jaas) throws IOException {
        Path file = Files.createTempFile(folder, "jaas", ".conf");
        Files.writeString(file, jaas);
        return new HashMap<>(Map.of("storm.thrift.transport", KERBEROS, "java.security.auth.login.config", file.toString()));
    }

    private static Map<String, Object> server(Path keys) throws IOException {
        return conf(KerberosRealm.section("StormServer", SERVICE, keys, ""));
    }

    private static Map<String, Object> ann() throws IOException {
        return conf(KerberosRealm.section("StormClient", "ann", annsKeys, "serviceName=\"nimbus\""));
    }

    /** A service that tells callers who they are. */
    private static final class Server implements AutoCloseable {
        private final ThriftConnectionType type;
        private final ThriftServer server;
        private final Thread serving;
        private final LogLines log = LogLines.of(AUTH + "FramedServer");

        Server(Map<String, Object> settings, ThriftConnectionType type) {
            this.type = type;
            DistributedRPC.Iface service = (function, arguments) -> ReqContext.context().principal() + " really " + ReqContext.context().realPrincipal();
            server = new ThriftServer(all(settings), new DistributedRPC.Processor<>(service), type);
            serving = new Thread(server::serve, "kerberized");
            serving.start();
        }

        Server() throws IOException {
            this(server(serverKeys), ThriftConnectionType.NIMBUS);
        }

        static Map<String, Object> all(Map<String, Object> settings) {
            Map<String, Object> conf = new HashMap<>(Utils.readDefaultConfig());
            conf.putAll(Map.of("nimbus.thrift.port", 0, "supervisor.thrift.port", 0, "drpc.port", 0, "drpc.invocations.port", 0));
            conf.putAll(settings);
            return conf;
        }

        String who(Map<String, Object> settings, String actsAs) throws Exception {
            ITransportPlugin plugin = ClientAuthUtils.getTransportPlugin(type, all(settings));
            try (TTransport transport = plugin.connect(new TSocket("localhost", server.getPort(), ANSWER_MILLIS), "localhost", actsAs)) {
                return new DistributedRPC.Client(new TBinaryProtocol(transport)).execute("who", "");
            }
        }

        /** One line at the client's end. */
        String refusal(Map<String, Object> settings, String actsAs) {
            String told = assertThrows(NotAuthenticatedException.class, () -> who(settings, actsAs)).getMessage();
            assertFalse(told.contains("\n"), told);
            return told;
        }

        /** One line at the server's end. */
        void logged(String part) throws Exception {
            Eventually.holds("the server logs " + part + ": " + log.all(), () -> !log.all().isEmpty());
            List<String> lines = log.all();
            assertTrue(lines.size() == 1 && lines.get(0).contains(part) && lines.get(0).contains("127.0.0.1") && !lines.get(0).contains("\n"), lines.toString());
        }

        @Override
        public void close() throws InterruptedException {
            log.close();
            server.stop();
            serving.join();
        }
    }

    @Test
    void aCallerIsKnownByItsPrincipalAtEveryService() throws Exception {
        for (ThriftConnectionType type : List.of(ThriftConnectionType.NIMBUS, ThriftConnectionType.SUPERVISOR, ThriftConnectionType.DRPC,
            ThriftConnectionType.DRPC_INVOCATIONS)) {
            try (Server server = new Server(server(serverKeys), type)) {
                Map<String, Object> ann = ann();
                assertEquals("ann@TEMPEST.TEST really null", server.who(ann, null), type.name());
                assertEquals("ann@TEMPEST.TEST really null", server.who(ann, " "), type.name());
                assertEquals(List.of(), server.log.all());
            }
        }
    }

    @Test
    void aCallerThatActsAsAnotherIsKnownAsBothWhereItMay() throws Exception {
        try (Server server = new Server()) {
            assertEquals("bob really ann@TEMPEST.TEST", server.who(ann(), "bob"));
        }
        try (Server server = new Server(server(serverKeys), ThriftConnectionType.SUPERVISOR)) {
            String told = server.refusal(ann(), "bob");
            assertTrue(told.contains("may not act as the other user"), told);
            server.logged("may not act as the other user");
        }
    }

    @Test
    void aCallerWithoutATicketIsToldSoBeforeItCallsAnybody() throws Exception {
        try (Server server = new Server()) {
            Path nothing = folder.resolve("no-tickets");
            String told = server.refusal(conf("StormClient {\n com.sun.security.auth.module.Krb5LoginModule required refreshKrb5Config=true doNotPrompt=true"
                + " useTicketCache=true ticketCache=\"" + nothing + "\" serviceName=\"nimbus\";\n};\n"), null);
            assertTrue(told.contains("StormClient") && told.contains("kinit"), told);
            assertTrue(server.refusal(conf(KerberosRealm.section("StormClient", "ann", folder.resolve("none.tab"), "")), null).contains("there is no key of ann@TEMPEST.TEST in the key tab"));
            assertEquals(List.of(), server.log.all());
        }
    }

    @Test
    void aCallerThatShowsNoTicketIsToldWhatThePortAsksFor() throws Exception {
        try (Server server = new Server()) {
            Map<String, Object> open = Map.of("storm.thrift.transport", AUTH + "SimpleTransportPlugin");
            String told = assertThrows(TApplicationException.class, () -> server.who(open, null)).getMessage();
            assertTrue(told.contains("authenticates its callers by GSSAPI") && told.contains("storm.thrift.transport"), told);
            server.logged("does not authenticate itself; this port asks for GSSAPI");
        }
        try (Server server = new Server()) {
            Map<String, Object> digest = conf("StormClient {\n any.Thing required username=\"ann\" password=\"p\";\n};\n");
            digest.put("storm.thrift.transport", AUTH + "digest.DigestSaslTransportPlugin");
            assertTrue(server.refusal(digest, null).contains("it asks for DIGEST-MD5, and this port authenticates by GSSAPI"));
            server.logged("it asks for DIGEST-MD5, and this port authenticates by GSSAPI");
        }
    }

    @Test
    void aTicketForAnotherServerIsRefusedAtBothEnds() throws Exception {
        Path old = realm.keyTab("drpc/localhost");
        realm.newKey("drpc/localhost");
        try (Server server = new Server(conf(KerberosRealm.section("StormServer", "drpc/localhost", old, "isInitiator=false")), ThriftConnectionType.DRPC)) {
            String told = server.refusal(conf(KerberosRealm.section("StormClient", "ann", annsKeys, "serviceName=\"drpc\"")), null);
            assertTrue(told.contains("its ticket is none for this server"), told);
            server.logged("its ticket is none for this server");
        }
    }

    @Test
    void aServerThatTheRealmDoesNotKnowIsNamed() throws Exception {
        try (Server server = new Server()) {
            for (String more : List.of("", "serviceName=\"storm\"")) {
                String told = server.refusal(conf(KerberosRealm.section("StormClient", "ann", annsKeys, more)), null);
                assertTrue(told.contains((more.isEmpty() ? "storm_thrift_server" : "storm") + "/localhost") && told.contains("serviceName"), told);
            }
        }
    }

    @Test
    void wrongSettingsKeepAServerFromStartingInOneLine() throws Exception {
        assertTold(Map.of("storm.thrift.transport", KERBEROS), "set java.security.auth.login.config");
        assertTold(conf("Other {\n any.Thing required;\n};\n"), "has no section StormServer");
        assertTold(server(folder.resolve("none.tab")), "none.tab");
        assertTold(server(annsKeys), "there is no key of nimbus/localhost@TEMPEST.TEST in the key tab");
        assertTold(conf(KerberosRealm.section("StormServer", SERVICE, annsKeys, "isInitiator=false")), "has no key of nimbus/localhost@TEMPEST.TEST");
        assertTold(conf(KerberosRealm.section("StormServer", SERVICE, serverKeys, "").replace("@TEMPEST.TEST", "@NO.SUCH.REALM")), "NO.SUCH.REALM");
        assertTold(conf("StormServer {\n org.example.NoSuchModule required;\n};\n"), "NoSuchModule");
    }

    private static void assertTold(Map<String, Object> settings, String part) {
        String told = assertThrows(RuntimeException.class, () -> new Server(settings, ThriftConnectionType.NIMBUS).close()).getMessage();
        assertTrue(told.contains(part) && !told.contains("\n"), told);
    }
}
