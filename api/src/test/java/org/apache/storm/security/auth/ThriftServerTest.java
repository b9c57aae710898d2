// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.storm.Config;
import org.apache.storm.generated.DRPCExecutionException;
import org.apache.storm.generated.DistributedRPC;
import org.apache.storm.thrift.TException;
import org.apache.storm.utils.DRPCClient;
import org.apache.storm.utils.Utils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real server and real sockets, with callers that behave and callers that do not. */
@Timeout(30)
class ThriftServerTest {
    private static final int MAX_FRAME_BYTES = 64 * 1024;
    private static final int THREADS = 4;

    private final Map<String, Object> conf = new HashMap<>(Utils.readDefaultConfig());
    private final AtomicReference<InetAddress> lastCaller = new AtomicReference<>();
    private final CountDownLatch blocked = new CountDownLatch(1);
    private ThriftServer server;
    private Thread serving;

    @BeforeEach
    void serve() throws Exception {
        conf.put(Config.DRPC_PORT, 0);
        conf.put(Config.DRPC_MAX_BUFFER_SIZE, MAX_FRAME_BYTES);
        conf.put(Config.DRPC_WORKER_THREADS, THREADS);
        conf.put(Config.STORM_NIMBUS_RETRY_TIMES, 0);
        DistributedRPC.Iface echo = (function, args) -> {
            lastCaller.set(ReqContext.context().remoteAddress());
            return switch (function) {
                case "echo" -> args;
                case "who" -> String.valueOf(ReqContext.context().principal());
                case "thread" -> Thread.currentThread().getName();
                case "fail" -> throw new DRPCExecutionException("as asked");
                case "break" -> throw new IllegalStateException("as asked");
                case "block" -> await(blocked);
                default -> throw new IllegalArgumentException(function);
            };
        };
        server = new ThriftServer(conf, new DistributedRPC.Processor<>(echo), ThriftConnectionType.DRPC);
        serving = new Thread(server::serve);
        serving.start();
    }

