// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.storm.redis.common.config.JedisClusterConfig;
import org.apache.storm.redis.common.config.JedisPoolConfig;
import org.apache.storm.redis.common.mapper.RedisDataTypeDescription.RedisDataType;
import org.apache.storm.topology.FailedException;
import org.apache.storm.topology.ReportedFailedException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisCluster;
import redis.clients.jedis.util.JedisClusterCRC16;

class KeyspaceTest {
    private static final TypedCommands STRINGS = new TypedCommands(RedisDataType.STRING, null);
    private static final TypedCommands HASH = new TypedCommands(RedisDataType.HASH, "hash");
    private static RedisServer server;
    private static RedisCluster cluster;
    private static Jedis jedis;

    @BeforeAll
    static void start() {
        server = RedisServer.start();
        cluster = RedisCluster.start();
        jedis = server.connect();
    }

    @AfterAll
    static void stop() {
        jedis.close();
        server.close();
        cluster.close();
    }

    @BeforeEach
    void empty() {
        jedis.flushAll();
        jedis.configResetStat();
        cluster.nodes().forEach(node -> {
            try (Jedis each = node.connect()) {
                each.flushAll();
                each.configResetStat();
            }
        });
    }

    private static Keyspace onServer(JedisPoolConfig config) {
        return Keyspace.ofServer(Connections.pool(Connections.serverPoolConfig(), config), Connections.name(config));
    }

    private static Keyspace onCluster(JedisClusterConfig config) {
        return Keyspace.ofCluster(new ClusterLink(Connections.nodePoolConfig(), config), Connections.name(config));
    }

    private static List<Keyspace> both() {
        return List.of(onServer(server.config()), onCluster(cluster.config()));
    }

