// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.storm.generated.DistributedRPC;
import org.apache.storm.thrift.transport.TTransportException;
import org.apache.storm.utils.Utils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each key of a Thrift service does, for each service, seen from outside of a real server: threads, queue, largest request, transport, time-out and TLS. */
@Timeout(180)
class ThriftKeysTest {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final String SIMPLE = SimpleTransportPlugin.class.getName();
    private static final String TLS = "org.apache.storm.security.auth.tls.TlsTransportPlugin";

    @TempDir
    private static Path folder;
    private static Path keys;
    private static Path trust;

    /** The services that listen, with their keys in full so that a search for one finds this test; null where a service has none. */
    private enum Service {
        NIMBUS(ThriftConnectionType.NIMBUS, "nimbus.thrift.port", "nimbus.thrift.transport", "nimbus.thrift.threads", "nimbus.queue.size",
            "nimbus.thrift.max_buffer_size", "storm.thrift.socket.timeout.ms"),
        NIMBUS_TLS(ThriftConnectionType.NIMBUS_TLS, "nimbus.thrift.tls.port", "nimbus.thrift.tls.transport", "nimbus.thrift.tls.threads", "nimbus.queue.size",
            "nimbus.thrift.tls.max_buffer_size", "storm.thrift.tls.socket.timeout.ms"),
        SUPERVISOR(ThriftConnectionType.SUPERVISOR, "supervisor.thrift.port", "supervisor.thrift.transport", "supervisor.thrift.threads", "supervisor.queue.size",
            "supervisor.thrift.max_buffer_size", "supervisor.thrift.socket.timeout.ms"),
        DRPC(ThriftConnectionType.DRPC, "drpc.port", "drpc.thrift.transport", "drpc.worker.threads", "drpc.queue.size", "drpc.max_buffer_size", null),
        DRPC_INVOCATIONS(ThriftConnectionType.DRPC_INVOCATIONS, "drpc.invocations.port", "drpc.invocations.thrift.transport", "drpc.invocations.threads", null,
            "drpc.max_buffer_size", null);

        private final ThriftConnectionType type;
        private final String port;
        private final String transport;
        private final String threads;
        private final String queue;
        private final String buffer;
        private final String timeout;

        Service(ThriftConnectionType type, String port, String transport, String threads, String queue, String buffer, String timeout) {
            this.type = type;
            this.port = port;
            this.transport = transport;
            this.threads = threads;
            this.queue = queue;
            this.buffer = buffer;
            this.timeout = timeout;
        }
    }

    /** The services with TLS, with their keys of it in full. */
    private enum Secured {
        NIMBUS(Service.NIMBUS_TLS, List.of("nimbus.thrift.tls.server.keystore.path", "nimbus.thrift.tls.server.keystore.password",
            "nimbus.thrift.tls.server.truststore.path", "nimbus.thrift.tls.server.truststore.password"),
            List.of("nimbus.thrift.tls.client.truststore.path", "nimbus.thrift.tls.client.truststore.password", "nimbus.thrift.tls.client.keystore.path",
                "nimbus.thrift.tls.client.keystore.password"), "nimbus.thrift.tls.client.key.path", "nimbus.thrift.tls.client.cert.path"),
        SUPERVISOR(Service.SUPERVISOR, List.of("supervisor.thrift.tls.server.keystore.path", "supervisor.thrift.tls.server.keystore.password",
            "supervisor.thrift.tls.server.truststore.path", "supervisor.thrift.tls.server.truststore.password"),
            List.of("supervisor.thrift.tls.client.truststore.path", "supervisor.thrift.tls.client.truststore.password",
                "supervisor.thrift.tls.client.keystore.path", "supervisor.thrift.tls.client.keystore.password"),
            "supervisor.thrift.tls.client.key.path", "supervisor.thrift.tls.client.cert.path");

        private final Service service;
        private final List<String> server;
        private final List<String> client;
        private final String keyPath;
        private final String certPath;

        Secured(Service service, List<String> server, List<String> client, String keyPath, String certPath) {
            this.service = service;
            this.server = server;
            this.client = client;
            this.keyPath = keyPath;
            this.certPath = certPath;
        }

