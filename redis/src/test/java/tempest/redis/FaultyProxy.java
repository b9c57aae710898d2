// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.redis;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stands between a client and a Redis server, for tests, and lets commands of one kind fail at random: not carried out at all, or carried out
 * with the reply lost, by a cut connection or by silence. Two threads a connection; they end with the connection.
 */
public final class FaultyProxy implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 * 1024;

    /** What happens to a command that is to fail. */
    public enum Fault {
        /** The connection is cut before the command reaches the server. */
        LOST_BEFORE,
        /** The server carries the command out; the connection is cut instead of a reply. */
        CUT_AFTER,
        /** The server carries the command out and the reply is swallowed, so that the client waits until its time is out. */
        SILENT_AFTER
    }

    private record Plan(byte[] command, double probability, Fault[] faults) {
    }

    private final int target;
    private final ServerSocket server;
    private final Random random;
    private final AtomicReference<Plan> plan = new AtomicReference<>(new Plan(new byte[0], 0, new Fault[0]));
    private final AtomicInteger faults = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    public FaultyProxy(int targetPort, long seed) {
        this.target = targetPort;
        this.random = new Random(seed);
        try {
            server = new ServerSocket(0, 50, InetAddress.getByName(RedisServer.HOST));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start("accept", this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** From now on, requests that hold this command fail with this probability, each in one of these ways. */
    public void fail(String command, double probability, Fault... ways) {
        plan.set(new Plan(command.getBytes(StandardCharsets.UTF_8), probability, ways));
    }

    /** From now on, nothing fails. */
    public void heal() {
        fail("", 0);
    }

    /** How many requests failed so far. */
    public int faults() {
        return faults.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                open.add(client);
                connect(client);
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void connect(Socket client) {
        Socket upstream = new Socket();
        try {
            upstream.connect(new InetSocketAddress(RedisServer.HOST, target), 2000);
            open.add(upstream);
        } catch (IOException away) {
            shut(client);
            shut(upstream);
            return;
        }
        AtomicReference<Fault> next = new AtomicReference<>();
        start("requests", () -> pump(client, upstream, (bytes, length) -> {
            Fault fault = draw(bytes, length);
            if (fault != null) {
                next.set(fault);
            }
            return fault != Fault.LOST_BEFORE;
        }));
        start("replies", () -> pump(upstream, client, (bytes, length) -> {
            Fault fault = next.get();
            return fault == null ? Boolean.TRUE : fault == Fault.SILENT_AFTER ? null : Boolean.FALSE;
        }));
    }

    private Fault draw(byte[] bytes, int length) {
        Plan now = plan.get();
        if (now.probability == 0 || !contains(bytes, length, now.command)) {
            return null;
        }
        synchronized (random) {
            if (random.nextDouble() >= now.probability) {
                return null;
            }
            faults.incrementAndGet();
            return now.faults[random.nextInt(now.faults.length)];
        }
    }

    private static boolean contains(byte[] bytes, int length, byte[] sought) {
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1).contains(new String(sought, StandardCharsets.ISO_8859_1));
    }

    /** Says of some bytes whether to pass them on (true), to swallow them (null) or to cut the connection (false). */
    private interface Gate {
        Boolean passes(byte[] bytes, int length);
    }

    private void pump(Socket from, Socket to, Gate gate) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (Closeable a = () -> shut(from); Closeable b = () -> shut(to)) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                Boolean passes = gate.passes(buffer, length);
                if (Boolean.FALSE.equals(passes)) {
                    return;
                }
                if (passes != null) {
                    out.write(buffer, 0, length);
                    out.flush();
                }
            }
        } catch (IOException cut) {
            // either side has gone, and the other one is cut off with it
        }
    }

    private void shut(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, "faulty-proxy-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(this::shut);
    }
}
