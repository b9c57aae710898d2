// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.redis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.storm.redis.trident.state.RedisClusterMapState;
import org.apache.storm.redis.trident.state.RedisMapState;
import org.apache.storm.trident.state.StateFactory;
import org.apache.storm.trident.state.ValueUpdater;
import org.apache.storm.trident.state.map.MapState;
import redis.clients.jedis.Jedis;

/**
 * Measures how many keys a second one partition of a Trident map in Redis updates: each update reads a key and writes it, in batches, through the
 * state as a topology has it (its cache of 1,000 values included), on a server and a cluster started for it.
 * Run it on its own: {@code mvn -pl redis test-compile exec:java -Dexec.classpathScope=test -Dexec.mainClass=tempest.redis.UpdatesPerSecond}.
 */
final class UpdatesPerSecond {
    private static final int KEYS = 200_000;
    private static final int BATCH = 5_000;
    private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long MEASURED_NANOS = TimeUnit.SECONDS.toNanos(5);

    private UpdatesPerSecond() {
    }

    public static void main(String[] args) {
        try (RedisServer server = RedisServer.start()) {
            print("server, non-transactional", RedisMapState.nonTransactional(server.config()));
            flush(server);
            print("server, transactional", RedisMapState.transactional(server.config()));
            flush(server);
            print("server, opaque", RedisMapState.opaque(server.config()));
        }
        try (RedisServer server = RedisServer.start("--appendonly", "yes", "--appendfsync", "everysec")) {
            print("server with append-only file, transactional", RedisMapState.transactional(server.config()));
        }
        try (RedisCluster cluster = RedisCluster.start()) {
            print("cluster of 3 with append-only files, transactional", RedisClusterMapState.transactional(cluster.config()));
        }
    }

    private static void flush(RedisServer server) {
        try (Jedis jedis = server.connect()) {
            jedis.flushAll();
        }
    }

    @SuppressWarnings("unchecked")
    private static void print(String what, StateFactory factory) {
        MapState<Object> state = (MapState<Object>) factory.makeState(new HashMap<>(Map.of()), null, 0, 1);
        long txid = updates(state, 1, WARM_UP_NANOS);
        long start = System.nanoTime();
        long last = updates(state, txid, MEASURED_NANOS);
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("%-55s %,d key updates a second%n", what, Math.round((last - txid) * BATCH / seconds));
    }

    private static long updates(MapState<Object> state, long firstTxid, long nanos) {
        long txid = firstTxid;
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() < end) {
            List<List<Object>> keys = new ArrayList<>(BATCH);
            List<ValueUpdater> updaters = new ArrayList<>(BATCH);
            for (int i = 0; i < BATCH; i++) {
                keys.add(List.of("word" + (txid * BATCH + i) % KEYS));
                ValueUpdater<Object> add = stored -> stored == null ? 1L : ((Number) stored).longValue() + 1;
                updaters.add(add);
            }
            state.beginCommit(txid);
            state.multiUpdate(keys, updaters);
            state.commit(txid);
            txid++;
        }
        return txid;
    }
}
