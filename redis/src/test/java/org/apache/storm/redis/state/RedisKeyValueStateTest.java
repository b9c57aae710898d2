// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.redis.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.apache.storm.redis.common.config.JedisPoolConfig;
import org.apache.storm.state.DefaultStateSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;
import tempest.redis.FaultyProxy;
import tempest.redis.RedisCluster;
import tempest.redis.RedisServer;

class RedisKeyValueStateTest {
    private static RedisServer server;
    private Jedis jedis;

    @BeforeAll
    static void start() {
        server = RedisServer.startAppendOnly();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void empty() {
        jedis = server.connect();
        jedis.flushAll();
    }

    @AfterEach
    void hangUp() {
        jedis.close();
    }

    private static RedisKeyValueState<String, String> open() {
        return new RedisKeyValueState<>("ns", server.config());
    }

    @Test
    void changesAreSeenAtOnceAndStoredWhenTheyAreCommitted() {
        RedisKeyValueState<String, String> state = open();
        state.put("a", "1");
        assertEquals("1", state.get("a"));
        assertNull(open().get("a"));
        state.prepareCommit(1);
        state.put("a", "2");
        state.commit(1);
        assertEquals("2", state.get("a"));
        assertEquals("1", open().get("a"));
        assertEquals("none", state.get("b", "none"));
    }

    /** The bytes that storm-redis 2.8.3 leaves in Redis for the same calls. */
    @Test
    void theLayoutInRedisIsThatOfStormRedis() {
        RedisKeyValueState<String, String> state = open();
        state.put("a", "1");
        state.prepareCommit(1);
        byte[] key = HexFormat.of().parseHex("038261");
        assertArrayEquals(HexFormat.of().parseHex("0b01005bc204038231"), jedis.hget("ns$prepare".getBytes(), key));
        assertEquals(Map.of("prepare", "1"), jedis.hgetAll("ns$txid"));
        state.commit(1);
        assertArrayEquals(HexFormat.of().parseHex("0b01005bc204038231"), jedis.hget("ns".getBytes(), key));
        assertEquals(Map.of("prepare", "1", "commit", "1"), jedis.hgetAll("ns$txid"));
        state.delete("a");
        state.prepareCommit(2);
        assertArrayEquals(HexFormat.of().parseHex("0b00"), jedis.hget("ns$prepare".getBytes(), key));
        state.rollback();
        assertEquals(Map.of("prepare", "1", "commit", "1"), jedis.hgetAll("ns$txid"));
        assertEquals("1", state.get("a"));
    }

    @Test
    void aNewProcessFinishesOrDropsWhatTheOldOnePrepared() {
        RedisKeyValueState<String, String> state = open();
        state.put("kept", "1");
        state.prepareCommit(1);
        open().commit(1);
        state = open();
        assertEquals("1", state.get("kept"));
        state.put("dropped", "2");
        state.prepareCommit(2);
        RedisKeyValueState<String, String> next = open();
        assertEquals("2", next.get("dropped"));
        next.rollback();
        assertNull(next.get("dropped"));
        assertEquals("1", next.get("kept"));
    }

    @Test
    void transactionsOutOfOrderAreRefused() {
        RedisKeyValueState<String, String> state = open();
        state.put("a", "1");
        state.prepareCommit(3);
        assertTrue(assertThrows(RuntimeException.class, () -> state.commit(5)).getMessage().contains("3 is prepared"));
        assertTrue(assertThrows(RuntimeException.class, () -> state.prepareCommit(4)).getMessage().contains("while 3 is prepared"));
        state.commit(3);
        state.commit(3);
        assertTrue(assertThrows(RuntimeException.class, () -> state.prepareCommit(3)).getMessage().contains("committed already"));
        new RedisKeyValueState<>("fresh", server.config()).commit(9);
    }

    @Test
    void iteratingShowsPendingAndStoredEntriesOnceAndNoDeletedOnes() {
        RedisKeyValueState<String, Integer> state = new RedisKeyValueState<>("many", server.config());
        Map<String, Integer> expected = new HashMap<>();
        for (int i = 0; i < 1000; i++) {
            state.put("key" + i, i);
            expected.put("key" + i, i);
        }
        state.commit();
        state.put("key1", -1);
        expected.put("key1", -1);
        state.prepareCommit(1);
        state.delete("key2");
        expected.remove("key2");
        state.put("new", 5);
        expected.put("new", 5);
        Map<String, Integer> seen = new HashMap<>();
        state.iterator().forEachRemaining(e -> assertNull(seen.put(e.getKey(), e.getValue())));
        assertEquals(expected, seen);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anySequenceWithCrashesAndLostRepliesDoesWhatAMapDoes(long seed) {
        Random random = new Random(seed);
        try (FaultyProxy proxy = new FaultyProxy(server.port(), seed)) {
            proxy.fail("$prepare", 0.05, FaultyProxy.Fault.CUT_AFTER, FaultyProxy.Fault.LOST_BEFORE);
            JedisPoolConfig config = new JedisPoolConfig.Builder().setPort(proxy.port()).build();
            RedisKeyValueState<Integer, Integer> state = new RedisKeyValueState<>("seq" + seed, config);
            Map<Integer, Integer> now = new HashMap<>();
            Map<Integer, Integer> committed = new HashMap<>();
            for (long txid = 1; txid <= 40; txid++) {
                for (int i = random.nextInt(10); i > 0; i--) {
                    int key = random.nextInt(8);
                    if (random.nextInt(3) == 0) {
                        assertEquals(now.remove(key), state.delete(key));
                    } else {
                        now.put(key, i);
                        state.put(key, i);
                    }
                }
                if (random.nextInt(4) == 0) {
                    state = new RedisKeyValueState<>("seq" + seed, config);
                    state.rollback();
                    now = new HashMap<>(committed);
                }
                state.prepareCommit(txid);
                if (random.nextBoolean()) {
                    state = new RedisKeyValueState<>("seq" + seed, config);
                }
                if (random.nextInt(4) == 0) {
                    state.rollback();
                    now = new HashMap<>(committed);
                } else {
                    state.commit(txid);
                    committed = new HashMap<>(now);
                }
                for (int key = 0; key < 8; key++) {
                    assertEquals(now.get(key), state.get(key), "key " + key + " after transaction " + txid);
                }
            }
            assertTrue(proxy.faults() > 0);
        }
    }

    @Test
    void stateLivesInAClusterToo() {
        try (RedisCluster cluster = RedisCluster.start()) {
            RedisKeyValueState<String, String> state = new RedisKeyValueState<>("ns", cluster.config(), new DefaultStateSerializer<>(),
                new DefaultStateSerializer<>());
            state.put("a", "1");
            state.put("b", "2");
            state.prepareCommit(1);
            state.commit(1);
            state.delete("b");
            state.commit();
            Map<String, String> seen = new HashMap<>();
            new RedisKeyValueState<String, String>("ns", cluster.config(), new DefaultStateSerializer<>(), new DefaultStateSerializer<>())
                .iterator().forEachRemaining(e -> seen.put(e.getKey(), e.getValue()));
            assertEquals(Map.of("a", "1"), seen);
        }
    }

    @Test
    void stateSurvivesARestartOfTheServer() {
        RedisKeyValueState<String, String> state = open();
        state.put("a", "1");
        state.prepareCommit(1);
        server.kill();
        server.restart();
        jedis = server.connect();
        state.commit(1);
        assertEquals("1", open().get("a"));
    }
}
