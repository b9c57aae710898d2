// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package org.apache.storm.redis.bolt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import org.apache.storm.Testing;
import org.apache.storm.redis.common.config.JedisPoolConfig;
import org.apache.storm.redis.common.mapper.RedisDataTypeDescription;
import org.apache.storm.redis.common.mapper.RedisDataTypeDescription.RedisDataType;
import org.apache.storm.redis.common.mapper.RedisFilterMapper;
import org.apache.storm.redis.common.mapper.RedisLookupMapper;
import org.apache.storm.redis.common.mapper.RedisStoreMapper;
import org.apache.storm.task.IOutputCollector;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.ITuple;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.GeoCoordinate;
import redis.clients.jedis.Jedis;
import tempest.redis.RedisCluster;
import tempest.redis.RedisServer;

class RedisBoltsTest {
    private static RedisServer server;
    private static Jedis jedis;
    private final Collected collected = new Collected();

    @BeforeAll
    static void start() {
        server = RedisServer.start();
        jedis = server.connect();
    }

    @AfterAll
    static void stop() {
        jedis.close();
        server.close();
    }

    @BeforeEach
    void empty() {
        jedis.flushAll();
    }

    @ParameterizedTest
    @EnumSource(RedisDataType.class)
    void whatIsStoredIsFoundAgainByLookupAndFilter(RedisDataType type) {
        String value = switch (type) {
            case SORTED_SET -> "2.5";
            case GEO -> "13.5:52.25";
            default -> "value";
        };
        run(new RedisStoreBolt(server.config(), new Mapper(type)), "key", value);
        assertEquals(1, collected.acked);
        if (type != RedisDataType.LIST && type != RedisDataType.SET) {
            run(new RedisFilterBolt(server.config(), new Mapper(type)), "key", "x");
            run(new RedisFilterBolt(server.config(), new Mapper(type)), "nobody", "x");
            assertEquals(List.of(List.of("key", "x")), collected.emitted);
        }
        collected.emitted.clear();
        run(new RedisLookupBolt(server.config(), new Mapper(type)), "key", "");
        Object found = collected.emitted.get(0).get(1);
        switch (type) {
            case STRING, HASH, LIST -> assertEquals("value", found);
            case SET, HYPER_LOG_LOG -> assertEquals(1L, found);
            case SORTED_SET -> assertEquals(2.5, found);
            case GEO -> assertEquals(13.5, ((GeoCoordinate) ((List<?>) found).get(0)).getLongitude(), 0.001);
        }
        assertEquals(List.of(), collected.failed);
    }

    @Test
    void aLookupTakesTheEntryOutOfAListAndGivesNullWhenThereIsNone() {
        jedis.rpush("key", "first", "second");
        for (String expected : new String[] {"first", "second", null}) {
            collected.emitted.clear();
            run(new RedisLookupBolt(server.config(), new Mapper(RedisDataType.LIST)), "key", "");
            assertEquals(expected, collected.emitted.get(0).get(1));
        }
    }

    @Test
    void aFilterLooksIntoTheSetOfTheAdditionalKey() {
        jedis.sadd("extra", "member");
        run(new RedisFilterBolt(server.config(), new Mapper(RedisDataType.SET)), "member", "1");
        run(new RedisFilterBolt(server.config(), new Mapper(RedisDataType.SET)), "stranger", "2");
        assertEquals(List.of(List.of("member", "1")), collected.emitted);
        assertEquals(2, collected.acked);
    }

