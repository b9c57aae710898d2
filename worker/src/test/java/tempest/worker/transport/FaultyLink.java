// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP relay that cuts each of its connections after a chosen number of forwarded bytes, for tests of what a real network does.
 * Each relayed connection has its own two daemon threads.
 */
final class FaultyLink implements AutoCloseable {
    private final ServerSocket server;
    private final int target;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile int cutAfterBytes;
    private volatile boolean refusing;

    FaultyLink(int target) throws IOException {
        this.target = target;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    /** From the next connection on: cut after about this many bytes towards the target; 0 never cuts. */
    FaultyLink cutAfter(int bytes) {
        cutAfterBytes = bytes;
        return this;
    }

    void refuse(boolean refuse) {
        refusing = refuse;
    }

    void cutNow() {
        sockets.forEach(FaultyLink::closeQuietly);
        sockets.clear();
    }

    private void accept() {
        try {
            while (true) {
                Socket from = server.accept();
                if (refusing) {
                    from.close();
                    continue;
                }
                connections.incrementAndGet();
                Socket to = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(from);
                sockets.add(to);
                int limit = cutAfterBytes;
                daemon(() -> relay(from, to, limit));
                daemon(() -> relay(to, from, 0));
            }
        } catch (IOException closed) {
            cutNow();
        }
    }

    private static void relay(Socket from, Socket to, int limit) {
        byte[] buffer = new byte[1500];
        int left = limit == 0 ? Integer.MAX_VALUE : limit;
        try (InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
            int n;
            while (left > 0 && (n = in.read(buffer, 0, Math.min(buffer.length, left))) > 0) {
                out.write(buffer, 0, n);
                left -= limit == 0 ? 0 : n;
            }
        } catch (IOException cut) {
            // A cut is the purpose of this class.
        } finally {
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void daemon(Runnable body) {
        Thread thread = new Thread(body, "faulty-link");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        cutNow();
    }
}
