// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import org.apache.storm.security.auth.ConnectionLayer;
import org.apache.storm.security.auth.KeyTool;
import org.apache.storm.security.auth.RefusedException;
import org.apache.storm.security.auth.ThriftConnectionType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server's end of TLS, step by step, with a JDK client at the other end of a socket. */
@Timeout(120)
class TlsLayerTest {
    @TempDir
    private static Path folder;
    private static SSLContext server;
    private static SSLContext client;
    private final ExecutorService pool = Executors.newSingleThreadExecutor();
    private Socket far;
    private SocketChannel near;
    private SSLEngine engine;

    @BeforeAll
    static void makeStores() throws Exception {
        Path keys = KeyTool.keys(folder, "server", "CN=server");
        Path trust = KeyTool.trust(folder, "trust", keys);
        Map<String, Object> conf = Map.of("drpc.thrift.tls.client.auth.required", false,
            "drpc.thrift.tls.server.keystore.path", keys.toString(), "drpc.thrift.tls.server.keystore.password", KeyTool.PASSWORD,
            "drpc.thrift.tls.client.truststore.path", trust.toString(), "drpc.thrift.tls.client.truststore.password", KeyTool.PASSWORD);
        server = TlsSettings.of(ThriftConnectionType.DRPC, conf).server();
        client = TlsSettings.of(ThriftConnectionType.DRPC, conf).client();
    }

    @BeforeEach
    void connect() throws IOException {
        try (ServerSocketChannel listener = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            far = new Socket(InetAddress.getLoopbackAddress(), listener.socket().getLocalPort());
            near = listener.accept();
        }
        near.configureBlocking(false);
        engine = server.createSSLEngine();
        engine.setUseClientMode(false);
    }

    @AfterEach
    void disconnect() throws IOException {
        pool.shutdownNow();
        near.close();
        far.close();
    }

    private TlsLayer layer() throws IOException {
        return new TlsLayer(near, engine, TlsLayer.Scratch.of(engine), "hint");
    }

    private SSLSocket handshake(String protocol) throws IOException {
        SSLSocket socket = (SSLSocket) client.getSocketFactory().createSocket(far, "localhost", far.getPort(), true);
        socket.setEnabledProtocols(new String[]{protocol});
        socket.startHandshake();
        return socket;
    }

    /** Reads until there is something to compute, or all of the handshake is over. */
    private static ConnectionLayer.Work nextWork(TlsLayer layer) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(64);
        while (layer.work() == null && !layer.isEstablished()) {
            assertEquals(0, layer.read(target));
            Thread.onSpinWait();
        }
        return layer.work();
    }

    @Test
    void whatAHandshakeComputesIsLeftToAnotherThread() throws Exception {
        for (String protocol : new String[]{"TLSv1.3", "TLSv1.2"}) {
            TlsLayer layer = layer();
            Future<SSLSocket> other = pool.submit(() -> handshake(protocol));
            ConnectionLayer.Work hello = nextWork(layer);
            assertNotNull(hello);
            assertEquals(0, layer.read(ByteBuffer.allocate(64)));
            assertFalse(layer.isEstablished());
            for (ConnectionLayer.Work work = hello; work != null; work = nextWork(layer)) {
                work.run();
            }
            assertNull(layer.subject());
            try (SSLSocket socket = other.get(60, TimeUnit.SECONDS)) {
                socket.getOutputStream().write(new byte[]{1, 2, 3});
                ByteBuffer target = ByteBuffer.allocate(3);
                while (target.hasRemaining()) {
                    layer.read(target);
                }
                assertEquals(3, target.get(2));
            }
            disconnectAndConnect();
        }
    }

    private void disconnectAndConnect() throws IOException {
        near.close();
        far.close();
        connect();
    }

    @Test
    void noCallerGetsASecondHandshakeOnOneConnection() throws Exception {
        TlsLayer layer = layer();
        Future<SSLSocket> other = pool.submit(() -> handshake("TLSv1.2"));
        for (ConnectionLayer.Work work = nextWork(layer); work != null; work = nextWork(layer)) {
            work.run();
        }
        SSLSocket socket = other.get(60, TimeUnit.SECONDS);
        pool.submit(() -> {
            socket.startHandshake();
            socket.getInputStream().read();
            return null;
        });
        String why = assertThrows(RefusedException.class, () -> {
            ByteBuffer target = ByteBuffer.allocate(64);
            while (true) {
                layer.read(target);
            }
        }).getMessage();
        assertEquals("it asks for another handshake", why);
    }
}
