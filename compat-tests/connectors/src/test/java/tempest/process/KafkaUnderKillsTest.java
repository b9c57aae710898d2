// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tempest.kafka.KafkaBroker;

/** The published storm-kafka-client between a real broker and real workers, which are killed meanwhile. */
class KafkaUnderKillsTest {
    private static final long SEED = Long.getLong("tempest.seed", 20_261_130L);
    private static final int RECORDS = 20_000;
    private static final int KILLS = 3;

    @TempDir
    private static Path folder;
    private static KafkaBroker broker;
    private static TestCluster cluster;

    private final Random random = new Random(SEED);

    @BeforeAll
    static void start() throws Exception {
        broker = new KafkaBroker(folder);
        cluster = TestCluster.start();
    }

    @AfterAll
    static void stop() throws Exception {
        try (KafkaBroker ended = broker) {
            if (cluster != null) {
                cluster.close();
            }
        }
    }

    /** Something to be looked at more than once. */
    private interface Progress {
        long made() throws Exception;
    }

    /** Writes a part of the records, waits until some of it has got through, kills a worker, and so on. */
    private void produceAndKill(String topic, Progress progress) throws Exception {
        int part = RECORDS / (KILLS + 1);
        for (int kill = 0; kill < KILLS; kill++) {
            broker.produce(topic, kill * part, (kill + 1) * part);
            long some = kill * part + part / 4;
            cluster.await("record " + some + " of " + topic, () -> progress.made() >= some);
            List<ProcessHandle> workers = cluster.workers();
            workers.get(random.nextInt(workers.size())).destroyForcibly();
        }
        broker.produce(topic, KILLS * part, RECORDS);
    }

    @Test
    void everyRecordIsCopiedAndCommittedWhileWorkersAreKilled() throws Exception {
        broker.topic("in", 4);
        broker.topic("out", 2);
        cluster.storm("jar", System.getProperty("tempest.topologies"), "foreign.kafka.KafkaCopy", "copy", broker.address(), "in", "out").ok();
        produceAndKill("in", () -> broker.committed("copy"));
        assertEquals(KafkaBroker.numbers(0, RECORDS), broker.values("out", RECORDS).keySet(), "seed " + SEED);
        cluster.await("the last commit", () -> broker.committed("copy") == RECORDS);
        cluster.storm("kill", "copy", "-w", "0").ok();
    }

    @Test
    void anOpaqueSpoutGivesEachRecordOnceWhileWorkersAreKilled() throws Exception {
        broker.topic("counted", 4);
        try (TableServer tables = new TableServer(SEED, 0.02)) {
            cluster.storm("jar", System.getProperty("tempest.topologies"), "foreign.exact.ExactKafkaCount", "count", broker.address(), "counted",
                Integer.toString(tables.port())).ok();
            produceAndKill("counted", () -> total(tables));
            cluster.await(RECORDS + " counted records, seed " + SEED, () -> total(tables) >= RECORDS);
            Map<String, Long> expected = new TreeMap<>();
            for (int digit = 0; digit < 10; digit++) {
                expected.put(Integer.toString(digit), RECORDS / 10L);
            }
            // What were counted twice would come with a later batch.
            broker.produce("counted", 0, 10);
            cluster.await("ten more", () -> total(tables) >= RECORDS + 10);
            expected.replaceAll((digit, count) -> count + 1);
            assertEquals(expected, counts(tables), "seed " + SEED);
            cluster.storm("kill", "count", "-w", "0").ok();
        }
    }

    private static long total(TableServer tables) {
        return counts(tables).values().stream().mapToLong(Long::longValue).sum();
    }

    /** A value is a list of JSON: transaction, count, and the count before. */
    private static Map<String, Long> counts(TableServer tables) {
        Map<String, Long> counts = new TreeMap<>();
        tables.table("count").forEach((digit, json) -> {
            String count = json.replaceAll("[\\[\\] ]", "").split(",")[1];
            counts.put(digit, count.equals("null") ? 0 : Long.parseLong(count));
        });
        return counts;
    }
}
