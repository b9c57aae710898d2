// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.redis.trident.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.storm.redis.common.config.JedisPoolConfig;
import org.apache.storm.redis.common.mapper.RedisDataTypeDescription;
import org.apache.storm.redis.common.mapper.RedisDataTypeDescription.RedisDataType;
import org.apache.storm.topology.FailedException;
import org.apache.storm.trident.state.OpaqueValue;
import org.apache.storm.trident.state.StateFactory;
import org.apache.storm.trident.state.StateType;
import org.apache.storm.trident.state.TransactionalValue;
import org.apache.storm.trident.state.ValueUpdater;
import org.apache.storm.trident.state.map.MapState;
import org.apache.storm.trident.state.snapshot.Snapshottable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Jedis;
import tempest.redis.FaultyProxy;
import tempest.redis.RedisCluster;
import tempest.redis.RedisServer;

class RedisMapStateTest {
    private static final int WORDS = 40;
    private static final int TRANSACTIONS = 14;
    private static final int TRANSACTIONS_ON_CLUSTER = 12;
    private static RedisServer server;

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
        try (Jedis jedis = server.connect()) {
            jedis.flushAll();
        }
    }

    /** What storm-redis 2.8.3 leaves in Redis for the same calls. */
    @Test
    void valuesAreStoredAsStormRedisStoresThem() {
        MapState<Object> transactional = make(RedisMapState.transactional(server.config()));
        transactional.beginCommit(7L);
        transactional.multiPut(List.of(List.of("k1")), List.of(5L));
        MapState<Object> opaque = make(RedisMapState.opaque(server.config(), new RedisDataTypeDescription(RedisDataType.HASH, "all")));
        opaque.beginCommit(7L);
        opaque.multiPut(List.of(List.of("k2")), List.of("x"));
        try (Jedis jedis = server.connect()) {
            assertEquals("[7,5]", jedis.get("k1"));
            assertEquals("[7,\"x\",null]", jedis.hget("all", "k2"));
        }
    }

    @Test
    void aStateThatIsOneValueHasTheGlobalKeyAndOptionsAreHeeded() {
        Options<Object> options = new Options<>();
        options.globalKey = "total";
        options.expireIntervalSec = 100;
        options.localCacheSize = 0;
        options.keyFactory = key -> "prefix:" + key.get(0) + ":" + (key.size() > 1 ? key.get(1) : "");
        MapState<Object> state = make(RedisMapState.nonTransactional(server.config(), options));
        state.multiPut(List.of(List.of("a", "b")), List.of(1));
        @SuppressWarnings("unchecked")
        Snapshottable<Object> one = (Snapshottable<Object>) state;
        one.set(9);
        try (Jedis jedis = server.connect()) {
            assertEquals("9", jedis.get("prefix:total:"));
            assertEquals("1", jedis.get("prefix:a:b"));
            assertEquals(100, jedis.ttl("prefix:a:b"), 30);
        }
    }

    @Test
    void whatCannotWorkIsRefusedWhileTheTopologyIsBuilt() {
        assertTrue(assertThrows(IllegalArgumentException.class,
            () -> RedisMapState.opaque(server.config(), new RedisDataTypeDescription(RedisDataType.LIST))).getMessage()
            .contains("keeps a map as STRING or HASH, not as LIST"));
        Options<OpaqueValue> expiringBefore = new Options<>();
        expiringBefore.expireIntervalSec = -1;
        assertTrue(assertThrows(IllegalArgumentException.class, () -> RedisMapState.opaque(server.config(), expiringBefore)).getMessage()
            .contains("cannot expire keys after -1 s"));
        assertThrows(IllegalArgumentException.class, () -> RedisMapState.opaque(null));
        assertTrue(assertThrows(RuntimeException.class, () -> new KeyFactory.DefaultKeyFactory().build(List.of("a", "b"))).getMessage()
            .contains("set Options.keyFactory"));
    }

    @ParameterizedTest
    @EnumSource(StateType.class)
    void countsAreExactWithLostRepliesAndRestartsButForNonTransactionalState(StateType type) {
        try (FaultyProxy proxy = new FaultyProxy(server.port(), 11)) {
            // So long that the proxy does not lie behind: what it carried to Redis after the next try would count as that try's.
            JedisPoolConfig config = new JedisPoolConfig.Builder().setPort(proxy.port()).setTimeout(1000).build();
            proxy.fail("MSET", 0.5, FaultyProxy.Fault.values());
            Run run = new Run(type, factory(type, config), TRANSACTIONS, () -> { }, 11);
            Map<String, Long> counted = run.all(at -> {
                if (at % 10 == 5) {
                    server.kill();
                    server.restart();
                }
            });
            assertTrue(proxy.faults() > 5, "faults: " + proxy.faults());
            check(type, run.expected, counted);
        }
    }

    private static void check(StateType type, Map<String, Long> expected, Map<String, Long> counted) {
        if (type == StateType.NON_TRANSACTIONAL) {
            long more = counted.values().stream().mapToLong(Long::longValue).sum() - expected.values().stream().mapToLong(Long::longValue).sum();
            assertTrue(more > 0, "replayed batches are counted again");
        } else {
            assertEquals(expected, counted);
        }
    }

    @ParameterizedTest
    @EnumSource(value = StateType.class, names = "NON_TRANSACTIONAL", mode = EnumSource.Mode.EXCLUDE)
    void countsOnAClusterAreExactWhenNodesDieInTheMiddleOfABatch(StateType type) {
        try (RedisCluster cluster = RedisCluster.start()) {
            StateFactory factory = switch (type) {
                case NON_TRANSACTIONAL -> RedisClusterMapState.nonTransactional(cluster.config());
                case TRANSACTIONAL -> RedisClusterMapState.transactional(cluster.config());
                case OPAQUE -> RedisClusterMapState.opaque(cluster.config());
            };
            boolean[] dead = new boolean[1];
            Run run = new Run(type, factory, TRANSACTIONS_ON_CLUSTER, () -> {
                if (dead[0]) {
                    cluster.nodes().get(1).restart();
                    dead[0] = false;
                }
            }, 12);
            check(type, run.expected, run.all(at -> {
                if (at == TRANSACTIONS_ON_CLUSTER / 2) {
                    cluster.nodes().get(1).kill();
                    dead[0] = true;
                }
            }));
        }
    }

    @Test
    void theFactoriesAndTheirStatesKnowTheirKind() {
        assertEquals(StateType.OPAQUE, ((tempest.trident.run.KindOfState) RedisMapState.opaque(server.config())).stateType());
        assertEquals(TransactionalValue.class, AbstractRedisMapState.DEFAULT_SERIALIZERS.get(StateType.TRANSACTIONAL)
            .deserialize("[1,2]".getBytes()).getClass());
    }

    private static StateFactory factory(StateType type, JedisPoolConfig config) {
        return switch (type) {
            case NON_TRANSACTIONAL -> RedisMapState.nonTransactional(config);
            case TRANSACTIONAL -> RedisMapState.transactional(config);
            case OPAQUE -> RedisMapState.opaque(config);
        };
    }

    @SuppressWarnings("unchecked")
    private static MapState<Object> make(StateFactory factory) {
        return (MapState<Object>) factory.makeState(new HashMap<>(), null, 0, 1);
    }

    private interface Step {
        void at(int transaction);
    }

    /** Commits transactions as Trident does, and replays those that fail: with the same contents, or for opaque state with others. */
    private static final class Run {
        private final StateType type;
        private final StateFactory factory;
        private final int transactions;
        private final Runnable whenFailed;
        private final Random random;
        private final Map<String, Long> expected = new TreeMap<>();

        Run(StateType type, StateFactory factory, int transactions, Runnable whenFailed, long seed) {
            this.type = type;
            this.factory = factory;
            this.transactions = transactions;
            this.whenFailed = whenFailed;
            this.random = new Random(seed);
        }

        Map<String, Long> all(Step before) {
            MapState<Object> state = make(factory);
            for (int txid = 1; txid <= transactions; txid++) {
                before.at(txid);
                Map<String, Long> batch = batch();
                boolean committed = false;
                while (!committed) {
                    committed = commit(state, txid, batch) && random.nextInt(8) != 0; // another partition of it may fail
                    if (!committed) {
                        whenFailed.run();
                        batch = type == StateType.OPAQUE ? batch() : batch;
                        state = random.nextInt(3) == 0 ? make(factory) : state; // as after the death of a worker
                    }
                }
                batch.forEach((word, count) -> expected.merge(word, count, Long::sum));
            }
            List<List<Object>> keys = new ArrayList<>();
            expected.keySet().forEach(word -> keys.add(List.of(word)));
            Map<String, Long> counted = new TreeMap<>();
            List<Object> values = make(factory).multiGet(keys);
            for (int i = 0; i < keys.size(); i++) {
                counted.put((String) keys.get(i).get(0), ((Number) values.get(i)).longValue());
            }
            return counted;
        }

        private Map<String, Long> batch() {
            Map<String, Long> batch = new TreeMap<>();
            for (int i = 0; i < 30; i++) {
                batch.merge("word" + random.nextInt(WORDS), 1L, Long::sum);
            }
            return batch;
        }

        private static boolean commit(MapState<Object> state, long txid, Map<String, Long> batch) {
            List<List<Object>> keys = new ArrayList<>();
            List<ValueUpdater> updaters = new ArrayList<>();
            batch.forEach((word, count) -> {
                keys.add(List.of(word));
                ValueUpdater<Object> add = stored -> stored == null ? count : ((Number) stored).longValue() + count;
                updaters.add(add);
            });
            try {
                state.beginCommit(txid);
                state.multiUpdate(keys, updaters);
                state.commit(txid);
                return true;
            } catch (FailedException e) {
                return false;
            }
        }
    }
}
