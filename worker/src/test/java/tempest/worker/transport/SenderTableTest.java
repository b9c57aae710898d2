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
    void a_sender_is_remembered_across_its_connections() {
        KnownSender sender = table.find(address(1));
        sender.nextBatch = 7;
        assertSame(sender, table.find(address(1)));
    }

    @Test
    void a_sender_that_the_assignment_names_is_taken_however_many_others_are_connected() {
        for (int port = 1; port <= SenderTable.MAX_STRANGERS; port++) {
            table.find(address(port)).connection = connection;
        }
        assertNull(table.find(address(5000)));
        table.assigned(Set.of(address(5000)));
        assertNotNull(table.find(address(5000)));
        assertNull(table.find(address(5001)));
    }

    @Test
    void others_are_forgotten_once_they_are_gone_and_their_place_is_needed() {
        for (int port = 1; port <= SenderTable.MAX_STRANGERS; port++) {
            table.find(address(port)).received = port;
        }
        assertNotNull(table.find(address(5000)));
        assertEquals(Map.of("node:5000", 0L), table.received());
    }

    @Test
    void an_assignment_forgets_whom_it_does_not_name_and_who_is_gone() {
        table.find(address(1));
        table.find(address(2)).connection = connection;
        table.find(address(3));
        table.assigned(Set.of(address(3)));
        assertEquals(Set.of("node:2", "node:3"), table.received().keySet());
    }
}
