// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import benchmarks.topology.Topologies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.storm.Config;
import org.apache.storm.LocalCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every topology, with acks and without, for a second or so on a LocalCluster: the figures it writes agree with each other. */
final class TopologiesTest {
    private static final int RATE = 1500;

    @TempDir
    Path folder;

    @Test
    void everyTopologyWritesFiguresThatAgree() throws Exception {
        List<Case> cases = Case.all().stream().filter(c -> c.workers() == 1 && c.executors() <= 10 && !c.isLatency() && !c.name().endsWith("-park")).toList();
        assertEquals(17, cases.size());
        try (LocalCluster cluster = new LocalCluster.Builder().withSupervisors(1).withPortsPerSupervisor(cases.size()).build()) {
            for (Case c : cases) {
                Config conf = new Config();
                if (!c.acks()) {
                    conf.setNumAckers(0);
                }
                cluster.submitTopology(c.name(), conf, Topologies.named(c.shape())
                    .create(new Topologies.Load(c.acks(), RATE, c.executors()), folder.toString()));
            }
            for (Case c : cases) {
                await(c.name() + " runs", () -> read(c).last(null, FigureFiles.EMITTED) > RATE);
                cluster.deactivate(c.name());
            }
            for (Case c : cases) {
                FigureFiles[] rest = new FigureFiles[1];
                await(c.name() + " comes to rest", () -> {
                    rest[0] = read(c);
                    return atRest(c, rest[0]);
                });
                check(c, rest[0]);
            }
        }
    }

    private static boolean atRest(Case c, FigureFiles figures) throws IOException {
        // At a fixed rate every root is timed; latencies are written less often than counts.
        if (figures.latencies(0, Long.MAX_VALUE).getTotalCount() != figures.last(null, FigureFiles.ACKED)) {
            return false;
        }
        return c.countsWords() ? WordCheck.settled(figures, c.acks()) : arrived(c, figures) && (!c.acks()
            || Math.abs(figures.last(null, FigureFiles.EMITTED) - figures.last(null, FigureFiles.ACKED)) <= waiting(c));
    }

    /** A join may have one tuple left whose partner never came. */
    private static int waiting(Case c) {
        return c.shape().equals("join") ? 1 : 0;
    }

    private static boolean arrived(Case c, FigureFiles figures) {
        return Math.abs(figures.last(null, FigureFiles.EMITTED) - figures.last(c.ends(), FigureFiles.EXECUTED) / c.endsPerRoot()) <= waiting(c);
    }

    private static void check(Case c, FigureFiles figures) throws IOException {
        assertEquals(1, figures.workers.size(), c.name());
        assertEquals(0, figures.last(null, FigureFiles.FAILED), c.name());
        assertTrue(arrived(c, figures), c.name());
        assertEquals(c.acks(), figures.last(null, FigureFiles.ACKED) > 0, c.name());
        assertEquals(c.acks(), figures.latencies(0, Long.MAX_VALUE).getTotalCount() > 0, c.name());
        if (c.executors() > 0) {
            assertEquals(c.executors(), figures.last(null, FigureFiles.TASKS), c.name());
        }
        if (c.countsWords()) {
            String[] sentences = Sentences.read();
            assertNull(WordCheck.error(figures, sentences, c.acks()));
            if (c.executors() > 0) {
                return; // Several tasks count, so no single table has all.
            }
            figures.workers.get(0).tables.entrySet().stream().filter(e -> e.getKey().startsWith("words\t")).findAny().orElseThrow()
                .setValue("word0000=1");
            assertTrue(WordCheck.error(figures, sentences, c.acks()).startsWith("word0000 was counted 1 times instead of "));
        }
    }

    @Test
    void theTopologiesUseTheContractAlone() throws IOException {
        try (Stream<Path> sources = Files.list(Path.of("src/main/java/benchmarks/topology"))) {
            List<String> others = new ArrayList<>();
            for (Path source : sources.toList()) {
                Files.readAllLines(source).stream().filter(l -> l.matches("import (static )?tempest\\..*")).forEach(l -> others.add(source + ": " + l));
            }
            assertEquals(List.of(), others);
        }
    }

    private FigureFiles read(Case c) throws IOException {
        return FigureFiles.read(folder, c.name());
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(String what, Condition condition) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                fail(what + " within a minute");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }
}
