// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tempest.worker.transport.SenderTable.KnownSender;

final class SenderTableTest {
    private final SenderTable table = new SenderTable();
    private final InboundConnection connection = new InboundConnection(null, null);

    private static WorkerAddress address(int port) {
        return new WorkerAddress("node", port);
    }

    @Test
    void aSenderIsRememberedAcrossItsConnections() {
        KnownSender sender = table.find(address(1));
        sender.nextBatch = 7;
        assertSame(sender, table.find(address(1)));
    }

    @Test
    void aSenderThatTheAssignmentNamesIsAlwaysAccepted() {
        for (int port = 1; port <= SenderTable.MAX_STRANGERS; port++) {
            table.find(address(port)).connection = connection;
        }
        assertNull(table.find(address(5000)));
        table.assigned(Set.of(address(5000)));
        assertNotNull(table.find(address(5000)));
        assertNull(table.find(address(5001)));
    }

    @Test
    void othersAreForgottenOnceTheyAreGoneAndTheLimitIsReached() {
        for (int port = 1; port <= SenderTable.MAX_STRANGERS; port++) {
            table.find(address(port)).received = port;
        }
        assertNotNull(table.find(address(5000)));
        assertEquals(Map.of("node:5000", 0L), table.received());
    }

    @Test
    void anAssignmentForgetsDisconnectedSendersItDoesNotName() {
        table.find(address(1));
        table.find(address(2)).connection = connection;
        table.find(address(3));
        table.assigned(Set.of(address(3)));
        assertEquals(Set.of("node:2", "node:3"), table.received().keySet());
    }
}
