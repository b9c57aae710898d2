// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tempest.cli.chaos.HostLink.Slowness;
import tempest.cli.chaos.HostLink.Way;

/** Real sockets on two addresses of the loopback network. */
class HostLinkTest {
    private static final int BOUND_MILLIS = 20_000;

    private ServerSocket worker;
    private HostLink link;
    private Socket client;
    private Socket accepted;

    @BeforeEach
    void connect() throws IOException {
        worker = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        link = new HostLink("127.0.1.1", "127.0.0.1", List.of(worker.getLocalPort()));
        client = new Socket("127.0.1.1", worker.getLocalPort());
        client.setSoTimeout(BOUND_MILLIS);
        accepted = worker.accept();
        accepted.setSoTimeout(BOUND_MILLIS);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        accepted.close();
        link.close();
        worker.close();
    }

    private static void send(Socket from, int value) throws IOException {
        from.getOutputStream().write(value);
    }

    private static int receive(Socket at) throws IOException {
        return at.getInputStream().read();
    }

    @Test
    void whatIsSentArrivesBothWaysAlsoWhenTheNetworkIsSlow() throws Exception {
        link.slow(new Slowness(1, 2, 5));
        for (int value = 0; value < 20; value++) {
            send(client, value);
            assertEquals(value, receive(accepted));
            send(accepted, value + 1);
            assertEquals(value + 1, receive(client));
        }
        assertEquals(1, link.connections());
    }

    @Test
    void whatIsSentWhileOneWayIsCutArrivesAfterwardsAndTheOtherWayIsOpen() throws Exception {
        link.cut(Set.of(Way.IN));
        send(client, 1);
        send(accepted, 2);
        assertEquals(2, receive(client));
        accepted.setSoTimeout(200);
        assertThrows(SocketTimeoutException.class, () -> receive(accepted));
        accepted.setSoTimeout(BOUND_MILLIS);
        link.cut(Set.of());
        assertEquals(1, receive(accepted));
    }

    @Test
    void theEndOfOneSideEndsTheOther() throws Exception {
        accepted.close();
        assertEquals(-1, receive(client));
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(BOUND_MILLIS);
        while (link.connections() > 0) {
            assertTrue(System.nanoTime() < deadline, "a connection is still counted");
            Thread.onSpinWait();
        }
    }

    @Test
    void whereNoWorkerListensTheConnectionEndsAtOnce() throws Exception {
        worker.close();
        try (Socket late = new Socket("127.0.1.1", worker.getLocalPort())) {
            late.setSoTimeout(BOUND_MILLIS);
            assertEquals(-1, receive(late));
        }
    }
}
