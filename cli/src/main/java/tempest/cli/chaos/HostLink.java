// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The network before one pretended host: others reach its workers under another address, where this passes on what they send, unless the network is to be
 * cut or slow. What is sent while it is cut arrives afterwards, as TCP sends it again. The main thread steers it; each connection has two threads of its own.
 */
final class HostLink implements AutoCloseable {
    /** Ways through it, as the host sees them. */
    enum Way { IN, OUT }

    /**
     * How slow it is.
     *
     * @param millis for each piece of {@value #PIECE} bytes
     * @param lostEvery one piece of so many is lost and sent again
     * @param againMillis later
     */
    record Slowness(long millis, int lostEvery, long againMillis) {
        static final Slowness NONE = new Slowness(0, 0, 0);
    }

    private static final int PIECE = 8192;
    private static final int MOST_CONNECTIONS = 256;
    private static final int BACKLOG = 50;

    private final String host;
    private final List<ServerSocket> ports = new ArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Object changed = new Object();
    private Set<Way> cut = Set.of();
    private boolean closed;
    private volatile Slowness slowness = Slowness.NONE;

    /**
     * Opens it.
     *
     * @param shown the address that others use
     * @param host the host's own
     */
    HostLink(String shown, String host, List<Integer> ports) throws IOException {
        this.host = host;
        try {
            for (int port : ports) {
                ServerSocket server = new ServerSocket(port, BACKLOG, InetAddress.getByName(shown));
                this.ports.add(server);
                thread("accept " + shown + ":" + port, () -> accept(server));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Nothing passes these ways any more. */
    void cut(Set<Way> ways) {
        synchronized (changed) {
            cut = ways.isEmpty() ? Set.of() : EnumSet.copyOf(ways);
            changed.notifyAll();
        }
    }

    void slow(Slowness how) {
        slowness = how;
    }

    /** Connections that pass through it now. */
    int connections() {
        return open.size() / 2;
    }

    private void accept(ServerSocket server) {
        while (!server.isClosed()) {
            try {
                Socket from = server.accept();
                if (open.size() >= 2 * MOST_CONNECTIONS) {
                    from.close();
                } else {
                    thread("to " + host, () -> connect(from, server.getLocalPort()));
                }
            } catch (IOException e) {
                // It is closed, or the other end was faster.
                continue;
            }
        }
    }

    private void connect(Socket from, int port) {
        try {
            awaitOpen(Way.IN);
            Socket to = new Socket(host, port);
            from.setTcpNoDelay(true);
            to.setTcpNoDelay(true);
            open.add(from);
            open.add(to);
            thread("from " + host, () -> pass(to, from, Way.OUT));
            pass(from, to, Way.IN);
        } catch (IOException refused) {
            end(from);
        }
    }

    private void pass(Socket from, Socket to, Way way) {
        byte[] piece = new byte[PIECE];
        int pieces = 0;
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(piece); n > 0; n = in.read(piece)) {
                awaitOpen(way);
                Slowness how = slowness;
                pieces++;
                if (how.millis() > 0) {
                    TimeUnit.MILLISECONDS.sleep(how.millis() + (pieces % how.lostEvery() == 0 ? how.againMillis() : 0));
                }
                out.write(piece, 0, n);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException ended) {
            // One end has gone, and the other is told.
        } finally {
            end(from);
            end(to);
        }
    }

    private void awaitOpen(Way way) throws IOException {
        synchronized (changed) {
            while (cut.contains(way) && !closed) {
                try {
                    changed.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IOException("the link ends", e);
                }
            }
        }
    }

    private void end(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void thread(String name, Runnable body) {
        Thread thread = new Thread(body, "link " + name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        synchronized (changed) {
            closed = true;
            changed.notifyAll();
        }
        for (ServerSocket server : ports) {
            try {
                server.close();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
        open.forEach(this::end);
    }
}
