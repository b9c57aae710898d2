// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0

package tempest.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import foreign.exact.ExactCount;
import foreign.exact.Sentences;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import tempest.redis.FaultyProxy;
import tempest.redis.RedisServer;

/**
 * A word count by a jar that was compiled against Apache Storm's storm-redis, into a Redis server with an append-only file, while workers are killed
 * at random moments, the Redis server is killed and started again, and writes are lost, or made without being confirmed. The expected
 * counts are known. The same batches counted without transactions must overcount: otherwise the test proves nothing.
 */
class ExactlyOnceInRedisTest {
    private static final long SEED = Long.getLong("tempest.seed", 20_261_121L);
    private static final double TROUBLED = 0.03;
    /** Requests cut: the few tries of some batches. */
    private static final int FAILED_BATCHES = 12;

    @Test
    void countsInRedisAreExactWhenWorkersAndRedisAreKilledAndWritesFail() throws Exception {
        run(new Plan(24_000, 1000, 100, 3, 1_500, 3_500, false, Duration.ofSeconds(180)));
    }

    /** A million sentences. */
    @Test
    @Tag("soak")
    void countsInRedisOfAMillionSentencesAreExactThroughManyKillsAndRestarts() throws Exception {
        run(new Plan(1_000_000, 4000, 100, Integer.getInteger("tempest.kills", 24), 3_000, 7_000, true, Duration.ofMinutes(12)));
    }

    /**
     * The faults injected into a run.
     *
     * @param leastPause milliseconds between two kills, at least
     * @param daemons    whether a supervisor and Nimbus restart meanwhile
     */
    private record Plan(long sentences, int batch, int intervalMs, int kills, int leastPause, int mostPause, boolean daemons, Duration patience) { }

    private static void run(Plan plan) throws Exception {
        Random random = new Random(SEED);
        try (RedisServer redis = RedisServer.startAppendOnly(); FaultyProxy proxy = new FaultyProxy(redis.port(), SEED);
             TestCluster cluster = TestCluster.start()) {
            proxy.fail("MSET", TROUBLED, FaultyProxy.Fault.values());
            cluster.storm("jar", jar().toString(), "foreign.exact.ExactRedisCount", "exact", Integer.toString(proxy.port()),
                Long.toString(plan.sentences), Integer.toString(plan.batch), Integer.toString(plan.intervalMs), "3").ok();
            cluster.await("the first counts", () -> total(redis, "transactional:") > 0 && total(redis, "opaque:") > 0);
            // One table cannot be reached for a while: batches are replayed whose other tables were written, which must show in the plain one.
            int before = proxy.faults();
            proxy.fail("transactional:", 1, FaultyProxy.Fault.CUT_AFTER);
            cluster.await("some batches to fail", () -> proxy.faults() >= before + FAILED_BATCHES);
            proxy.fail("MSET", TROUBLED, FaultyProxy.Fault.values());
            int killed = 0;
            while (killed < plan.kills) {
                pause(cluster, plan.leastPause + random.nextInt(plan.mostPause - plan.leastPause));
                List<ProcessHandle> workers = cluster.workers();
                if (!workers.isEmpty() && workers.get(random.nextInt(workers.size())).destroyForcibly()) {
                    killed++;
                }
                if (killed % 4 == 2) {
                    redis.kill();
                    pause(cluster, random.nextInt(1_000));
                    redis.restart();
                }
                if (plan.daemons && killed % 8 == 3) {
                    restart(cluster, "supervisor");
                }
                if (plan.daemons && killed % 8 == 6) {
                    restart(cluster, "nimbus");
                }
            }
            check(plan, redis, proxy, cluster, killed);
        }
    }

    private static void check(Plan plan, RedisServer redis, FaultyProxy proxy, TestCluster cluster, int killed) throws Exception {
        long all = plan.sentences * Sentences.WORDS;
        long end = System.nanoTime() + plan.patience.toNanos();
        while (total(redis, "transactional:") < all || total(redis, "opaque:") < all) {
            assertTrue(System.nanoTime() - end < 0, "seed " + SEED + ": not all of " + all + " was counted within " + plan.patience + ": "
                + totals(redis) + "\nopaque " + counts(redis, "opaque:") + "\nexpected " + expected(plan.sentences) + "\n" + cluster.tails());
            pause(cluster, 200);
        }
        pause(cluster, 2_000); // what is counted twice would be counted late
        System.out.println("killed " + killed + ", failed writes " + proxy.faults() + ", totals " + totals(redis));
        Map<String, Long> expected = expected(plan.sentences);
        for (String prefix : List.of("transactional:", "opaque:")) {
            assertEquals(expected, counts(redis, prefix), prefix + " seed " + SEED);
        }
        assertTrue(total(redis, "plain:") > all, "seed " + SEED + ": nothing was counted twice without transactions, so nothing was tested");
    }

    private static Path jar() throws Exception {
        Path folder = Path.of(System.getProperty("tempest.redis"));
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().matches("tempest-redis-topology-.*\\.jar")).findFirst()
                .orElseThrow(() -> new IllegalStateException("no jar in " + folder + "; build that module first"));
        }
    }

    private static void restart(TestCluster cluster, String daemon) throws Exception {
        Process running = cluster.daemon(daemon);
        running.destroyForcibly();
        running.waitFor(60, TimeUnit.SECONDS);
        cluster.startDaemon(daemon);
    }

    private static void pause(TestCluster cluster, long millis) throws InterruptedException {
        cluster.daemon("dev-zookeeper").waitFor(millis, TimeUnit.MILLISECONDS);
    }

    private static Map<String, Long> expected(long sentences) {
        Map<String, Long> counts = new TreeMap<>();
        for (int partition = 0; partition < ExactCount.PARTITIONS; partition++) {
            for (long i = 0; i < sentences / ExactCount.PARTITIONS; i++) {
                for (String word : Sentences.sentence(partition, i).split(" ")) {
                    counts.merge(word, 1L, Long::sum);
                }
            }
        }
        return counts;
    }

    private static long total(RedisServer redis, String prefix) {
        return counts(redis, prefix).values().stream().mapToLong(Long::longValue).sum();
    }

    private static String totals(RedisServer redis) {
        return "transactional " + total(redis, "transactional:") + ", opaque " + total(redis, "opaque:") + ", plain " + total(redis, "plain:");
    }

    /** Values are JSON: a number, or a list of transaction, count and perhaps the count before. */
    private static Map<String, Long> counts(RedisServer redis, String prefix) {
        Map<String, Long> counts = new TreeMap<>();
        try (Jedis jedis = redis.connect()) {
            List<String> keys = new ArrayList<>(jedis.keys(prefix + "*"));
            List<String> values = keys.isEmpty() ? List.of() : jedis.mget(keys.toArray(String[]::new));
            for (int i = 0; i < keys.size(); i++) {
                String[] parts = values.get(i).replaceAll("[\\[\\]]", "").split(",");
                String count = parts[parts.length == 1 ? 0 : 1];
                counts.put(keys.get(i).substring(prefix.length()), count.equals("null") ? 0 : Long.parseLong(count)); // null: taken back
            }
        }
        return counts;
    }
}
