// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.process;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tables outside of the workers, for topologies of the foreign jar. Like a failing database, it refuses some writes and makes others
 * without confirming them. One thread a connection; any thread may read.
 */
final class TableServer implements AutoCloseable {
    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Map<String, Map<String, String>> tables = new ConcurrentHashMap<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final Random random;
    private final double troubled;
    final AtomicInteger refused = new AtomicInteger();
    final AtomicInteger unconfirmed = new AtomicInteger();

    /** @param troubled the share of writes that are answered with an error; half of them are made */
    TableServer(long seed, double troubled) throws IOException {
        random = new Random(seed);
        this.troubled = troubled;
        start(() -> {
            while (true) {
                Socket socket = listening.accept();
                connections.add(socket);
                start(() -> serve(socket));
            }
        });
    }

    private interface Serving {
        void serve() throws IOException;
    }

    private static void start(Serving serving) {
        Thread thread = new Thread(() -> {
            try {
                serving.serve();
            } catch (EOFException | SocketException theClientOrTheTestEnded) {
                return;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }, "tables");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listening.getLocalPort();
    }

    Map<String, String> table(String name) {
        return tables.computeIfAbsent(name, n -> new ConcurrentHashMap<>());
    }

    private enum Outcome {
        WELL,
        REFUSED,
        UNCONFIRMED
    }

    private synchronized Outcome outcome() {
        double drawn = random.nextDouble();
        return drawn >= troubled ? Outcome.WELL : drawn < troubled / 2 ? Outcome.REFUSED : Outcome.UNCONFIRMED;
    }

    private void serve(Socket socket) throws IOException {
        try (socket) {
            socket.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            DataOutputStream out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
            while (true) {
                char what = in.readChar();
                Map<String, String> table = table(in.readUTF());
                int count = in.readInt();
                if (what == 'G') {
                    for (int i = 0; i < count; i++) {
                        out.writeUTF(table.getOrDefault(in.readUTF(), ""));
                    }
                    out.flush();
                } else if (!write(table, count, in, out)) {
                    return;
                }
            }
        } finally {
            connections.remove(socket);
        }
    }

    /** Takes the whole request before it changes anything: a worker that dies while it writes changes nothing. */
    private boolean write(Map<String, String> table, int count, DataInputStream in, DataOutputStream out) throws IOException {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 2 * count; i++) {
            all.add(in.readUTF());
        }
        Outcome outcome = outcome();
        if (outcome == Outcome.REFUSED) {
            refused.incrementAndGet();
            out.writeBoolean(false);
            out.flush();
            return true;
        }
        for (int i = 0; i < all.size(); i += 2) {
            table.put(all.get(i), all.get(i + 1));
        }
        if (outcome == Outcome.UNCONFIRMED) {
            unconfirmed.incrementAndGet();
            return false;
        }
        out.writeBoolean(true);
        out.flush();
        return true;
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : connections) {
            socket.close();
        }
    }
}
