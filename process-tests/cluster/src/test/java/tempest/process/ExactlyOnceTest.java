// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import foreign.exact.ExactCount;
import foreign.exact.Sentences;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A word count of the foreign jar, over replayable and over opaque batches, into tables outside of the workers, while workers are killed at random moments,
 * daemons restart, and writes are refused or made without being confirmed. The expected counts are known. The same batches go into a
 * table without transactions, which must overcount: otherwise the test proves nothing.
 */
class ExactlyOnceTest {
    private static final long SEED = Long.getLong("tempest.seed", 20_261_121L);

    @Test
    void countsAreExactWhenWorkersAreKilledAndWritesFail() throws Exception {
        run(new Plan(40_000, 1000, 100, 3, 1_500, 3_500, false, Duration.ofSeconds(180)));
    }

    /** A million sentences. */
    @Test
    @Tag("soak")
    void countsOfAMillionSentencesAreExactThroughManyKillsAndRestarts() throws Exception {
        run(new Plan(1_000_000, 2000, 250, Integer.getInteger("tempest.kills", 24), 3_000, 7_000, true, Duration.ofMinutes(12)));
    }

    /**
     * The faults injected into a run.
     *
     * @param leastPause milliseconds between two kills, at least
     * @param daemons    whether a supervisor and Nimbus restart meanwhile
     */
    private record Plan(long sentences, int batch, int intervalMs, int kills, int leastPause, int mostPause, boolean daemons, Duration patience) { }

    private static void run(Plan plan) throws Exception {
        Map<String, Long> expected = expected(plan.sentences);
        Random random = new Random(SEED);
        try (TableServer tables = new TableServer(SEED, 0.02); TestCluster cluster = TestCluster.start()) {
            cluster.storm("jar", cluster.foreignJar().toString(), "foreign.exact.ExactCount", "exact", Integer.toString(tables.port()),
                Long.toString(plan.sentences), Integer.toString(plan.batch), Integer.toString(plan.intervalMs), "3").ok();
            cluster.await("the first counts", () -> total(tables, "transactional", 1) > 0 && total(tables, "opaque", 1) > 0);
            int killed = 0;
            while (killed < plan.kills) {
                pause(cluster, plan.leastPause + random.nextInt(plan.mostPause - plan.leastPause));
                List<ProcessHandle> workers = cluster.workers();
                if (!workers.isEmpty() && workers.get(random.nextInt(workers.size())).destroyForcibly()) {
                    killed++;
                }
                if (plan.daemons && killed % 8 == 3) {
                    restart(cluster, "supervisor");
                }
                if (plan.daemons && killed % 8 == 6) {
                    restart(cluster, "nimbus");
                }
            }
            long all = plan.sentences * Sentences.WORDS;
            long end = System.nanoTime() + plan.patience.toNanos();
            while (total(tables, "transactional", 1) < all || total(tables, "opaque-of-replayed", 1) < all || total(tables, "opaque", 1) < all) {
                assertTrue(System.nanoTime() - end < 0, () -> "seed " + SEED + ": not all was counted within " + plan.patience + ": " + totals(tables)
                    + " of " + all + "\n" + tails(cluster));
                pause(cluster, 200);
            }
            // What is counted twice would be counted late.
            pause(cluster, 2_000);
            System.out.println("killed " + killed + ", refused " + tables.refused + ", unconfirmed " + tables.unconfirmed + ", totals " + totals(tables));
            for (String table : List.of("transactional", "opaque-of-replayed", "opaque")) {
                assertEquals(expected, counts(tables, table), table + ", seed " + SEED);
            }
            assertTrue(total(tables, "plain", 0) > all, () -> "seed " + SEED + ": nothing was counted twice without transactions, so nothing was tested");
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

    private static String tails(TestCluster cluster) {
        try {
            return cluster.tails();
        } catch (java.io.IOException e) {
            return e.toString();
        }
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

    /** Values are JSON: a number, or a list of transaction, count and perhaps the count before; null if there is none any more. */
    private static Map<String, Long> counts(TableServer tables, String table) {
        Map<String, Long> counts = new TreeMap<>();
        int place = table.equals("plain") ? 0 : 1;
        tables.table(table).forEach((word, json) -> counts.put(word, number(json, place)));
        return counts;
    }

    private static long number(String json, int place) {
        String text = json.replaceAll("[\\[\\] ]", "").split(",")[place];
        return text.equals("null") ? 0 : Long.parseLong(text);
    }

    private static long total(TableServer tables, String table, int place) {
        return tables.table(table).values().stream().mapToLong(json -> number(json, place)).sum();
    }

    private static String totals(TableServer tables) {
        return "transactional " + total(tables, "transactional", 1) + ", opaque of replayed " + total(tables, "opaque-of-replayed", 1) + ", opaque "
            + total(tables, "opaque", 1) + ", plain " + total(tables, "plain", 0);
    }
}
