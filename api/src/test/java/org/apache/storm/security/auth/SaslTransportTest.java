// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.storm.thrift.TApplicationException;
import org.apache.storm.thrift.transport.TSocket;
import org.apache.storm.thrift.transport.TTransport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Callers that authenticate themselves by SASL, over real sockets. */
@Timeout(180)
class SaslTransportTest {
    private static final String DIGEST = "org.apache.storm.security.auth.digest.DigestSaslTransportPlugin";
    private static final String PLAIN = "org.apache.storm.security.auth.plain.PlainSaslTransportPlugin";
    @TempDir
    private Path folder;

    private Map<String, Object> digest(String section, String options) throws IOException {
        Path file = Files.createTempFile(folder, "jaas", ".conf");
        Files.writeString(file, section + " {\n  org.apache.zookeeper.server.auth.DigestLoginModule required " + options + ";\n};\n");
        return new HashMap<>(Map.of("storm.thrift.transport", DIGEST, "java.security.auth.login.config", file.toString()));
    }

    private Map<String, Object> bob(String password) throws IOException {
        return digest("StormClient", "username=\"bob\" password=\"" + password + "\"");
    }

    private SecuredServer server() throws IOException {
        return new SecuredServer(digest("StormServer", "user_super=\"s\" user_bob=\"secret\""));
    }

    @Test
    void aCallerThatKnowsThePasswordIsKnownByName() throws Exception {
        try (SecuredServer server = server()) {
            assertEquals("bob really null", server.call(bob("secret"), "who", ""));
            String large = "x".repeat(300_000);
            assertEquals(large, server.call(bob("secret"), "echo", large));
        }
    }

    @Test
    void aWrongPasswordOrUserIsRefusedAtOnceInOneLine() throws Exception {
        try (SecuredServer server = server()) {
            for (Map<String, Object> wrong : new Map[]{bob("guessed"), digest("StormClient", "username=\"eve\" password=\"secret\"")}) {
                wrong.put("storm.nimbus.retry.times", 1000);
                RuntimeException refusal = assertThrows(RuntimeException.class, () -> server.call(wrong, "who", ""));
                NotAuthenticatedException reason = NotAuthenticatedException.in(refusal);
                assertNotNull(reason, refusal.toString());
                assertTrue(reason.getMessage().contains("wrong user or password") && !reason.getMessage().contains("\n"), reason.getMessage());
            }
            assertEquals("bob really null", server.call(bob("secret"), "who", ""));
        }
    }

    @Test
    void aServerThatDoesNotKnowThePasswordIsNotBelieved() throws Exception {
        try (SecuredServer server = new SecuredServer(digest("StormServer", "user_bob=\"another\""))) {
            assertNotNull(NotAuthenticatedException.in(assertThrows(RuntimeException.class, () -> server.call(bob("secret"), "who", ""))));
        }
    }

    @Test
    void aCallerWithoutCredentialsIsToldWhatThePortAsksFor() throws Exception {
        try (SecuredServer server = server()) {
            TApplicationException told = assertThrows(TApplicationException.class, () -> server.call(Map.of(), "who", ""));
            assertTrue(told.getMessage().contains("authenticates its callers by DIGEST-MD5") && told.getMessage().contains("storm.thrift.transport"),
                told.getMessage());
        }
    }

    @Test
    void aCallerThatActsAsAnotherIsKnownAsBoth() throws Exception {
        try (SecuredServer server = server()) {
            DigestClient client = new DigestClient(bob("secret"), server.port());
            assertEquals("alice really bob", client.whoAs("alice"));
        }
    }

    @Test
    void plainBelievesWhatCallersSay() throws Exception {
        Map<String, Object> plain = Map.of("storm.thrift.transport", PLAIN);
        try (SecuredServer server = new SecuredServer(plain)) {
            assertEquals(System.getProperty("user.name") + " really null", server.call(plain, "who", ""));
        }
    }

    @Test
    void aSilentHandshakeEndsInTheTimeOfARequest() throws Exception {
        Map<String, Object> settings = digest("StormServer", "user_bob=\"secret\"");
        settings.put("storm.thrift.request.timeout.secs", 1);
        try (SecuredServer server = new SecuredServer(settings); Socket silent = new Socket("localhost", server.port())) {
            silent.setSoTimeout(30_000);
            assertEquals(-1, silent.getInputStream().read());
        }
    }

    @Test
    void wrongSettingsAreToldWithWhatWouldBeRight() throws Exception {
        Map<String, Object> noFile = Map.of("storm.thrift.transport", DIGEST);
        assertTold(noFile, "java.security.auth.login.config is not set");
        assertTold(Map.of("storm.thrift.transport", DIGEST, "java.security.auth.login.config", "/nowhere/jaas.conf"), "there is no such file");
        assertTold(digest("Other", "a=\"b\""), "no section StormServer");
        assertTold(digest("StormServer", "a=\"b\""), "knows no user");
        assertTold(digest("StormServer", "user_bob=\"\""), "empty password");
        assertTold(Map.of("storm.thrift.transport", "org.example.NoSuchPlugin"),
            "storm.thrift.transport is org.example.NoSuchPlugin; it must be");
    }

    private static void assertTold(Map<String, Object> settings, String part) {
        RuntimeException told = assertThrows(RuntimeException.class, () -> new SecuredServer(settings).close());
        assertTrue(told.getMessage().contains(part) && !told.getMessage().contains("\n"), told.getMessage());
    }

    /** A client that acts as another user. */
    private record DigestClient(Map<String, Object> conf, int port) {
        String whoAs(String user) throws Exception {
            ITransportPlugin plugin = ClientAuthUtils.getTransportPlugin(ThriftConnectionType.DRPC, SecuredServer.conf(conf));
            try (TTransport transport = plugin.connect(new TSocket("localhost", port), "localhost", user)) {
                return new org.apache.storm.generated.DistributedRPC.Client(new org.apache.storm.thrift.protocol.TBinaryProtocol(transport)).execute("who", "");
            }
        }
    }
}
