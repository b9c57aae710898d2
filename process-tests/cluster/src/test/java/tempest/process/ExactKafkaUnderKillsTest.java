// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tempest.kafka.ExactKafkaCopy;
import tempest.kafka.KafkaBroker;
import tempest.kafka.KafkaSource;

/**
 * From Kafka to Kafka, counted on the way, over three workers of which one after the other is killed: a consumer of committed records sees each number and each count once. With a real broker; half a
 * minute, with {@code -Psoak} only.
 */
@Tag("soak")
class ExactKafkaUnderKillsTest {
    private static final long SEED = Long.getLong("tempest.seed", 20_261_201L);
    private static final int KILLS = 5;
    private static final int BETWEEN = 3_000;

    @TempDir
    private Path temp;

    @Test
    void everyRecordIsCountedAndWrittenOnceThroughFiveKills() throws Exception {
        Random random = new Random(SEED);
        try (KafkaBroker broker = new KafkaBroker(Files.createDirectory(temp.resolve("broker"))); TestCluster cluster = TestCluster.start()) {
            broker.topic("in", 4);
            broker.topic("out", 2);
            String jars = jar(KafkaSource.class) + "," + jar(KafkaConsumer.class);
            cluster.storm("jar", jar(ExactKafkaCopy.class), "--jars", jars, ExactKafkaCopy.class.getName(), "copy", broker.address(), temp.resolve("epochs").toString(), "3").ok();
            int produced = 0;
            for (int kill = 0; kill <= KILLS; kill++) {
                broker.produce("in", produced, produced + BETWEEN);
                produced += BETWEEN;
                int enough = produced - random.nextInt(BETWEEN);
                cluster.await(enough + " records", () -> broker.readCommitted("out").size() >= enough);
                if (kill < KILLS) {
                    cluster.await("three workers", () -> cluster.workers().size() == 3);
                    cluster.workers().get(random.nextInt(3)).destroyForcibly();
                }
            }
            int all = produced;
            cluster.await("all records", () -> broker.readCommitted("out").size() >= all);
            long decided = lastDecision();
            cluster.await("what is written twice to be there, too", () -> lastDecision() > decided + 4);
            assertEquals(parts(expected(all)), parts(broker.readCommitted("out")), "seed " + SEED);
        }
    }

    private static String jar(Class<?> of) throws URISyntaxException {
        return Path.of(of.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    }

    private long lastDecision() throws IOException {
        try (var entries = Files.list(temp.resolve("epochs/log"))) {
            return entries.mapToLong(entry -> Long.parseLong(entry.getFileName().toString())).max().orElse(0);
        }
    }

    private static List<String> expected(int numbers) {
        List<String> all = new ArrayList<>();
        for (int number = 0; number < numbers; number++) {
            all.add(number % 10 + ":" + (number / 10 + 1) + ":" + number);
        }
        return all;
    }

    /** Which number has which count depends on the order in which partitions are read: each of both has to be there once. */
    private static List<String> parts(List<String> results) {
        List<String> parts = new ArrayList<>();
        for (String result : results) {
            String[] digitCountNumber = result.split(":");
            parts.add("count " + digitCountNumber[0] + ":" + digitCountNumber[1]);
            parts.add("number " + digitCountNumber[2]);
        }
        parts.sort(null);
        return parts;
    }
}
