// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.redis.trident.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.apache.storm.redis.common.config.JedisPoolConfig;
import org.apache.storm.redis.common.mapper.RedisDataTypeDescription;
import org.apache.storm.redis.common.mapper.RedisDataTypeDescription.RedisDataType;
import org.apache.storm.redis.common.mapper.RedisLookupMapper;
import org.apache.storm.redis.common.mapper.RedisStoreMapper;
import org.apache.storm.topology.FailedException;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.tuple.TridentTuple;
import org.apache.storm.trident.tuple.TridentTupleView;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.ITuple;
import org.apache.storm.tuple.Values;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisCluster;
import tempest.redis.RedisCluster;
import tempest.redis.RedisServer;

class RedisStateTest {
    private static RedisServer server;
    private static RedisCluster cluster;

    @BeforeAll
    static void start() {
        server = RedisServer.start();
        cluster = RedisCluster.start();
    }

    @AfterAll
    static void stop() {
        server.close();
        cluster.close();
    }

    @BeforeEach
    void empty() {
        try (Jedis jedis = server.connect()) {
            jedis.flushAll();
        }
    }

    private static RedisState onServer(JedisPoolConfig config) {
        return (RedisState) new RedisState.Factory(config).makeState(new HashMap<>(), null, 0, 1);
    }

    private static RedisClusterState onCluster() {
        return (RedisClusterState) new RedisClusterState.Factory(cluster.config()).makeState(new HashMap<>(), null, 0, 1);
    }

    private static List<TridentTuple> tuples(String... keysAndValues) {
        List<TridentTuple> tuples = new ArrayList<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            tuples.add(TridentTupleView.createFreshTuple(new Fields("key", "value"), keysAndValues[i], keysAndValues[i + 1]));
        }
        return tuples;
    }

    @Test
    void aBatchIsStoredAndQueriedOnAServer() {
        RedisState state = onServer(server.config());
        new RedisStateUpdater(new Mapper(RedisDataType.STRING)).withExpire(100).updateState(state, tuples("a", "1", "b", "2", "a", "3"), null);
        RedisStateQuerier querier = new RedisStateQuerier(new Mapper(RedisDataType.STRING));
        List<TridentTuple> asked = tuples("a", "", "nobody", "", "b", "");
        List<List<Values>> answers = querier.batchRetrieve(state, asked);
        Collected collected = new Collected();
        for (int i = 0; i < asked.size(); i++) {
            querier.execute(asked.get(i), answers.get(i), collected);
        }
        List<Object> missing = new ArrayList<>(List.of("nobody"));
        missing.add(null);
        assertEquals(List.of(List.of("a", "3"), missing, List.of("b", "2")), collected.emitted);
        try (Jedis jedis = server.connect()) {
            assertEquals(100, jedis.ttl("a"), 2);
        }
    }

    @Test
    void aBatchIsStoredAndQueriedOnACluster() {
        RedisClusterState state = onCluster();
        new RedisClusterStateUpdater(new Mapper(RedisDataType.HASH)).withExpire(100).updateState(state, tuples("a", "1", "b", "2"), null);
        new RedisClusterStateUpdater(new Mapper(RedisDataType.STRING)).updateState(state, tuples("a", "8", "b", "9"), null);
        assertEquals(List.of(List.of(new Values("a", "1")), List.of(new Values("b", "2"))),
            new RedisClusterStateQuerier(new Mapper(RedisDataType.HASH)).batchRetrieve(state, tuples("a", "", "b", "")));
        assertEquals(List.of(List.of(new Values("b", "9"))),
            new RedisClusterStateQuerier(new Mapper(RedisDataType.STRING)).batchRetrieve(state, tuples("b", "")));
        JedisCluster client = state.getJedisCluster();
        assertEquals(100, client.ttl("extra"), 2);
        state.returnJedisCluster(client);
        client.close();
    }

    @Test
    void eachValueOfAKeyCountsForListsAndSets() {
        RedisState state = onServer(server.config());
        RedisClusterState clustered = onCluster();
        new RedisStateUpdater(new Mapper(RedisDataType.LIST)).updateState(state, tuples("l", "1", "l", "2", "l", "1"), null);
        new RedisStateUpdater(new Mapper(RedisDataType.SET)).updateState(state, tuples("s", "1", "s", "2", "s", "1"), null);
        new RedisClusterStateUpdater(new Mapper(RedisDataType.LIST)).updateState(clustered, tuples("l", "1", "l", "2"), null);
        Jedis jedis = state.getJedis();
        assertEquals(List.of("1", "2", "1"), jedis.lrange("l", 0, -1));
        assertEquals(2, jedis.scard("s"));
        state.returnJedis(jedis);
        assertEquals(List.of("1", "2"), clustered.getJedisCluster().lrange("l", 0, -1));
        clustered.getJedisCluster().close();
    }

    @Test
    void badValuesAndAnAbsentServerFailTheBatchAndANegativeTimeToLiveIsRefused() {
        RedisState state = onServer(server.config());
        String message = assertThrows(FailedException.class,
            () -> new RedisStateUpdater(new Mapper(RedisDataType.GEO)).updateState(state, tuples("a", "x"), null)).getMessage();
        assertTrue(message.contains("longitude:latitude is right"), message);
        assertThrows(IllegalArgumentException.class, () -> new RedisStateUpdater(new Mapper(RedisDataType.STRING)).withExpire(-5));
        RedisServer gone = RedisServer.start();
        gone.close();
        assertThrows(FailedException.class, () -> onServer(gone.config()).getJedis());
    }

    /** The first field is the key, the second the value. */
    private static final class Mapper implements RedisStoreMapper, RedisLookupMapper {
        private final RedisDataTypeDescription description;

        Mapper(RedisDataType type) {
            this.description = new RedisDataTypeDescription(type, "extra");
        }

        @Override
        public String getKeyFromTuple(ITuple tuple) {
            return tuple.getString(0);
        }

        @Override
        public String getValueFromTuple(ITuple tuple) {
            return tuple.getString(1);
        }

        @Override
        public RedisDataTypeDescription getDataTypeDescription() {
            return description;
        }

        @Override
        public List<Values> toTuple(ITuple input, Object value) {
            return List.of(new Values(input.getString(0), value));
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("key", "value"));
        }
    }

    /** Remembers what was emitted. */
    private static final class Collected implements TridentCollector {
        private final List<List<Object>> emitted = new ArrayList<>();

        @Override
        public void emit(List<Object> values) {
            emitted.add(values);
        }

        @Override
        public void flush() {
        }

        @Override
        public void reportError(Throwable t) {
            throw new AssertionError(t);
        }
    }
}
