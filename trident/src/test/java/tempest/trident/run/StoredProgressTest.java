// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.trident.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tempest.cluster.EmbeddedZooKeeper;

/** What coordinators and partitions leave in a real ZooKeeper. */
class StoredProgressTest {
    @TempDir
    private static Path folder;
    private static EmbeddedZooKeeper server;
    private static Transactions store;

    @BeforeAll
    static void start() throws Exception {
        server = EmbeddedZooKeeper.startLocal(folder);
        store = Transactions.open(Map.of("storm.zookeeper.port", 1, "transactional.zookeeper.port", server.port(),
            "transactional.zookeeper.servers", List.of("127.0.0.1"), "transactional.zookeeper.root", "/tx"));
    }

    @AfterAll
    static void stop() {
        store.close();
        server.close();
    }

    private static void await(java.util.concurrent.CompletableFuture<Void> write) throws Exception {
        write.get(10, TimeUnit.SECONDS);
    }

    @Test
    void valuesAreJsonThatCanBeReplacedListedAndForgotten() throws Exception {
        assertEquals(Map.of(), store.list("a/user/p"));
        await(store.add("a/user/p/1", Map.of("from", 0, "to", 10)));
        await(store.add("a/user/p/2", List.of("x", 1.5)));
        await(store.add("a/user/p/1", Map.of("from", 3)));
        assertEquals(Map.of(1L, Map.of("from", 3), 2L, List.of("x", 1.5)), store.list("a/user/p"));
        store.forget("a/user/p/1");
        store.forget("a/user/p/9");
        await(store.write("a/user/p/2", 7));
        assertEquals(Map.of(2L, 7), store.list("a/user/p"));
        assertNull(store.read("a/coordinator/currtx"));
        await(store.write("a/coordinator/currtx", 5));
        assertEquals(5, store.read("a/coordinator/currtx"));
    }

    @Test
    void aCoordinatorGoesOnWhereAnotherEndedWithAttemptsOfItsOwn() throws Exception {
        Progress first = new Progress(store, List.of("one", "two"));
        assertEquals(1, first.first());
        assertEquals(0, first.firstAttempt());
        await(first.describe(1, Arrays.asList("d1", null)));
        await(first.describe(2, Arrays.asList("d2", null)));
        first.completed(1);
        while (!first.isStored()) {
            Thread.onSpinWait();
        }
        Progress second = new Progress(store, List.of("one", "two"));
        assertEquals(2, second.first());
        assertTrue(second.firstAttempt() >= 1000);
        assertEquals("d2", second.description(0, 2));
        assertEquals("d1", second.descriptionBefore(0, 2));
        assertNull(second.description(1, 2));
        assertNull(second.description(0, 3));
        int attempt = second.firstAttempt();
        for (int i = 0; i < 2500; i++) {
            attempt = second.attemptAfter(attempt);
        }
        assertTrue(new Progress(store, List.of("one")).firstAttempt() > attempt);
    }

    @Test
    void partitionsAreFoundAgainByTheTaskThatTakesThemOver() throws Exception {
        record Part(String getId) implements org.apache.storm.trident.spout.ISpoutPartition { }

        Part part = new Part("p-0");
        PartitionLedger one = new PartitionLedger(store, "ledger");
        one.take(List.of(part));
        one.put("p-0", 1, 10);
        one.put("p-0", 2, 20);
        one.put("p-0", 3, 30);
        await(one.stored());
        one.completed(2);
        PartitionLedger other = new PartitionLedger(store, "ledger");
        other.take(List.of(part));
        assertEquals(30, other.get(part, 3));
        assertEquals(20, other.before(part, 3));
        assertNull(other.before(part, 2), "what is not needed any more is removed");
        other.forgetAfter(part, 2);
        assertNull(other.get(part, 3));
        assertEquals(Map.of(2L, 20), store.list("ledger/user/p-0"));
    }

    @Test
    void aWrongRootIsNamedInTheError() {
        String message = assertThrows(IllegalArgumentException.class, () -> Transactions.open(Map.of("transactional.zookeeper.root", "tx"))).getMessage();
        assertEquals("transactional.zookeeper.root is \"tx\" but should be a path that starts with / and does not end with it", message);
    }
}
