// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package foreign.exact;

import org.apache.storm.Config;
import org.apache.storm.StormSubmitter;
import org.apache.storm.redis.common.config.JedisPoolConfig;
import org.apache.storm.redis.trident.state.KeyFactory;
import org.apache.storm.redis.trident.state.Options;
import org.apache.storm.redis.trident.state.RedisMapState;
import org.apache.storm.trident.TridentTopology;
import org.apache.storm.trident.fluent.GroupedStream;
import org.apache.storm.trident.operation.builtin.Count;
import org.apache.storm.tuple.Fields;

/** {@code ExactRedisCount NAME PORT SENTENCES BATCH INTERVAL-MS WORKERS}: counts words into the Redis server at the port. */
public final class ExactRedisCount {
    private ExactRedisCount() {
    }

    public static void main(String[] args) throws Exception {
        String name = args[0];
        JedisPoolConfig redis = new JedisPoolConfig.Builder().setPort(Integer.parseInt(args[1])).setTimeout(500).build();
        long perPartition = Long.parseLong(args[2]) / ExactCount.PARTITIONS;
        int batch = Integer.parseInt(args[3]) / ExactCount.PARTITIONS;

        TridentTopology topology = new TridentTopology();
        GroupedStream replayed = topology.newStream(name + "-replayed", new ReplayedSentences(ExactCount.PARTITIONS, perPartition, batch))
            .parallelismHint(2)
            .each(new Fields("sentence"), new Words(), new Fields("word", "one"))
            .groupBy(new Fields("word"));
        replayed.persistentAggregate(RedisMapState.transactional(redis, options("transactional:")), new Count(), new Fields("count"))
            .parallelismHint(2);
        replayed.persistentAggregate(RedisMapState.nonTransactional(redis, options("plain:")), new Count(), new Fields("count"));
        topology.newStream(name + "-opaque", new OpaqueSentences(ExactCount.PARTITIONS, perPartition, batch))
            .parallelismHint(2)
            .each(new Fields("sentence"), new Words(), new Fields("word", "one"))
            .groupBy(new Fields("word"))
            .persistentAggregate(RedisMapState.opaque(redis, options("opaque:")), new Count(), new Fields("count"))
            .parallelismHint(2);

        Config conf = new Config();
        conf.setNumWorkers(Integer.parseInt(args[5]));
        conf.setMaxSpoutPending(3);
        conf.setMessageTimeoutSecs(8);
        conf.put(Config.TOPOLOGY_TRIDENT_BATCH_EMIT_INTERVAL_MILLIS, Integer.parseInt(args[4]));
        StormSubmitter.submitTopology(name, conf, topology.build());
    }

    private static <T> Options<T> options(String prefix) {
        Options<T> options = new Options<>();
        options.keyFactory = (KeyFactory) key -> prefix + key.get(0);
        return options;
    }
}
