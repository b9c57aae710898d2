// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.Principal;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.security.auth.Subject;
import org.apache.storm.thrift.transport.TTransport;
import org.apache.storm.thrift.transport.TTransportException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Handshakes whose arithmetic takes as long as a test wants, by real sockets of a real server. */
@Timeout(180)
class HandshakeWorkTest {
    private static final int PATIENCE_SECS = 60;
    private static final AtomicReference<Gate> NEXT = new AtomicReference<>();

    /** What the handshake of one connection waits for. */
    private static final class Gate {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch open = new CountDownLatch(1);
        private final boolean refuses;

        Gate(boolean refuses) {
            this.refuses = refuses;
        }

        void pass() throws IOException {
            begun.countDown();
            try {
                assertTrue(open.await(PATIENCE_SECS, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            if (refuses) {
                throw new RefusedException("it is not to be served");
            }
        }
    }

    /** The first connection computes until its gate opens; the others have nothing to compute. */
    private static final class GatedLayer implements ConnectionLayer {
        private final SocketChannel channel;
        private Gate gate;
        private volatile boolean established;

        GatedLayer(SocketChannel channel, Gate gate) {
            this.channel = channel;
            this.gate = gate;
            this.established = gate == null;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            return established ? channel.read(target) : 0;
        }

        @Override
        public Work work() {
            Gate wanted = gate;
            gate = null;
            return wanted == null ? null : () -> {
                wanted.pass();
                established = true;
            };
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            return channel.write(source);
        }

        @Override
        public boolean isEstablished() {
            return established;
        }

        @Override
        public int keptBytes() {
            return 0;
        }

        @Override
        public Subject subject() {
            return null;
        }

        @Override
        public Principal realPrincipal() {
            return null;
        }

        @Override
        public void close() {
        }
    }

    /** The transport of these tests. */
    public static final class GatedTransportPlugin extends FramedTransportPlugin {
        @Override
        protected ConnectionLayer.Factory layers() {
            return channel -> new GatedLayer(channel, NEXT.getAndSet(null));
        }

        @Override
        public TTransport connect(TTransport transport, String serverHost, String asUser) throws TTransportException {
            return framed(transport);
        }
    }

    private static final Map<String, Object> GATED = Map.of("storm.thrift.transport", GatedTransportPlugin.class.getName(),
        "storm.thrift.request.timeout.secs", PATIENCE_SECS);
    private final ExecutorService pool = Executors.newSingleThreadExecutor();
    private Gate gate;

    @BeforeEach
    void closeTheGate() {
        gate = new Gate(false);
    }

    @AfterEach
    void openTheGate() {
        NEXT.set(null);
        gate.open.countDown();
        pool.shutdownNow();
    }

    @Test
    void whileOneHandshakeIsComputedOthersAreServed() throws Exception {
        try (SecuredServer secured = new SecuredServer(GATED)) {
            NEXT.set(gate);
            Future<String> slow = pool.submit(() -> secured.call(GATED, "echo", "slow"));
            assertTrue(gate.begun.await(PATIENCE_SECS, TimeUnit.SECONDS));
            assertEquals("quick", secured.call(GATED, "echo", "quick"));
            assertFalse(slow.isDone());
            gate.open.countDown();
            assertEquals("slow", slow.get(PATIENCE_SECS, TimeUnit.SECONDS));
        }
    }

    @Test
    void aHandshakeThatIsComputedForTooLongCostsItsConnection() throws Exception {
        try (SecuredServer secured = new SecuredServer(Map.of("storm.thrift.transport", GatedTransportPlugin.class.getName(),
            "storm.thrift.request.timeout.secs", 1))) {
            NEXT.set(gate);
            assertEquals(-1, answerToOneByte(secured));
            gate.open.countDown();
            assertEquals("quick", secured.call(GATED, "echo", "quick"));
        }
    }

    @Test
    void aCallerThatTheComputationRefusesIsSentAway() throws Exception {
        try (SecuredServer secured = new SecuredServer(GATED)) {
            gate = new Gate(true);
            gate.open.countDown();
            NEXT.set(gate);
            assertEquals(-1, answerToOneByte(secured));
            assertEquals("quick", secured.call(GATED, "echo", "quick"));
        }
    }

    private static int answerToOneByte(SecuredServer secured) throws IOException {
        try (Socket socket = new Socket("localhost", secured.port())) {
            socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(PATIENCE_SECS));
            socket.getOutputStream().write(0);
            return socket.getInputStream().read();
        } catch (SocketException e) {
            return -1; // Closed with its byte unread.
        }
    }
}
