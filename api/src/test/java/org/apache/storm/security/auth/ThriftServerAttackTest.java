// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.security.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.storm.Config;
import org.apache.storm.generated.DistributedRPC;
import org.apache.storm.utils.DRPCClient;
import org.apache.storm.utils.Utils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;

/** Callers who want to take a server from all others: real sockets against a real server. */
@Timeout(60)
class ThriftServerAttackTest {
    private static final int FRAME = 64 * 1024;
    private static final int THREADS = 4;
    private static final int FIT = 2 * THREADS;

    private final Map<String, Object> conf = new HashMap<>(Utils.readDefaultConfig());
    private final List<Socket> sockets = new ArrayList<>();
    private final AtomicReference<Throwable> failed = new AtomicReference<>();
    private ThriftServer server;
    private Thread serving;

    private void serve(Map<String, Object> settings) {
        conf.putAll(Map.of(Config.DRPC_PORT, 0, Config.DRPC_MAX_BUFFER_SIZE, FRAME, Config.DRPC_WORKER_THREADS, THREADS,
            Config.STORM_NIMBUS_RETRY_TIMES, 0));
        conf.putAll(settings);
        DistributedRPC.Processor<DistributedRPC.Iface> echo = new DistributedRPC.Processor<>((function, arguments) -> arguments);
        server = new ThriftServer(conf, (in, out) -> {
            try {
                echo.process(in, out);
            } catch (Error e) {
                failed.set(e);
                throw e;
            }
        }, ThriftConnectionType.DRPC);
        serving = new Thread(server::serve, "attacked");
        serving.start();
    }

    @AfterEach
    void stop() throws Exception {
        for (Socket socket : sockets) {
            socket.close();
        }
        server.stop();
        serving.join();
    }

    private Socket attack(byte[] bytes) throws IOException {
        Socket socket = new Socket("127.0.0.1", server.getPort());
        sockets.add(socket);
        try {
            socket.getOutputStream().write(bytes);
        } catch (SocketException e) {
            // Closed by the server already: what it should be.
            socket.shutdownInput();
        }
        return socket;
    }

    /** A frame that announces {@code length} and has {@code sent} of them. */
    private static byte[] frame(int length, int sent) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new DataOutputStream(out).writeInt(length);
        out.write(new byte[sent]);
        return out.toByteArray();
    }

    private static boolean isOpen(Socket socket) throws IOException {
        socket.setSoTimeout(1);
        try {
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (SocketException e) {
            return false;
        }
    }

    private long open() throws IOException {
        long open = 0;
        for (Socket socket : sockets) {
            open += isOpen(socket) ? 1 : 0;
        }
        return open;
    }

    private void awaitOpen(long most) throws IOException {
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20); open() > most && System.nanoTime() < end;) {
            Thread.onSpinWait();
        }
        assertTrue(open() <= most, open() + " are open");
    }

    private void assertServesAtOnce() throws Exception {
        long before = System.nanoTime();
        try (DRPCClient client = new DRPCClient(conf, "127.0.0.1", server.getPort(), 10_000)) {
            assertEquals("x".repeat(FRAME / 2), client.execute("echo", "x".repeat(FRAME / 2)));
        }
        assertTrue(System.nanoTime() - before < TimeUnit.SECONDS.toNanos(5));
        assertEquals(null, failed.get());
    }

    @Test
    void aThousandCallersThatSendAllButSixBytesTakeNoMoreMemoryThanTheServersBudget() throws Exception {
        serve(Map.of());
        byte[] almost = frame(FRAME, FRAME - 6);
        for (int i = 0; i < 200; i++) {
            attack(almost);
        }
        awaitOpen(FIT);
        assertTrue(open() > 0, "they are closed for the memory's sake alone");
        assertServesAtOnce();
    }

    @Test
    void callersThatAnnounceAndStaySilentReserveNothingAndAreClosedInTime() throws Exception {
        serve(Map.of("storm.thrift.request.timeout.secs", 1));
        for (int i = 0; i < 100; i++) {
            attack(frame(FRAME, 0));
            attack(new byte[] {0, 1});
        }
        assertServesAtOnce();
        awaitOpen(0);
        assertServesAtOnce();
    }

    @Test
    void idleConnectionsBeyondTheLimitMakeRoomForOthersTheLongestIdleFirst() throws Exception {
        serve(Map.of("storm.thrift.max.connections", 50, "storm.thrift.max.connections.per.caller", 30));
        for (int i = 0; i < 300; i++) {
            attack(new byte[0]);
        }
        awaitOpen(30);
        assertFalse(isOpen(sockets.get(0)));
        assertServesAtOnce();
    }

    @Test
    void aCallerWhoNeverTakesAnswersLosesTheConnectionInTime() throws Exception {
        serve(Map.of("storm.thrift.request.timeout.secs", 1));
        ByteArrayOutputStream call = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(call);
        String text = "x".repeat(FRAME - 1000);
        out.writeInt(0x80010001);
        text(out, "execute");
        out.writeInt(1);
        out.writeByte(11);
        out.writeShort(1);
        text(out, "echo");
        out.writeByte(11);
        out.writeShort(2);
        text(out, text);
        out.writeByte(0);
        Socket socket = new Socket("127.0.0.1", server.getPort());
        sockets.add(socket);
        AtomicLong sent = new AtomicLong();
        Thread sender = new Thread(() -> {
            try {
                DataOutputStream to = new DataOutputStream(socket.getOutputStream());
                while (true) {
                    to.writeInt(call.size());
                    call.writeTo(to);
                    sent.incrementAndGet();
                }
            } catch (IOException e) {
                // The end of the connection, which this waits for.
                sent.addAndGet(0);
            }
        });
        sender.start();
        sender.join(30_000);
        assertFalse(sender.isAlive(), "it was closed after " + sent + " requests");
        assertServesAtOnce();
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        out.writeInt(text.length());
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void aRequestThatNestsThousandsDeepIsRefusedBeforeTheStackIsFull() throws Exception {
        serve(Map.of());
        ByteArrayOutputStream call = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(call);
        out.writeInt(0x80010001);
        text(out, "execute");
        out.writeInt(1);
        for (int i = 0; i < 20_000; i++) {
            out.writeByte(12);
            out.writeShort(9);
        }
        byte[] body = call.toByteArray();
        byte[] whole = Arrays.copyOf(frame(body.length, 0), 4 + body.length);
        System.arraycopy(body, 0, whole, 4, body.length);
        assertTrue(attack(whole).getInputStream().read() <= 0, "it is answered with an error, or closed");
        assertServesAtOnce();
    }

    @Test
    void aThousandBadMessagesWriteTenLinesThatCannotBeForged() {
        serve(Map.of());
        List<String> lines = new ArrayList<>();
        Logger logger = (Logger) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, arguments) -> {
            lines.add(method.getName() + " " + arguments[arguments.length - 1]);
            return null;
        });
        AtomicLong now = new AtomicLong();
        CallerLog log = new CallerLog(logger, now::get);
        for (int i = 0; i < 1000; i++) {
            log.warn("bad\n12:00:00 [INFO] all is well\u2028\u202e " + "x".repeat(100_000));
        }
        assertEquals(CallerLog.LINES, lines.size());
        assertTrue(lines.get(0).startsWith("warn bad\\u000a12:00:00 [INFO] all is well\\u2028\\u202e xxx") && lines.get(0).length() < 400, lines.get(0));
        now.addAndGet(CallerLog.NANOS);
        log.warn("next");
        assertEquals(List.of("warn 990", "warn next"), lines.subList(CallerLog.LINES, lines.size()));
    }
}
