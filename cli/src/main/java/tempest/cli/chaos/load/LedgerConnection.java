// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.chaos.load;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.Map;

/** A task's connection to the checker. What it writes has left this process when the call returns. Writers take turns. */
final class LedgerConnection {
    static final String ADDRESS = "chaos.ledger";
    private static final int MESSAGE = 8;

    private final Socket socket;
    private final byte[] message = new byte[MESSAGE];

    private LedgerConnection(Socket socket) {
        this.socket = socket;
    }

    /**
     * @param kind P for a spout, S for a sink
     * @param name of the task
     */
    static LedgerConnection open(Map<String, Object> conf, char kind, String name) {
        String[] address = conf.get(ADDRESS).toString().split(":");
        try {
            Socket socket = new Socket(address[0], Integer.parseInt(address[1]));
            socket.setTcpNoDelay(true);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeByte(kind);
            out.writeUTF(name);
            out.writeLong(ProcessHandle.current().pid());
            return new LedgerConnection(socket);
        } catch (IOException e) {
            throw new UncheckedIOException("the checker at " + conf.get(ADDRESS) + " does not answer: " + e.getMessage(), e);
        }
    }

    DataInputStream in() throws IOException {
        return new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    synchronized void write(int number) {
        put(0, number);
        send(Integer.BYTES);
    }

    synchronized void write(int first, int second) {
        put(0, first);
        put(Integer.BYTES, second);
        send(MESSAGE);
    }

    synchronized void write(char kind, int number) {
        message[0] = (byte) kind;
        put(1, number);
        send(1 + Integer.BYTES);
    }

    private void put(int at, int value) {
        for (int i = 0; i < Integer.BYTES; i++) {
            message[at + i] = (byte) (value >>> 8 * (Integer.BYTES - 1 - i));
        }
    }

    private void send(int length) {
        try {
            socket.getOutputStream().write(message, 0, length);
        } catch (IOException e) {
            throw new UncheckedIOException("the checker is gone: " + e.getMessage(), e);
        }
    }

    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
