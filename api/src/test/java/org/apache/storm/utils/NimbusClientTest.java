// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package org.apache.storm.utils;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.storm.Config;
import org.apache.storm.RecordingNimbus;
import org.apache.storm.generated.Nimbus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Finds the leader among real servers. */
@Timeout(30)
class NimbusClientTest {
    /** No address, which shows without asking a name server. */
    private static final String NOBODY = "[::zz]";

    @Test
    void aSeedThatLeadsIsUsedItself() throws Exception {
        try (RecordingNimbus nimbus = new RecordingNimbus();
             NimbusClient client = NimbusClient.getConfiguredClient(nimbus.clientConf())) {
            assertFalse(client.isLocal);
            assertTrue(client.getClient().isTopologyNameAllowed("a"));
            assertEquals(List.of("getLeader", "isTopologyNameAllowed"), nimbus.calls);
        }
    }

    @Test
    void aSeedThatFollowsSendsTheClientToTheLeader() throws Exception {
        try (RecordingNimbus leader = new RecordingNimbus(); RecordingNimbus follower = new RecordingNimbus()) {
            follower.leaderPort = leader.port();
            try (NimbusClient client = NimbusClient.getConfiguredClient(follower.clientConf(), 10_000)) {
                client.getClient().isTopologyNameAllowed("a");
            }
            assertEquals(List.of("getLeader"), follower.calls);
            assertEquals(List.of("getLeader", "isTopologyNameAllowed"), leader.calls);
        }
    }

    @Test
    void aSeedThatIsDownIsPassedOver() throws Exception {
        try (RecordingNimbus nimbus = new RecordingNimbus()) {
            Map<String, Object> conf = nimbus.clientConf();
            conf.put(Config.NIMBUS_SEEDS, List.of(NOBODY, "localhost"));
            try (NimbusClient client = NimbusClient.getConfiguredClient(conf)) {
                assertTrue(client.getClient().isTopologyNameAllowed("a"));
            }
        }
    }

    @Test
    void ifNobodyLeadsTheMessageNamesEverySeedAndWhyInOneLine() throws Exception {
        int free = Utils.getAvailablePort();
        Map<String, Object> conf = Utils.readDefaultConfig();
        conf.put(Config.NIMBUS_SEEDS, List.of("localhost", NOBODY));
        conf.put(Config.NIMBUS_THRIFT_PORT, free);
        conf.put(Config.STORM_NIMBUS_RETRY_TIMES, 2);
        conf.put(Config.STORM_NIMBUS_RETRY_INTERVAL, 1);
        String message = assertThrows(NimbusLeaderNotFoundException.class, () -> NimbusClient.getConfiguredClient(conf)).getMessage();
        assertTrue(message.contains("localhost:" + free + " - Connection refused"), message);
        assertTrue(message.contains(NOBODY + ":" + free), message);
        assertTrue(message.contains("nimbus.seeds"), message);
        assertFalse(message.contains("\n"), message);
    }

    @Test
    void aLeaderThatAppearsWhileTheClientRetriesIsFound() throws Exception {
        try (RecordingNimbus late = new RecordingNimbus(); RecordingNimbus seed = new RecordingNimbus()) {
            seed.leaderPort = Utils.getAvailablePort();
            Map<String, Object> conf = seed.clientConf();
            conf.put(Config.STORM_NIMBUS_RETRY_TIMES, 1_000_000);
            conf.put(Config.STORM_NIMBUS_RETRY_INTERVAL, 5);
            conf.put(Config.STORM_NIMBUS_RETRY_INTERVAL_CEILING, 5);
            Thread election = new Thread(() -> {
                while (seed.calls.size() < 3) {
                    Thread.onSpinWait();
                }
                seed.leaderPort = late.port();
            });
            election.start();
            try (NimbusClient client = NimbusClient.getConfiguredClient(conf)) {
                client.getClient().isTopologyNameAllowed("a");
            }
            election.join();
            assertEquals(List.of("getLeader", "isTopologyNameAllowed"), late.calls);
        }
    }

    @Test
    void aServerThatNeverAnswersIsGivenUpInTime() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            Map<String, Object> conf = Utils.readDefaultConfig();
            conf.put(Config.NIMBUS_SEEDS, List.of("localhost"));
            conf.put(Config.NIMBUS_THRIFT_PORT, silent.getLocalPort());
            conf.put(Config.STORM_NIMBUS_RETRY_TIMES, 0);
            assertThrows(NimbusLeaderNotFoundException.class, () -> NimbusClient.getConfiguredClient(conf, 200));
        }
    }

    @Test
    void aLeaderThatHangsKeepsNobodyWaitingForTheOneThatFollowsIt() throws Exception {
        try (ServerSocket hung = new ServerSocket(0); RecordingNimbus next = new RecordingNimbus(); RecordingNimbus seed = new RecordingNimbus()) {
            seed.leaderPort = hung.getLocalPort();
            Map<String, Object> conf = seed.clientConf();
            conf.put(Config.STORM_NIMBUS_RETRY_TIMES, 5);
            conf.put(Config.STORM_NIMBUS_RETRY_INTERVAL, 5);
            AtomicReference<Socket> asked = new AtomicReference<>();
            Thread election = new Thread(() -> {
                try {
                    asked.set(hung.accept());
                    seed.leaderPort = next.port();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            election.start();
            // Ten minutes are for an answer that takes long, not for one that never comes.
            try (NimbusClient client = NimbusClient.getConfiguredClient(conf, 600_000)) {
                client.getClient().isTopologyNameAllowed("a");
            }
            election.join();
            asked.get().close();
            assertEquals(List.of("getLeader", "isTopologyNameAllowed"), next.calls);
        }
    }

    @Test
    void noSeedsAreAMistakeInTheConfiguration() {
        Map<String, Object> conf = Utils.readDefaultConfig();
        conf.put(Config.NIMBUS_SEEDS, List.of());
        String message = assertThrows(NimbusLeaderNotFoundException.class, () -> NimbusClient.getConfiguredClient(conf)).getMessage();
        assertTrue(message.contains("nimbus.seeds"), message);
    }

    @Test
    void withinALocalClusterClientsCallItsNimbus() throws Exception {
        try (RecordingNimbus nimbus = new RecordingNimbus()) {
            Nimbus.Iface local = nimbus.iface();
            try (NimbusClient.LocalOverride override = new NimbusClient.LocalOverride(local)) {
                assertTrue(NimbusClient.isLocalOverride());
                try (NimbusClient client = NimbusClient.getConfiguredClient(new HashMap<>())) {
                    assertTrue(client.isLocal);
                    assertSame(local, client.getClient());
                }
            }
            assertFalse(NimbusClient.isLocalOverride());
        }
    }

    @Test
    void waitsGrowUpToTheirCeiling() {
        Backoff backoff = new Backoff(5, 2000, 5000);
        assertEquals(2000, backoff.waitMillis(0));
        assertEquals(3000, backoff.waitMillis(1));
        assertEquals(4500, backoff.waitMillis(2));
        assertEquals(5000, backoff.waitMillis(3));
        assertEquals(5000, backoff.waitMillis(1000));
    }
}
