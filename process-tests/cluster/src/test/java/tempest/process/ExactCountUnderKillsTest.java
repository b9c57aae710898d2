// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Numbered events with a skewed key are counted by key, and by key and second, into files, while workers are killed: exactly once with {@code topology.state.guarantee: exactly-once}, and more often without it, or else
 * the test would prove nothing. The topology is an example of the tarball.
 */
class ExactCountUnderKillsTest {
    private static final long SEED = Long.getLong("tempest.seed", 20_261_201L);
    private static final long WINDOW_MS = 1_000;
    private static final int KEYS = 97;

    @TempDir
    private Path temp;
    private final Map<Path, Integer> linesOf = new HashMap<>();

    @Test
    void countsAndFilesAreExactThoughTwoWorkersAreKilled() throws Exception {
        run(24_000, 1_000, 2, 2);
    }

    /** A million events, 20 kills; with {@code -Dtempest.workers=1} all in one worker. */
    @Test
    @Tag("soak")
    void countsAndFilesOfAMillionEventsAreExactThroughTwentyKills() throws Exception {
        run(1_000_000, 3_000, Integer.getInteger("tempest.kills", 20), Integer.getInteger("tempest.workers", 3));
    }

    private void run(long events, long perSecond, int kills, int workers) throws Exception {
        Path exact = Files.createDirectory(temp.resolve("exact"));
        Path other = Files.createDirectory(temp.resolve("other"));
        Random random = new Random(SEED);
        try (TestCluster cluster = TestCluster.start()) {
            submit(cluster, "exactly", "exactly-once", exact, events, perSecond, workers);
            submit(cluster, "atleast", "at-least-once", other, events, perSecond, 1);
            for (int kill = 1; kill <= kills; kill++) {
                long enough = events * kill / (kills + 1);
                cluster.await("event " + enough + " of " + events + " to be committed", () -> committed(exact) >= enough);
                kill(cluster, "exactly-", random);
                if (kill == 1) {
                    cluster.await("an event to be appended", () -> lines(other, "counts-", "").size() > 0);
                    kill(cluster, "atleast-", random);
                }
            }
            long windows = expectedTotals(events).size();
            cluster.await("all to be committed", () -> committed(exact) >= events && totals(exact).keySet().containsAll(expectedTotals(events).keySet()));
            long decided = lastDecision(exact);
            cluster.await("what is counted twice to be committed, too", () -> lastDecision(exact) > decided + 4);
            assertExact(exact, events);
            cluster.await("an event to be there twice without the guarantee", () -> hasDuplicates(other));
            System.out.println(kills + " kills, " + windows + " windows; decisions " + lastDecision(exact) + "; lines without the guarantee " + lines(other, "counts-", "").size());
        }
    }

    private static void submit(TestCluster cluster, String name, String guarantee, Path folder, long events, long perSecond, int workers) throws Exception {
        cluster.storm("jar", cluster.starterJar().toString(), "org.apache.storm.starter.exact.ExactCountTopology", name, guarantee, folder.toString(), Long.toString(events),
            Long.toString(perSecond), Integer.toString(workers)).ok();
    }

    private static void kill(TestCluster cluster, String topology, Random random) throws Exception {
        cluster.await("a worker of " + topology, () -> !workersOf(cluster, topology).isEmpty());
        List<ProcessHandle> workers = workersOf(cluster, topology);
        workers.get(random.nextInt(workers.size())).destroyForcibly();
    }

    private static List<ProcessHandle> workersOf(TestCluster cluster, String topology) {
        return cluster.workers().stream().filter(worker -> commandLine(worker).contains("\0" + topology)).toList();
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // it is gone
        }
    }

    /** The fields of the lines of a sink's files. */
    private static List<String[]> lines(Path folder, String prefix, String suffix) throws IOException {
        List<String[]> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder.resolve("out"))) {
            for (Path file : files.filter(each -> each.getFileName().toString().startsWith(prefix) && each.toString().endsWith(suffix)).toList()) {
                Files.readAllLines(file).forEach(line -> lines.add(line.split("\t")));
            }
        } catch (NoSuchFileException e) {
            return List.of(); // not there yet
        }
        return lines;
    }

    /** How many counts are committed. Such files do not change, so each is read once. */
    private long committed(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("out"))) {
            for (Path file : files.filter(each -> each.getFileName().toString().startsWith("counts-") && each.toString().endsWith(".committed")).toList()) {
                if (!linesOf.containsKey(file)) {
                    linesOf.put(file, Files.readAllLines(file).size());
                }
            }
        } catch (NoSuchFileException e) {
            return 0; // not there yet
        }
        return linesOf.values().stream().mapToLong(Integer::longValue).sum();
    }

    private static long lastDecision(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder.resolve("epochs/log"))) {
            return entries.mapToLong(entry -> Long.parseLong(entry.getFileName().toString())).max().orElse(0);
        }
    }

    private static String key(long number) {
        return number % 10 == 0 ? "key" + number % KEYS : "often";
    }

    private static void assertExact(Path folder, long events) throws IOException {
        Map<Long, Integer> seen = new HashMap<>();
        Map<String, Map<Long, Integer>> counts = new TreeMap<>();
        for (String[] line : lines(folder, "counts-", ".committed")) {
            seen.merge(Long.parseLong(line[0]), 1, Integer::sum);
            assertEquals(key(Long.parseLong(line[0])), line[1]);
            counts.computeIfAbsent(line[1], key -> new HashMap<>()).merge(Long.parseLong(line[2]), 1, Integer::sum);
        }
        Map<String, Long> perKey = new TreeMap<>();
        for (long number = 0; number < events; number++) {
            assertEquals(1, seen.remove(number), "event " + number + ", seed " + SEED);
            perKey.merge(key(number), 1L, Long::sum);
        }
        assertTrue(seen.isEmpty(), () -> "there are events that were never emitted: " + seen.keySet());
        assertEquals(perKey.keySet(), counts.keySet());
        perKey.forEach((key, most) -> {
            for (long count = 1; count <= most; count++) {
                assertEquals(1, counts.get(key).remove(count), "count " + count + " of " + key + ", seed " + SEED);
            }
            assertTrue(counts.get(key).isEmpty(), () -> key + " was counted further than " + most + ", seed " + SEED);
        });
        Map<String, Long> expected = expectedTotals(events);
        totals(folder).forEach((window, total) -> {
            Long right = expected.get(window);
            assertTrue(right == null || List.of(right).equals(total), () -> window + " has " + total + " instead of " + right + ", seed " + SEED);
            assertEquals(1, total.size(), () -> window + ", seed " + SEED);
        });
    }

    /** What came out of each window, by key and beginning. */
    private static Map<String, List<Long>> totals(Path folder) throws IOException {
        Map<String, List<Long>> totals = new TreeMap<>();
        for (String[] line : lines(folder, "totals-", ".committed")) {
            totals.computeIfAbsent(line[0] + " " + line[1], window -> new ArrayList<>()).add(Long.parseLong(line[3]));
        }
        return totals;
    }

    /** Of the windows that are surely over: later events of other keys tell each task that. */
    private static Map<String, Long> expectedTotals(long events) {
        Map<String, Long> totals = new TreeMap<>();
        for (long number = 0; number < events - 2 * WINDOW_MS; number++) {
            totals.merge(key(number) + " " + number / WINDOW_MS * WINDOW_MS, 1L, Long::sum);
        }
        return totals;
    }

    private static boolean hasDuplicates(Path folder) throws IOException {
        List<String[]> lines = lines(folder, "counts-", "");
        return lines.stream().map(line -> line[0]).distinct().count() < lines.size();
    }
}