    @Test
    void aBatchIsReadAndWrittenByFewCommandsAndInOrder() {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < 2500; i++) {
            values.put("key" + i, "value" + i);
        }
        List<String> keys = new ArrayList<>(values.keySet());
        keys.add(1, "nobody");
        List<String> expected = new ArrayList<>(values.values());
        expected.add(1, null);
        for (TypedCommands typed : List.of(STRINGS, HASH)) {
            for (Keyspace redis : both()) {
                redis.write(typed, null, values, 0);
                assertEquals(expected, redis.read(typed, keys));
            }
        }
        String stats = jedis.info("commandstats");
        assertEquals(3, calls(stats, "mset"), stats);
        assertEquals(3, calls(stats, "mget"), stats);
        assertEquals(3, calls(stats, "hmset"), stats);
        assertEquals(3, calls(stats, "hmget"), stats);
        for (RedisServer node : cluster.nodes()) {
            try (Jedis each = node.connect()) {
                assertTrue(each.dbSize() > 500, "keys are spread over the nodes");
            }
        }
    }

    private static int calls(String stats, String command) {
        Matcher calls = Pattern.compile("cmdstat_" + command + ":calls=(\\d+)").matcher(stats);
        return calls.find() ? Integer.parseInt(calls.group(1)) : 0;
    }

    @ParameterizedTest
    @EnumSource(RedisDataType.class)
    void eachTypeIsStoredWithATimeToLiveAndLookedUp(RedisDataType type) {
        TypedCommands typed = new TypedCommands(type, "extra");
        String value = type == RedisDataType.GEO ? "13.5:52.25" : "2.5";
        for (Keyspace redis : both()) {
            redis.store(typed, List.of(Map.entry("a", value), Map.entry("b", value)), 100);
            List<String> found = redis.read(typed, List.of("a", "nobody"));
            switch (type) {
                case STRING, HASH, LIST, SORTED_SET -> assertEquals("2.5", found.get(0));
                case SET, HYPER_LOG_LOG -> assertEquals("1", found.get(0));
                case GEO -> assertTrue(found.get(0).matches("13\\.(5|49).*:52\\.2.*"), found.get(0));
            }
            assertEquals(type == RedisDataType.SET || type == RedisDataType.HYPER_LOG_LOG ? "0" : null, found.get(1));
        }
        assertTimeToLive(100, jedis.ttl(typed.redisKey("a")));
        try (JedisCluster client = cluster.connect()) {
            assertTimeToLive(100, client.ttl(typed.redisKey("b")));
        }
    }

    /** Some of it may have gone by. */
    private static void assertTimeToLive(long given, long left) {
        assertTrue(left <= given && left > given - 30, left + " s left of " + given);
    }

    @Test
    void mapsAreWrittenWithATimeToLive() {
        for (Keyspace redis : both()) {
            redis.write(STRINGS, null, Map.of("a", "1"), 50);
            redis.write(HASH, null, Map.of("a", "1"), 60);
        }
        assertTimeToLive(50, jedis.ttl("a"));
        assertTimeToLive(60, jedis.ttl("hash"));
    }

    @Test
    void aSlotThatMovedIsFollowed() {
        Keyspace redis = onCluster(cluster.config());
        Map<String, String> values = Map.of("{slot}a", "1", "{slot}b", "2");
        redis.write(STRINGS, null, Map.of("{slot}a", "0"), 0);
        try (JedisCluster client = cluster.connect()) {
            client.del("{slot}a");
        }
        int slot = JedisClusterCRC16.getSlot("{slot}a");
        RedisServer owner = cluster.nodes().get(slot * 3 / 16_384);
        RedisServer next = cluster.nodes().get((slot * 3 / 16_384 + 1) % 3);
        String id;
        try (Jedis to = next.connect()) {
            id = to.clusterMyId();
            to.clusterSetSlotNode(slot, id);
        }
        try (Jedis from = owner.connect()) {
            from.clusterSetSlotNode(slot, id);
        }
        redis.write(STRINGS, null, values, 0);
        assertEquals(List.of("1", "2"), redis.read(STRINGS, List.of("{slot}a", "{slot}b")));
        try (Jedis from = owner.connect(); Jedis to = next.connect()) {
            to.flushAll();
            to.clusterSetSlotNode(slot, from.clusterMyId());
            from.clusterSetSlotNode(slot, from.clusterMyId());
        }
    }

    @Test
    void aNodeThatWasRestartedIsFoundAgain() {
        Keyspace redis = onCluster(cluster.config());
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < 100; i++) {
            values.put("key" + i, "value");
        }
        redis.write(STRINGS, null, values, 0);
        cluster.nodes().get(1).kill();
        assertThrows(FailedException.class, () -> redis.write(STRINGS, null, values, 0));
        cluster.nodes().get(1).restart();
        RedisServer.await("writes to work again", () -> {
            try {
                redis.write(STRINGS, null, values, 0);
                return true;
            } catch (FailedException notYet) {
                return false;
            }
        });
        assertEquals(List.of("value", "value"), redis.read(STRINGS, List.of("key1", "key2")));
    }

    @Test
    void aServerThatIsAwayFailsTheBatchAfterAFewAttemptsAndIsUsedAgainWhenItIsBack() {
        try (RedisServer other = RedisServer.startAppendOnly()) {
            Keyspace redis = onServer(other.config());
            redis.write(STRINGS, null, Map.of("a", "1"), 0);
            other.kill();
            String message = assertThrows(ReportedFailedException.class, () -> redis.read(STRINGS, List.of("a", "b"))).getMessage();
            assertEquals("Redis at 127.0.0.1:" + other.port() + " did not read 2 keys in 4 attempts: Connection refused", message);
            other.restart();
            assertEquals(List.of("1"), redis.read(STRINGS, List.of("a")));
            other.kill();
            other.restart();
            assertEquals(List.of("1"), redis.read(STRINGS, List.of("a")), "a connection that broke while it was idle does no harm");
        }
    }

    @Test
    void aClusterThatIsAwayFailsTheBatchAndNothingBefore() {
        JedisClusterConfig config;
        try (RedisServer gone = RedisServer.start()) {
            config = new JedisClusterConfig.Builder().setNodes(Set.of(
                InetSocketAddress.createUnresolved(RedisServer.HOST, gone.port()))).build();
        }
        Keyspace redis = onCluster(config);
        String message = assertThrows(ReportedFailedException.class, () -> redis.read(STRINGS, List.of("a"))).getMessage();
        assertTrue(message.startsWith("Redis cluster at 127.0.0.1:") && message.contains("Connection refused"), message);
        assertEquals(1, message.lines().count());
    }

    @Test
    void aServerThatIsSilentHoldsABatchNoLongerThanItsAttempts() {
        try (FaultyProxy proxy = new FaultyProxy(server.port(), 1)) {
            proxy.fail("MGET", 1, FaultyProxy.Fault.SILENT_AFTER);
            Keyspace redis = onServer(new JedisPoolConfig.Builder().setPort(proxy.port()).setTimeout(100).build());
            long start = System.nanoTime();
            String message = assertThrows(ReportedFailedException.class, () -> redis.read(STRINGS, List.of("a"))).getMessage();
            assertTrue(message.endsWith("did not read 1 key in 4 attempts: Read timed out"), message);
            assertTrue(System.nanoTime() - start < 20_000_000_000L);
            proxy.heal();
            RedisServer.await("reads to work again", () -> {
                try {
                    return redis.read(STRINGS, List.of("a")).size() == 1;
                } catch (FailedException notYet) {
                    return false;
                }
            });
        }
    }

    @Test
    void aRefusalOfRedisIsReportedAndNotRetried() {
        jedis.set("hash", "text");
        Keyspace redis = onServer(server.config());
        String message = assertThrows(ReportedFailedException.class, () -> redis.write(HASH, null, Map.of("a", "1"), 0)).getMessage();
        assertTrue(message.startsWith("Redis at 127.0.0.1:" + server.port() + " did not write 1 key: WRONGTYPE"), message);
        assertEquals(1, calls(jedis.info("commandstats"), "hmset"));
        message = assertThrows(ReportedFailedException.class,
            () -> redis.store(new TypedCommands(RedisDataType.SORTED_SET, "z"), List.of(Map.entry("a", "x")), 0)).getMessage();
        assertTrue(message.contains("a number is right"), message);
    }
}
