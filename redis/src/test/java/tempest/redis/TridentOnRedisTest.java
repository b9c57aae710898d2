// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.storm.Config;
import org.apache.storm.LocalCluster;
import org.apache.storm.redis.common.config.JedisPoolConfig;
import org.apache.storm.redis.common.mapper.RedisDataTypeDescription;
import org.apache.storm.redis.common.mapper.RedisDataTypeDescription.RedisDataType;
import org.apache.storm.redis.common.mapper.RedisLookupMapper;
import org.apache.storm.redis.common.mapper.RedisStoreMapper;
import org.apache.storm.redis.trident.state.Options;
import org.apache.storm.redis.trident.state.RedisMapState;
import org.apache.storm.redis.trident.state.RedisState;
import org.apache.storm.redis.trident.state.RedisStateQuerier;
import org.apache.storm.redis.trident.state.RedisStateUpdater;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.trident.TridentTopology;
import org.apache.storm.trident.fluent.GroupedStream;
import org.apache.storm.trident.operation.TridentCollector;
import org.apache.storm.trident.operation.builtin.Count;
import org.apache.storm.trident.spout.IBatchSpout;
import org.apache.storm.trident.state.OpaqueValue;
import org.apache.storm.trident.state.StateFactory;
import org.apache.storm.trident.state.TransactionalValue;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.ITuple;
import org.apache.storm.tuple.Values;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** Trident topologies on a LocalCluster with state in a Redis that loses replies and is restarted. */
class TridentOnRedisTest {
    private static final int BATCHES = 40;
    private static final int WORDS_IN_A_BATCH = 50;
    private static final int VOCABULARY = 23;

    @Test
    void aWordCountIsExactInTransactionalAndOpaqueStateAndTooHighWithout() throws Exception {
        try (RedisServer server = RedisServer.startAppendOnly(); FaultyProxy proxy = new FaultyProxy(server.port(), 5);
             LocalCluster cluster = new LocalCluster()) {
            JedisPoolConfig config = new JedisPoolConfig.Builder().setPort(proxy.port()).setTimeout(1000).build();
            proxy.fail("MSET", 0.5, FaultyProxy.Fault.values());
            TridentTopology topology = new TridentTopology();
            GroupedStream words = topology.newStream("words", new NumberedWords()).groupBy(new Fields("word"));
            words.persistentAggregate(transactional(config), new Count(), new Fields("count"));
            words.persistentAggregate(opaque(config), new Count(), new Fields("count"));
            words.persistentAggregate(plain(config), new Count(), new Fields("count"));
            cluster.submitTopology("counts", conf(), topology.build());
            RedisServer.await("the first counts", () -> total(server, "t:") > 0);
            server.kill();
            server.restart();
            RedisServer.await("faults", () -> proxy.faults() > 10);
            proxy.heal();
            long all = BATCHES * WORDS_IN_A_BATCH;
            RedisServer.await("all to be counted", () -> total(server, "t:") >= all && total(server, "o:") >= all && total(server, "p:") >= all);
            Map<String, Long> expected = new TreeMap<>();
            for (int i = 0; i < all; i++) {
                expected.merge("word" + i % VOCABULARY, 1L, Long::sum);
            }
            assertEquals(expected, counts(server, "t:"));
            assertEquals(expected, counts(server, "o:"));
            assertTrue(total(server, "p:") > all, "without transactions replayed batches are counted again");
        }
    }

    @Test
    void tuplesAreStoredAndLookedUpByATopology() throws Exception {
        try (RedisServer server = RedisServer.start(); LocalCluster cluster = new LocalCluster()) {
            TridentTopology topology = new TridentTopology();
            RedisState.Factory redis = new RedisState.Factory(server.config());
            topology.newStream("words", new NumberedWords())
                .stateQuery(topology.newStaticState(redis), new Fields("word"),
                    new RedisStateQuerier(new Mapper(new RedisDataTypeDescription(RedisDataType.HASH, "known"))), new Fields("found"))
                .partitionPersist(redis, new Fields("word", "found"),
                    new RedisStateUpdater(new Mapper(new RedisDataTypeDescription(RedisDataType.STRING))).withExpire(1000), new Fields());
            try (Jedis jedis = server.connect()) {
                jedis.hset("known", "word3", "three");
            }
            cluster.submitTopology("lookups", conf(), topology.build());
            RedisServer.await("every word to be stored", () -> {
                try (Jedis jedis = server.connect()) {
                    return jedis.dbSize() == VOCABULARY + 1;
                }
            });
            try (Jedis jedis = server.connect()) {
                assertEquals("three", jedis.get("word3"));
                assertEquals("unknown", jedis.get("word4"));
                assertTrue(jedis.ttl("word4") > 900);
            }
        }
    }

