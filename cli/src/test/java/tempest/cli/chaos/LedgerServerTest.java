// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LedgerServerTest {
    private static final int RATE = 1000;

    private final Ledger ledger = new Ledger(1, RATE, RATE);
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final LedgerServer server;

    LedgerServerTest() throws IOException {
        server = LedgerServer.start(ledger, said::add);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private Socket connect(char kind, String name) throws IOException {
        String[] address = server.address().split(":");
        Socket socket = new Socket(address[0], Integer.parseInt(address[1]));
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeByte(kind);
        out.writeUTF(name);
        out.writeLong(17);
        return socket;
    }

    @Test
    void aSpoutIsHandedNumbersAndWhatBothSidesSayIsBooked() throws Exception {
        ledger.start(System.nanoTime());
        try (Socket spout = connect('P', "spout 0"); Socket sink = connect('S', "sink 0")) {
            DataOutputStream toSpout = new DataOutputStream(spout.getOutputStream());
            toSpout.writeInt(0);
            DataInputStream handed = new DataInputStream(spout.getInputStream());
            assertEquals(List.of(0, 1), List.of(handed.readInt(), handed.readInt()));
            DataOutputStream seen = new DataOutputStream(sink.getOutputStream());
            seen.writeInt(0);
            seen.writeInt(0);
            toSpout.writeByte('A');
            toSpout.writeInt(0);
            toSpout.writeByte('F');
            toSpout.writeInt(1);
            assertTrue(Patience.within(30, () -> ledger.books(System.nanoTime()).acked() == 1 && ledger.books(System.nanoTime()).failed() == 1) >= 0);
            assertTrue(Patience.within(30, () -> server.pids().equals(java.util.Map.of("spout 0", 17L, "sink 0", 17L))) >= 0);
            int next = handed.readInt();
            while (next != 1) {
                next = handed.readInt();
            }
        }
        assertEquals(List.of(), said);
    }

    @Test
    void whatIsNeitherSpoutNorSinkIsNamed() throws Exception {
        try (Socket odd = connect('X', "browser")) {
            assertEquals(-1, odd.getInputStream().read());
        }
        assertEquals(List.of("the checker was called by something that is neither spout nor sink: browser"), said);
    }
}