    @Test
    void aFilterThatCannotWorkIsRefusedWhenItIsMade() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new RedisFilterBolt(server.config(), new Mapper(RedisDataType.LIST)))
            .getMessage().contains("LIST"));
        Mapper setWithoutKey = new Mapper(new RedisDataTypeDescription(RedisDataType.SET));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new RedisFilterBolt(server.config(), setWithoutKey))
            .getMessage().contains("additional key"));
    }

    @Test
    void aValueOfTheWrongKindFailsTheTupleAndSaysWhatWouldBeRight() {
        run(new RedisStoreBolt(server.config(), new Mapper(RedisDataType.SORTED_SET)), "key", "many");
        run(new RedisStoreBolt(server.config(), new Mapper(RedisDataType.GEO)), "key", "here");
        jedis.set("key", "text");
        run(new RedisStoreBolt(server.config(), new Mapper(RedisDataType.LIST)), "key", "v");
        assertEquals(3, collected.failed.size());
        assertEquals(0, collected.acked);
        assertTrue(collected.errors.get(0).contains("'many'") && collected.errors.get(0).contains("a number is right"), collected.errors.get(0));
        assertTrue(collected.errors.get(1).contains("longitude:latitude is right"), collected.errors.get(1));
        assertTrue(collected.errors.get(2).contains("could not store key 'key' as LIST: WRONGTYPE"), collected.errors.get(2));
    }

    @Test
    void aServerThatIsAwayFailsTuplesUntilItIsBack() {
        try (RedisServer other = RedisServer.start()) {
            RedisStoreBolt bolt = new RedisStoreBolt(other.config(), new Mapper(RedisDataType.STRING));
            bolt.prepare(new HashMap<>(), null, new OutputCollector(collected));
            bolt.process(tuple("a", "1"));
            other.kill();
            bolt.process(tuple("b", "2"));
            assertEquals(1, collected.failed.size());
            other.restart();
            RedisServer.await("a tuple to be stored", () -> {
                bolt.process(tuple("b", "2"));
                return collected.acked == 2;
            });
            bolt.cleanup();
        }
    }

    @Test
    void boltsWorkOnACluster() {
        try (RedisCluster cluster = RedisCluster.start()) {
            RedisStoreBolt store = new RedisStoreBolt(cluster.config(), new Mapper(RedisDataType.STRING));
            RedisLookupBolt lookup = new RedisLookupBolt(cluster.config(), new Mapper(RedisDataType.STRING));
            store.prepare(new HashMap<>(), null, new OutputCollector(collected));
            lookup.prepare(new HashMap<>(), null, new OutputCollector(collected));
            for (int i = 0; i < 20; i++) {
                store.process(tuple("key" + i, "value" + i));
                lookup.process(tuple("key" + i, ""));
                assertEquals(List.of("key" + i, "value" + i), collected.emitted.get(i));
            }
            store.cleanup();
            lookup.cleanup();
        }
    }

    @Test
    void aBoltWithoutConfigurationSaysSo() {
        RedisStoreBolt bolt = new RedisStoreBolt((JedisPoolConfig) null, new Mapper(RedisDataType.STRING));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> bolt.prepare(new HashMap<>(), null, new OutputCollector(collected)))
            .getMessage().contains("RedisStoreBolt has neither"));
    }

    private void run(AbstractRedisBolt bolt, String key, String value) {
        bolt.prepare(new HashMap<>(), null, new OutputCollector(collected));
        bolt.execute(tuple(key, value));
        bolt.cleanup();
    }

    private static Tuple tuple(String key, String value) {
        return Testing.testTuple(new Values(key, value));
    }

    /** The first field is the key, the second the value. */
    private static final class Mapper implements RedisStoreMapper, RedisLookupMapper, RedisFilterMapper {
        private final RedisDataTypeDescription description;

        Mapper(RedisDataType type) {
            this(new RedisDataTypeDescription(type, "extra"));
        }

        Mapper(RedisDataTypeDescription description) {
            this.description = description;
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

    /** Remembers what a bolt did. */
    private static final class Collected implements IOutputCollector {
        private final List<List<Object>> emitted = new ArrayList<>();
        private final List<Tuple> failed = new ArrayList<>();
        private final List<String> errors = new ArrayList<>();
        private int acked;

        @Override
        public List<Integer> emit(String streamId, Collection<Tuple> anchors, List<Object> tuple) {
            emitted.add(tuple);
            return List.of();
        }

        @Override
        public void emitDirect(int taskId, String streamId, Collection<Tuple> anchors, List<Object> tuple) {
            throw new AssertionError("no bolt here emits directly");
        }

        @Override
        public void ack(Tuple input) {
            acked++;
        }

        @Override
        public void fail(Tuple input) {
            failed.add(input);
        }

        @Override
        public void resetTimeout(Tuple input) {
        }

        @Override
        public void flush() {
        }

        @Override
        public void reportError(Throwable error) {
            errors.add(error.getMessage());
        }
    }
}
