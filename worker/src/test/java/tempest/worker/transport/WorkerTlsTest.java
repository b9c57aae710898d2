// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tempest.cluster.Clock;
import tempest.cluster.Eventually;

/** Workers that talk by TLS over real sockets, with key stores of the JDK's keytool, and others that try to join in. */
@Timeout(120)
class WorkerTlsTest {
    private static final String PASSWORD = "changeit";
    private static final String PREFIX = "storm.messaging.netty.tls.";
    @TempDir
    private static Path folder;
    private final List<AutoCloseable> open = new ArrayList<>();
    private final RecordingHandler received = new RecordingHandler();

    @BeforeAll
    static void makeStores() throws Exception {
        store("worker");
        store("stranger");
        KeyStore worker = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve("worker.p12"))) {
            worker.load(in, PASSWORD.toCharArray());
        }
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("worker", worker.getCertificate("worker"));
        try (OutputStream out = Files.newOutputStream(folder.resolve("trust.p12"))) {
            trust.store(out, PASSWORD.toCharArray());
        }
    }

    private static void store(String name) throws Exception {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", name, "-keyalg", "EC",
            "-storetype", "PKCS12", "-keystore", folder.resolve(name + ".p12").toString(), "-storepass", PASSWORD, "-dname", "CN=" + name,
            "-ext", "san=dns:localhost,ip:127.0.0.1").redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }

    @AfterEach
    void closeAll() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private static Map<String, Object> conf(String keys) {
        Map<String, Object> conf = new HashMap<>(Map.of("storm.messaging.netty.max_wait_ms", 20, "storm.messaging.netty.min_wait_ms", 5));
        if (keys != null) {
            conf.put(PREFIX + "enable", true);
            conf.put(PREFIX + "keystore.path", folder.resolve(keys + ".p12").toString());
            conf.put(PREFIX + "keystore.password", PASSWORD);
            conf.put(PREFIX + "truststore.path", folder.resolve("trust.p12").toString());
            conf.put(PREFIX + "truststore.password", PASSWORD);
        }
        return conf;
    }

    private static WorkerAddress slot(String node) throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return new WorkerAddress(node, socket.getLocalPort());
        }
    }

    private Transport transport(WorkerAddress self, Map<String, Object> conf) {
        Transport transport = new Transport(TransportConfig.of(conf), new LocalWorker("topo-1", self, task -> task >= 0 && task < 100), received,
            Clock.system(), new Random(self.port()));
        open.add(transport);
        return transport;
    }

    private OutboundConnection sender(WorkerAddress to, Map<String, Object> conf) throws IOException {
        Transport sender = transport(slot("a"), conf);
        sender.assign(Map.of(to, "127.0.0.1"), slot -> new InetSocketAddress(InetAddress.getLoopbackAddress(), slot.port()));
        return sender.connection(to);
    }

    private static void send(OutboundConnection connection, int number, int bytes) throws Exception {
        Eventually.holds("there is room", connection::writable);
        ByteBuf payload = PooledByteBufAllocator.DEFAULT.buffer(Transport.RESERVE + bytes);
        payload.writerIndex(Transport.RESERVE).readerIndex(Transport.RESERVE);
        payload.writeInt(number).writeZero(bytes - Integer.BYTES);
        connection.send(payload, 0);
    }

    @Test
    void batchesArriveInOrderAmongWorkersThatTrustEachOther() throws Exception {
        WorkerAddress to = slot("b");
        transport(to, conf("worker")).listen(received);
        OutboundConnection connection = sender(to, conf("worker"));
        for (int i = 0; i < 2000; i++) {
            send(connection, i, 20 + i % 3 * 20_000);
        }
        Eventually.holds("all have arrived", () -> received.count() == 2000);
        assertEquals(IntStream.range(0, 2000).boxed().toList(), received.numbers());
        Eventually.holds("all are confirmed", () -> connection.queuedBytes() == 0);
    }

    @Test
    void workersWithoutATrustedCertificateAreNotLetIn() throws Exception {
        WorkerAddress to = slot("b");
        transport(to, conf("worker")).listen(received);
        for (String keys : new String[]{"stranger", null}) {
            OutboundConnection connection = sender(to, conf(keys));
            send(connection, 1, 20);
            Eventually.holds("it is sent away", () -> connection.state() == ConnectionState.BACKING_OFF);
        }
        assertEquals(0, received.count());
    }

    @Test
    void aSendersOwnStoresCountBeforeThoseOfTheWorker() throws Exception {
        copy("worker", "client", "of the client");
        copy("trust", "clients-trust", "of its trust store");
        Map<String, Object> own = conf("stranger");
        own.put("storm.messaging.netty.tls.client.keystore.path", folder.resolve("client.p12").toString());
        own.put("storm.messaging.netty.tls.client.keystore.password", "of the client");
        WorkerAddress to = slot("b");
        transport(to, conf("worker")).listen(received);
        send(sender(to, own), 1, 20);
        Eventually.holds("it is let in by the certificate of its own key store", () -> received.count() == 1);
        own.put("storm.messaging.netty.tls.client.truststore.path", folder.resolve("clients-trust.p12").toString());
        assertThrows(IllegalArgumentException.class, () -> TransportConfig.of(own), "the password of the worker's trust store does not open that of the sender");
        own.put("storm.messaging.netty.tls.client.truststore.password", "of its trust store");
        send(sender(to, own), 2, 20);
        Eventually.holds("it believes by its own trust store", () -> received.count() == 2);
    }

    private static void copy(String from, String to, String password) throws Exception {
        KeyStore store = KeyStore.getInstance(folder.resolve(from + ".p12").toFile(), PASSWORD.toCharArray());
        KeyStore copy = KeyStore.getInstance("PKCS12");
        copy.load(null, null);
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                copy.setKeyEntry(alias, store.getKey(alias, PASSWORD.toCharArray()), password.toCharArray(), store.getCertificateChain(alias));
            } else {
                copy.setCertificateEntry(alias, store.getCertificate(alias));
            }
        }
        try (OutputStream out = Files.newOutputStream(folder.resolve(to + ".p12"))) {
            copy.store(out, password.toCharArray());
        }
    }

    @Test
    void aConnectionHasTheConfiguredProtocolAndCipher() throws Exception {
        String cipher = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";
        Map<String, Object> conf = conf("worker");
        conf.put("storm.messaging.netty.tls.ssl.protocols", "TLSv1.2");
        conf.put("storm.messaging.netty.tls.ciphers", cipher);
        int port = transport(slot("b"), conf).listen(received);
        KeyStore keys = KeyStore.getInstance(folder.resolve("worker.p12").toFile(), PASSWORD.toCharArray());
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD.toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(KeyStore.getInstance(folder.resolve("trust.p12").toFile(), PASSWORD.toCharArray()));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.setSoTimeout(60_000);
            socket.startHandshake();
            assertEquals(List.of("TLSv1.2", cipher), List.of(socket.getSession().getProtocol(), socket.getSession().getCipherSuite()));
        }
    }

    @Test
    void aPlainIntroductionIsNoTls() throws Exception {
        int port = transport(slot("b"), conf("worker")).listen(received);
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(60_000);
            ByteBuf out = Unpooled.buffer();
            Wire.writeWelcome(out, 0, new int[0]);
            socket.getOutputStream().write(out.array(), 0, out.readableBytes());
            while (socket.getInputStream().read() >= 0) {
                continue; // An alert.
            }
        }
        assertEquals(0, received.count());
    }

    @Test
    void halfASettingIsToldInOneLine() {
        for (List<Object> wrong : List.<List<Object>>of(
            List.of("keystore.path", "", "it must be the path of a key store"),
            List.of("keystore.path", "/nowhere.p12", "there is no such file"),
            List.of("keystore.password", "wrong", "is not the password of"),
            List.of("truststore.path", "", "it must be the path of a trust store"),
            List.of("truststore.path", folder.resolve("stranger.p12").toString(), "holds no certificate to trust"),
            List.of("client.keystore.path", "/nowhere.p12", "there is no such file"),
            List.of("require.open.ssl", true, "no OpenSSL here"),
            List.of("ssl.protocols", "TLSv9", "TLSv9"))) {
            Map<String, Object> conf = conf("worker");
            conf.put(PREFIX + wrong.get(0), wrong.get(1));
            String told = assertThrows(IllegalArgumentException.class, () -> TransportConfig.of(conf)).getMessage();
            assertTrue(told.contains((String) wrong.get(2)) && told.contains(PREFIX) && !told.contains("\n"), wrong + " is told as " + told);
        }
    }
}
