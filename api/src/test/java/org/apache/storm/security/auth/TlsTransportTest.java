// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.storm.thrift.TApplicationException;
import org.apache.storm.utils.DRPCClient;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Callers and servers that know each other by certificates, over real sockets and with key stores of the JDK's keytool. */
@Timeout(180)
class TlsTransportTest {
    private static final String TLS = "org.apache.storm.security.auth.tls.TlsTransportPlugin";
    private static final String HOSTS = "san=dns:localhost,ip:127.0.0.1";
    @TempDir
    private static Path folder;
    private static Path server;
    private static Path bob;
    private static Path stranger;
    private static Path expired;
    private static Path elsewhere;
    private static Path clients;
    private static Path servers;

    @BeforeAll
    static void makeStores() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(5);
        Future<Path> one = pool.submit(() -> KeyTool.keys(folder, "server", "CN=nimbus", "-ext", HOSTS));
        Future<Path> two = pool.submit(() -> KeyTool.keys(folder, "bob", "CN=bob,OU=ops"));
        Future<Path> three = pool.submit(() -> KeyTool.keys(folder, "stranger", "CN=bob,OU=ops"));
        Future<Path> four = pool.submit(() -> KeyTool.keys(folder, "expired", "CN=nimbus", "-ext", HOSTS, "-startdate", "-3d", "-validity", "1"));
        Future<Path> five = pool.submit(() -> KeyTool.keys(folder, "elsewhere", "CN=nimbus", "-ext", "san=dns:other.example.com"));
        server = one.get();
        bob = two.get();
        stranger = three.get();
        expired = four.get();
        elsewhere = five.get();
        pool.shutdown();
        clients = KeyTool.trust(folder, "clients", bob);
        servers = KeyTool.trust(folder, "servers", server, elsewhere);
    }

    private static Map<String, Object> serverOf(Path keys) {
        Map<String, Object> conf = new HashMap<>();
        conf.put("storm.thrift.transport", TLS);
        conf.put("drpc.thrift.tls.server.keystore.path", keys.toString());
        conf.put("drpc.thrift.tls.server.keystore.password", KeyTool.PASSWORD);
        conf.put("drpc.thrift.tls.server.truststore.path", clients.toString());
        conf.put("drpc.thrift.tls.server.truststore.password", KeyTool.PASSWORD);
        return conf;
    }

    private static Map<String, Object> clientOf(Path keys) {
        Map<String, Object> conf = new HashMap<>();
        conf.put("storm.thrift.transport", TLS);
        conf.put("drpc.thrift.tls.client.truststore.path", servers.toString());
        conf.put("drpc.thrift.tls.client.truststore.password", KeyTool.PASSWORD);
        if (keys != null) {
            conf.put("drpc.thrift.tls.client.keystore.path", keys.toString());
            conf.put("drpc.thrift.tls.client.keystore.password", KeyTool.PASSWORD);
        }
        return conf;
    }

    @Test
    void callersAreKnownByTheirCertificates() throws Exception {
        try (SecuredServer secured = new SecuredServer(serverOf(server))) {
            assertEquals("CN=bob, OU=ops really null", secured.call(clientOf(bob), "who", ""));
            try (DRPCClient client = secured.client(clientOf(bob))) {
                for (int size : new int[]{0, 1, 100, 16_383, 16_384, 16_385, 500_000, 3}) {
                    String text = "x".repeat(size);
                    assertEquals(text, client.execute("echo", text));
                }
            }
        }
    }

    @Test
    void manyCallersAtOnceAreServed() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try (SecuredServer secured = new SecuredServer(serverOf(server))) {
            java.util.List<Future<String>> answers = new java.util.ArrayList<>();
            for (int i = 0; i < 16; i++) {
                String text = "call " + i + "x".repeat(20_000);
                answers.add(pool.submit(() -> secured.call(clientOf(bob), "echo", text).equals(text) ? "same" : "another"));
            }
            for (Future<String> answer : answers) {
                assertEquals("same", answer.get());
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void aCallerWithoutATrustedCertificateIsRefusedInOneLine() throws Exception {
        try (SecuredServer secured = new SecuredServer(serverOf(server))) {
            for (Path keys : new Path[]{null, stranger}) {
                Exception refusal = assertThrows(Exception.class, () -> secured.call(clientOf(keys), "who", ""));
                NotAuthenticatedException reason = NotAuthenticatedException.in(refusal);
                assertNotNull(reason, refusal.toString());
                assertTrue(reason.getMessage().contains("drpc.thrift.tls.client.keystore.path") && !reason.getMessage().contains("\n"), reason.getMessage());
            }
            assertEquals("CN=bob, OU=ops really null", secured.call(clientOf(bob), "who", ""));
        }
    }

    @Test
    void whereNoCertificateIsAskedForACallerIsNobodyAndNotAnonymous() throws Exception {
        Map<String, Object> open = serverOf(server);
        open.put("drpc.thrift.tls.client.auth.required", false);
        try (SecuredServer secured = new SecuredServer(open)) {
            assertEquals("null really null", secured.call(clientOf(null), "who", ""));
            assertEquals("CN=bob, OU=ops really null", secured.call(clientOf(bob), "who", ""));
        }
        open.remove("drpc.thrift.tls.server.truststore.path");
        try (SecuredServer secured = new SecuredServer(open)) {
            assertEquals("null really null", secured.call(clientOf(bob), "who", ""));
        }
    }

    @Test
    void aServerForAnotherHostIsNotBelieved() throws Exception {
        try (SecuredServer secured = new SecuredServer(serverOf(elsewhere))) {
            Exception refusal = assertThrows(Exception.class, () -> secured.call(clientOf(bob), "who", ""));
            assertNotNull(NotAuthenticatedException.in(refusal), refusal.toString());
            Map<String, Object> careless = clientOf(bob);
            careless.put("storm.thrift.tls.verify.hostname", false);
            assertEquals("CN=bob, OU=ops really null", secured.call(careless, "who", ""));
        }
    }

    @Test
    void aClientMayHaveItsKeyInPemFiles() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(bob)) {
            store.load(in, KeyTool.PASSWORD.toCharArray());
        }
        Map<String, Object> pem = clientOf(null);
        pem.put("drpc.thrift.tls.client.key.path", pem("PRIVATE KEY", store.getKey("bob", KeyTool.PASSWORD.toCharArray()).getEncoded()).toString());
        pem.put("drpc.thrift.tls.client.cert.path", pem("CERTIFICATE", store.getCertificate("bob").getEncoded()).toString());
        try (SecuredServer secured = new SecuredServer(serverOf(server))) {
            assertEquals("CN=bob, OU=ops really null", secured.call(pem, "who", ""));
        }
    }

    private static Path pem(String what, byte[] bytes) throws Exception {
        return Files.writeString(folder.resolve(what.replace(' ', '-') + ".pem"), "-----BEGIN " + what + "-----\n"
            + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END " + what + "-----\n");
    }

    @Test
    void aCallerWithoutTlsIsToldWhatThePortSpeaks() throws Exception {
        try (SecuredServer secured = new SecuredServer(serverOf(server))) {
            TApplicationException told = assertThrows(TApplicationException.class, () -> secured.call(Map.of(), "who", ""));
            assertTrue(told.getMessage().contains("this port speaks TLS"), told.getMessage());
        }
    }

    @Test
    void aPortWithoutTlsIsNotTakenForOneWithIt() throws Exception {
        try (SecuredServer open = new SecuredServer(Map.of())) {
            assertThrows(RuntimeException.class, () -> open.call(clientOf(bob), "who", ""));
            assertEquals("null really null", open.call(Map.of(), "who", ""));
        }
    }

    @Test
    void handshakesThatAreSilentBrokenOrSlowEndAndOthersAreServed() throws Exception {
        Map<String, Object> settings = serverOf(server);
        settings.put("storm.thrift.request.timeout.secs", 1);
        byte[][] openings = {{}, {22}, {22, 3, 1, 64, 0, 1}, {22, 3, 1, 127, 127, 1}, "GET / HTTP/1.1\r\n\r\n".getBytes(), {22, 3, 1, 0, 4, 1, 2, 3, 4}};
        try (SecuredServer secured = new SecuredServer(settings)) {
            for (byte[] opening : openings) {
                try (Socket socket = new Socket("localhost", secured.port())) {
                    socket.setSoTimeout(30_000);
                    OutputStream out = socket.getOutputStream();
                    out.write(opening);
                    out.flush();
                    InputStream in = socket.getInputStream();
                    while (in.read() >= 0) {
                        continue; // An alert, if it could still be sent.
                    }
                }
            }
            assertEquals("CN=bob, OU=ops really null", secured.call(clientOf(bob), "who", ""));
        }
    }

    @Test
    void wrongSettingsAreToldWithWhatWouldBeRight() throws Exception {
        assertTold("drpc.thrift.tls.server.keystore.path", null, "server.keystore.path is not set; it must be the path");
        assertTold("drpc.thrift.tls.server.keystore.path", "/nowhere/keys.p12", "there is no such file");
        assertTold("drpc.thrift.tls.server.keystore.path", expired.toString(), "expired on");
        assertTold("drpc.thrift.tls.server.keystore.path", servers.toString(), "holds no private key");
        assertTold("drpc.thrift.tls.server.keystore.path", Files.writeString(folder.resolve("text.p12"), "no store").toString(), "it is no key store");
        assertTold("drpc.thrift.tls.server.keystore.password", "wrong", "drpc.thrift.tls.server.keystore.password is not the password of");
        assertTold("drpc.thrift.tls.server.keystore.password", null, "drpc.thrift.tls.server.keystore.password is not set");
        assertTold("drpc.thrift.tls.server.truststore.path", null, "server.truststore.path is not set");
        assertTold("drpc.thrift.tls.server.truststore.path", bob.toString(), "holds no certificate to trust");
        assertTold("drpc.thrift.tls.server.truststore.password", "wrong", "truststore.password is not the password of");
        assertTold("drpc.thrift.tls.client.auth.required", "perhaps", "it must be true or false");
        assertTold("storm.local.hostname", "third.example.com", "its certificate is for 127.0.0.1, localhost");
    }

    private static void assertTold(String key, String value, String part) {
        Map<String, Object> settings = serverOf(server);
        settings.put(key, value);
        RuntimeException told = assertThrows(RuntimeException.class, () -> new SecuredServer(settings).close());
        assertTrue(told.getMessage().contains(part) && told.getMessage().contains(key) && !told.getMessage().contains("\n"), told.getMessage());
    }
}