    private static String await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "done";
    }

    @AfterEach
    void stop() throws Exception {
        blocked.countDown();
        server.stop();
        serving.join();
        // The pool has ended, its threads end soon after; the next test counts its own.
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10); servingThreads() > 0 && System.nanoTime() < end; ) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private DRPCClient client() throws TException {
        return new DRPCClient(conf, "localhost", server.getPort(), 10_000);
    }

    private void assertServes() throws Exception {
        try (DRPCClient client = client()) {
            assertEquals("still there", client.execute("echo", "still there"));
        }
    }

    private Socket socket() throws IOException {
        Socket socket = new Socket("localhost", server.getPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void assertClosed(Socket socket) throws IOException {
        int read;
        try {
            read = socket.getInputStream().read();
        } catch (java.net.SocketTimeoutException e) {
            throw e;
        } catch (IOException reset) {
            read = -1;
        }
        assertEquals(-1, read, "the connection should be closed");
    }

    @Test
    void aCallerGetsAnswersAndDeclaredExceptionsOnOneConnection() throws Exception {
        try (DRPCClient client = client()) {
            assertEquals("a", client.execute("echo", "a"));
            assertThrows(DRPCExecutionException.class, () -> client.execute("fail", ""));
            assertEquals("b", client.execute("echo", "b"));
            assertEquals("null", client.execute("who", ""));
            assertTrue(lastCaller.get().isLoopbackAddress());
            assertTrue(client.execute("thread", "").startsWith("thrift-drpc-"));
        }
    }

    @Test
    void anUndeclaredExceptionHarmsOnlyItsCaller() throws Exception {
        try (DRPCClient client = client()) {
            assertThrows(TException.class, () -> client.execute("break", ""));
        }
        assertServes();
    }

    @Test
    void aRequestAsLargeAsAllowedPassesAndALargerOneClosesTheConnection() throws Exception {
        try (DRPCClient client = client()) {
            String large = "x".repeat(MAX_FRAME_BYTES - 100);
            for (int i = 0; i < 100; i++) {
                assertEquals(large, client.execute("echo", large));
            }
            assertThrows(TException.class, () -> client.execute("echo", "x".repeat(MAX_FRAME_BYTES + 1)));
        }
        assertServes();
    }

    @Test
    void announcedLengthsThatCannotBeCloseTheConnection() throws Exception {
        for (int announced : new int[] {Integer.MAX_VALUE, MAX_FRAME_BYTES + 1, 0, -1, Integer.MIN_VALUE}) {
            try (Socket socket = socket()) {
                new DataOutputStream(socket.getOutputStream()).writeInt(announced);
                assertClosed(socket);
            }
        }
        assertServes();
    }

    @Test
    void aRequestOfAnotherProtocolClosesTheConnection() throws Exception {
        try (Socket socket = socket()) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertClosed(socket);
        }
        assertServes();
    }

    @Test
    void garbageInAWellFormedFrameHarmsOnlyItsCaller() throws Exception {
        Random random = new Random(42);
        for (int round = 0; round < 200; round++) {
            byte[] garbage = new byte[1 + random.nextInt(300)];
            random.nextBytes(garbage);
            if (round % 2 == 0 && garbage.length > 20) {
                // A proper beginning, so that the garbage is met deeper inside.
                byte[] begin = {(byte) 0x80, 1, 0, 1, 0, 0, 0, 7, 'e', 'x', 'e', 'c', 'u', 't', 'e', 0, 0, 0, 1};
                System.arraycopy(begin, 0, garbage, 0, begin.length);
            }
            try (Socket socket = socket()) {
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                out.writeInt(garbage.length);
                out.write(garbage);
                out.flush();
            }
        }
        assertServes();
    }

    @Test
    void aStringThatClaimsToBeLongerThanItsFrameIsNotBelieved() throws Exception {
        byte[] claim = {(byte) 0x80, 1, 0, 1, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff, 'e', 'x'};
        try (Socket socket = socket()) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(claim.length);
            out.write(claim);
            assertClosed(socket);
        }
        assertServes();
    }

    @Test
    void callersThatStallHalfwayHoldUpNobody() throws Exception {
        List<Socket> stalled = new ArrayList<>();
        try {
            for (int i = 0; i < 50; i++) {
                Socket socket = socket();
                stalled.add(socket);
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                if (i % 2 == 0) {
                    out.write(0);
                } else {
                    out.writeInt(MAX_FRAME_BYTES);
                    out.write(new byte[100]);
                }
                out.flush();
            }
            assertServes();
            String large = "x".repeat(MAX_FRAME_BYTES - 100);
            try (DRPCClient client = client()) {
                assertEquals(large, client.execute("echo", large));
            }
        } finally {
            for (Socket socket : stalled) {
                socket.close();
            }
        }
    }

    @Test
    void aFrameMayArriveByteByByteAndTwoFramesAtOnce() throws Exception {
        byte[] call = {0, 0, 0, 28, (byte) 0x80, 1, 0, 1, 0, 0, 0, 7, 'e', 'x', 'e', 'c', 'u', 't', 'e', 0, 0, 0, 1,
            11, 0, 1, 0, 0, 0, 1, 'q', 0};
        try (Socket socket = socket()) {
            for (byte b : call) {
                socket.getOutputStream().write(b);
                socket.getOutputStream().flush();
            }
            skipFrame(socket);
            byte[] twice = new byte[2 * call.length];
            System.arraycopy(call, 0, twice, 0, call.length);
            System.arraycopy(call, 0, twice, call.length, call.length);
            socket.getOutputStream().write(twice);
            skipFrame(socket);
            skipFrame(socket);
        }
    }

    private static void skipFrame(Socket socket) throws IOException {
        java.io.DataInputStream in = new java.io.DataInputStream(socket.getInputStream());
        in.readFully(new byte[in.readInt()]);
    }

    @Test
    void noMoreThreadsServeThanConfigured() throws Exception {
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 3 * THREADS; i++) {
            Thread caller = new Thread(() -> {
                try (DRPCClient client = client()) {
                    client.execute("block", "");
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            caller.start();
            callers.add(caller);
        }
        while (servingThreads() < THREADS) {
            Thread.onSpinWait();
        }
        assertEquals(THREADS, servingThreads());
        blocked.countDown();
        for (Thread caller : callers) {
            caller.join();
        }
        assertTrue(servingThreads() <= THREADS);
    }

    private static long servingThreads() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().startsWith("thrift-drpc-")).count();
    }

    /** 127.0.0.2 is an address of this machine on which nothing listens but what listens on all addresses. */
    @Test
    void onlyThisMachinesLoopbackIsServedUnlessAnotherAddressIsSet() throws Exception {
        assertThrows(ConnectException.class, () -> new Socket("127.0.0.2", server.getPort()).close());
        Map<String, Object> open = new HashMap<>(conf);
        open.put("storm.bind.address", "0.0.0.0");
        ThriftServer everywhere = new ThriftServer(open, server.getProcessor(), ThriftConnectionType.DRPC);
        try (Socket socket = new Socket("127.0.0.2", everywhere.getPort())) {
            assertTrue(socket.isConnected());
        } finally {
            everywhere.stop();
        }
    }

    @Test
    void aPortInUseIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            Map<String, Object> other = new HashMap<>(conf);
            other.put(Config.DRPC_PORT, taken.getLocalPort());
            RuntimeException e = assertThrows(RuntimeException.class,
                () -> new ThriftServer(other, server.getProcessor(), ThriftConnectionType.DRPC));
            assertTrue(e.getMessage().contains("Cannot listen on port " + taken.getLocalPort()), e.getMessage());
        }
    }

    @Test
    void aStoppedServerHasGivenBackItsPortWhetherOrNotItServed() throws Exception {
        assertServes();
        server.stop();
        bindAndRelease(server.getPort());
        ThriftServer unserved = new ThriftServer(conf, server.getProcessor(), ThriftConnectionType.DRPC);
        unserved.stop();
        bindAndRelease(unserved.getPort());
    }

    private static void bindAndRelease(int port) throws IOException {
        new ServerSocket(port).close();
    }

    @Test
    void stoppingEndsServeAndClosesConnections() throws Exception {
        try (Socket socket = socket()) {
            assertServes();
            server.stop();
            serving.join();
            assertFalse(server.isServing());
            assertClosed(socket);
        }
    }
}