        /** A side with all its keys: stores that open with their password. */
        private Map<String, Object> settings(List<String> side) {
            Map<String, Object> conf = new HashMap<>(Map.of(service.transport, TLS));
            for (String key : side) {
                conf.put(key, key.endsWith("password") ? KeyTool.PASSWORD : (key.contains("trust") ? trust : keys).toString());
            }
            return conf;
        }
    }

    /** A server of one service; "block" waits until it is released, and anything else is answered with who asks. */
    private static final class Running implements AutoCloseable {
        private final CountDownLatch released = new CountDownLatch(1);
        private final AtomicInteger entered = new AtomicInteger();
        private final Service service;
        private final ThriftServer server;
        private final Thread serving;

        Running(Service service, Map<String, Object> settings) {
            this.service = service;
            DistributedRPC.Iface answers = (function, arguments) -> {
                if (function.equals("block")) {
                    entered.incrementAndGet();
                    try {
                        assertTrue(released.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS));
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }
                return String.valueOf(ReqContext.context().principal());
            };
            Map<String, Object> conf = conf(settings);
            conf.put(service.port, 0);
            server = new ThriftServer(conf, new DistributedRPC.Processor<>(answers), service.type);
            serving = new Thread(server::serve, "serving");
            serving.start();
        }

        Socket connect() throws IOException {
            Socket socket = new Socket("localhost", server.getPort());
            socket.setSoTimeout(PATIENCE_MILLIS);
            return socket;
        }

        /** Who the server says a client of these settings is. */
        String who(Map<String, Object> settings) throws Exception {
            try (Client client = new Client(conf(settings), service.type, server.getPort())) {
                return client.ask("who");
            }
        }

        @Override
        public void close() throws Exception {
            released.countDown();
            server.stop();
            serving.join();
        }
    }

    private static final class Client extends ThriftClient {
        Client(Map<String, Object> conf, ThriftConnectionType type, int port) {
            super(conf, type, "localhost", port, null);
        }

        String ask(String function) throws Exception {
            return new DistributedRPC.Client(protocol).execute(function, "");
        }
    }

    private static Map<String, Object> conf(Map<String, Object> settings) {
        Map<String, Object> conf = new HashMap<>(Utils.readDefaultConfig());
        conf.put("storm.nimbus.retry.times", 0);
        conf.putAll(settings);
        return conf;
    }

    @BeforeAll
    static void makeStores() throws Exception {
        keys = KeyTool.keys(folder, "both", "CN=both", "-ext", "san=dns:localhost,ip:127.0.0.1");
        trust = KeyTool.trust(folder, "trust", keys);
    }

    /** A request in a frame, as every client sends it. */
    private static void send(Socket socket, String function) throws IOException {
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        byte[] name = function.getBytes(StandardCharsets.US_ASCII);
        byte[] call = {(byte) 0x80, 1, 0, 1, 0, 0, 0, 7, 'e', 'x', 'e', 'c', 'u', 't', 'e', 0, 0, 0, 1, 11, 0, 1, 0, 0, 0, (byte) name.length};
        out.writeInt(call.length + name.length + 1);
        out.write(call);
        out.write(name);
        out.write(0);
        out.flush();
    }

