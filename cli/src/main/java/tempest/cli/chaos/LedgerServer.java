// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.chaos;

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
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Where the topology's spouts fetch their numbers and its sinks report what they saw: a thread a connection, two for a spout. All of it ends
 * with {@link #close}. A sink's report is in the kernel's hands before the sink acknowledges, so that it survives a SIGKILL.
 */
final class LedgerServer implements AutoCloseable {
    private static final int MOST_AT_ONCE = 2_000;
    private static final long PAUSE_MILLIS = 4;

    private final Ledger ledger;
    private final ServerSocket listener;
    private final Consumer<String> say;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> pids = new ConcurrentHashMap<>();
    private volatile boolean closed;

    private LedgerServer(Ledger ledger, ServerSocket listener, Consumer<String> say) {
        this.ledger = ledger;
        this.listener = listener;
        this.say = say;
    }

    /** @param say is told, in a line, what no well-behaved topology does */
    static LedgerServer start(Ledger ledger, Consumer<String> say) throws IOException {
        LedgerServer server = new LedgerServer(ledger, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), say);
        thread("ledger-accept", server::accept).start();
        return server;
    }

    private static Thread thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    String address() {
        return listener.getInetAddress().getHostAddress() + ":" + listener.getLocalPort();
    }

    /** The processes that run the load's tasks, by task: "spout 0", "sink 3". */
    Map<String, Long> pids() {
        return Map.copyOf(pids);
    }

    private void accept() {
        while (!closed) {
            try {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                open.add(socket);
                thread("ledger-read", () -> serve(socket)).start();
            } catch (IOException e) {
                if (!closed) {
                    say.accept("the checker cannot take connections any more: " + e);
                }
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            char kind = (char) in.readByte();
            String name = in.readUTF();
            pids.put(name, in.readLong());
            switch (kind) {
                case 'P' -> spout(socket, in, in.readInt());
                case 'S' -> sink(in, name);
                default -> say.accept("the checker was called by something that is neither spout nor sink: " + name);
            }
        } catch (EOFException | SocketException e) {
            // Its process has ended, which is what this command is about.
            return;
        } catch (IOException e) {
            say.accept("the checker cannot read: " + e);
        } finally {
            open.remove(socket);
        }
    }

    private void sink(DataInputStream in, String name) throws IOException {
        while (true) {
            int partition = in.readInt();
            ledger.seen(name, partition, in.readInt(), System.nanoTime());
        }
    }

    private void spout(Socket socket, DataInputStream in, int partition) throws IOException {
        int reader = ledger.takeOver(partition);
        thread("ledger-write", () -> hand(socket, partition, reader)).start();
        while (true) {
            char kind = (char) in.readByte();
            int number = in.readInt();
            if (kind == 'A') {
                ledger.acked(partition, reader, number, System.nanoTime());
            } else {
                ledger.failed(partition, reader, number);
            }
        }
    }

    private void hand(Socket socket, int partition, int reader) {
        try {
            DataOutputStream out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
            while (!socket.isClosed()) {
                for (int number : ledger.take(partition, reader, MOST_AT_ONCE, System.nanoTime())) {
                    out.writeInt(number);
                }
                out.flush();
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // Its process has ended; the next reader of the partition gets what is open.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