    private static Config conf() {
        Config conf = new Config();
        conf.setMessageTimeoutSecs(5);
        conf.put(Config.TOPOLOGY_TRIDENT_BATCH_EMIT_INTERVAL_MILLIS, 20);
        return conf;
    }

    private static StateFactory transactional(JedisPoolConfig config) {
        Options<TransactionalValue> options = new Options<>();
        options.keyFactory = key -> "t:" + key.get(0);
        return RedisMapState.transactional(config, options);
    }

    private static StateFactory opaque(JedisPoolConfig config) {
        Options<OpaqueValue> options = new Options<>();
        options.keyFactory = key -> "o:" + key.get(0);
        return RedisMapState.opaque(config, options);
    }

    private static StateFactory plain(JedisPoolConfig config) {
        Options<Object> options = new Options<>();
        options.keyFactory = key -> "p:" + key.get(0);
        return RedisMapState.nonTransactional(config, options);
    }

    private static long total(RedisServer server, String prefix) {
        return counts(server, prefix).values().stream().mapToLong(Long::longValue).sum();
    }

    /** Values are JSON: a number, or a list of transaction, count and perhaps the count before. */
    private static Map<String, Long> counts(RedisServer server, String prefix) {
        Map<String, Long> counts = new TreeMap<>();
        try (Jedis jedis = server.connect()) {
            for (String key : jedis.keys(prefix + "*")) {
                String[] parts = jedis.get(key).replaceAll("[\\[\\]]", "").split(",");
                String count = parts[parts.length == 1 ? 0 : 1];
                counts.put(key.substring(prefix.length()), count.equals("null") ? 0 : Long.parseLong(count)); // null: taken back
            }
        }
        return counts;
    }

    /** Emits the same tuples for a batch on every call. */
    private static final class NumberedWords implements IBatchSpout {
        private static final long serialVersionUID = 1L;

        @Override
        public void open(Map<String, Object> conf, TopologyContext context) {
        }

        @Override
        public void emitBatch(long batchId, TridentCollector collector) {
            if (batchId > BATCHES) {
                return;
            }
            for (long i = (batchId - 1) * WORDS_IN_A_BATCH; i < batchId * WORDS_IN_A_BATCH; i++) {
                collector.emit(new Values("word" + i % VOCABULARY));
            }
        }

        @Override
        public void ack(long batchId) {
        }

        @Override
        public void close() {
        }

        @Override
        public Map<String, Object> getComponentConfiguration() {
            return new HashMap<>();
        }

        @Override
        public Fields getOutputFields() {
            return new Fields("word");
        }
    }

    private static final class Mapper implements RedisStoreMapper, RedisLookupMapper {
        private static final long serialVersionUID = 1L;
        private final RedisDataTypeDescription description;

        Mapper(RedisDataTypeDescription description) {
            this.description = description;
        }

        @Override
        public String getKeyFromTuple(ITuple tuple) {
            return tuple.getStringByField("word");
        }

        @Override
        public String getValueFromTuple(ITuple tuple) {
            return tuple.getStringByField("found");
        }

        @Override
        public RedisDataTypeDescription getDataTypeDescription() {
            return description;
        }

        @Override
        public List<Values> toTuple(ITuple input, Object value) {
            return List.of(new Values(value == null ? "unknown" : value));
        }

        @Override
        public void declareOutputFields(OutputFieldsDeclarer declarer) {
            declarer.declare(new Fields("found"));
        }
    }
}