    private static boolean isAnswered(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() >= 0;
        } catch (SocketException reset) {
            return false;
        }
    }

    private static void awaitUntil(String what, java.util.concurrent.Callable<Boolean> condition) throws Exception {
        for (long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS); !condition.call(); Thread.onSpinWait()) {
            assertTrue(System.nanoTime() - end < 0, what);
        }
    }

    @ParameterizedTest
    @EnumSource
    void asManyRequestsAreServedAtOnceAsThereAreThreadsAndAsManyWaitAsTheQueueHolds(Service service) throws Exception {
        Map<String, Object> conf = new HashMap<>(Map.of(service.transport, SIMPLE, service.threads, 2));
        if (service.queue != null) {
            conf.put(service.queue, 1);
        }
        List<Socket> callers = new ArrayList<>();
        try (Running running = new Running(service, conf)) {
            for (int i = 0; i < 2; i++) {
                callers.add(running.connect());
                send(callers.get(i), "block");
            }
            awaitUntil("two are served", () -> running.entered.get() == 2);
            for (int i = 2; i < 6; i++) {
                callers.add(running.connect());
                send(callers.get(i), "block");
            }
            // The selector has seen all of them before it refuses this one.
            try (Socket wrong = running.connect()) {
                new DataOutputStream(wrong.getOutputStream()).writeInt(-1);
                assertTrue(!isAnswered(wrong));
            }
            if (service.queue != null) {
                awaitUntil("three of four find the queue full", () -> refused(callers) == 3);
            }
            assertEquals(2, running.entered.get(), service.threads);
            running.released.countDown();
            int answered = 0;
            for (Socket caller : callers) {
                answered += isAnswered(caller) ? 1 : 0;
            }
            assertEquals(service.queue == null ? 6 : 3, answered, String.valueOf(service.queue));
        } finally {
            for (Socket caller : callers) {
                caller.close();
            }
        }
    }

    /** How many connections the server has closed, when it answers none. */
    private static int refused(List<Socket> callers) throws IOException {
        int refused = 0;
        for (Socket caller : callers) {
            caller.setSoTimeout(5);
            try {
                refused += isAnswered(caller) ? 0 : 1;
            } catch (SocketTimeoutException e) {
                // Still open.
            } finally {
                caller.setSoTimeout(PATIENCE_MILLIS);
            }
        }
        return refused;
    }

    @ParameterizedTest
    @EnumSource
    void aRequestLargerThanTheBufferClosesItsConnection(Service service) throws Exception {
        try (Running running = new Running(service, Map.of(service.transport, SIMPLE, service.buffer, 4096)); Socket within = running.connect();
             Socket beyond = running.connect()) {
            new DataOutputStream(beyond.getOutputStream()).writeInt(4097);
            assertTrue(!isAnswered(beyond), service.buffer);
            send(within, "who");
            assertTrue(isAnswered(within));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServicesOwnTransportCountsBeforeThatOfAll(Service service) throws Exception {
        Map<String, Object> own = Map.of("storm.thrift.transport", "no.such.Transport", service.transport, SIMPLE);
        try (Running running = new Running(service, own)) {
            assertEquals("null", running.who(own));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = "DRPC.*")
    void aClientWaitsNoLongerThanItsTimeOut(Service service) throws Exception {
        try (ServerSocket silent = new ServerSocket(0);
             Client client = new Client(conf(Map.of(service.transport, SIMPLE, service.timeout, 20)), service.type, silent.getLocalPort())) {
            TTransportException e = assertThrows(TTransportException.class, () -> client.ask("who"));
            assertInstanceOf(SocketTimeoutException.class, e.getCause());
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachTlsKeyOfAServiceIsUsedAndAWrongOneIsNamed(Secured secured) throws Exception {
        Map<String, Object> client = secured.settings(secured.client);
        try (Running running = new Running(secured.service, secured.settings(secured.server))) {
            assertEquals("CN=both", running.who(client));
            for (String key : secured.client) {
                Map<String, Object> wrong = new HashMap<>(client);
                wrong.put(key, "wrong");
                assertNamed(key, () -> running.who(wrong));
            }
            Map<String, Object> pem = new HashMap<>(client);
            secured.client.stream().filter(key -> key.contains("keystore")).forEach(pem::remove);
            pem.put(secured.keyPath, pem(true).toString());
            pem.put(secured.certPath, pem(false).toString());
            assertEquals("CN=both", running.who(pem), "a key and a certificate in PEM files stand for a key store");
            for (String key : List.of(secured.keyPath, secured.certPath)) {
                Map<String, Object> wrong = new HashMap<>(pem);
                wrong.put(key, "wrong");
                assertNamed(key, () -> running.who(wrong));
            }
        }
        for (String key : secured.server) {
            Map<String, Object> wrong = secured.settings(secured.server);
            wrong.put(key, "wrong");
            assertNamed(key, () -> new Running(secured.service, wrong).close());
        }
    }

    private static void assertNamed(String key, org.junit.jupiter.api.function.Executable wrong) {
        String told = assertThrows(RuntimeException.class, wrong, key).getMessage();
        assertTrue(told.contains(key), told);
    }

    private static Path pem(boolean key) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, KeyTool.PASSWORD.toCharArray());
        }
        String what = key ? "PRIVATE KEY" : "CERTIFICATE";
        byte[] bytes = key ? store.getKey("both", KeyTool.PASSWORD.toCharArray()).getEncoded() : store.getCertificate("both").getEncoded();
        return Files.writeString(folder.resolve(key ? "key.pem" : "cert.pem"), "-----BEGIN " + what + "-----\n"
            + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END " + what + "-----\n");
    }
}
