// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.cli.dev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.storm.generated.TopologyPageInfo;
import org.apache.storm.generated.TopologyStats;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tempest.cli.launch.CommandFailure;
import tempest.rpc.Series;

class DevTest {
    @TempDir
    Path folder;

    @Test
    void aUsualPortIsTakenIfFreeElseAnotherAndThatIsSaid() throws Exception {
        List<String> said = new ArrayList<>();
        Ports ports = new Ports(false, said::add);
        int free;
        try (ServerSocket held = new ServerSocket(0)) {
            int other = ports.take("ui.port", held.getLocalPort());
            assertNotEquals(held.getLocalPort(), other);
            assertTrue(said.get(0).startsWith("port " + held.getLocalPort() + " (ui.port) is in use") && said.get(0).endsWith("using " + other), said.get(0));
            assertThrows(CommandFailure.class, () -> new Ports(true, said::add).take("ui.port", held.getLocalPort()));
            free = held.getLocalPort();
        }
        assertEquals(free, ports.take("ui.port", free));
        assertNotEquals(free, ports.take("logviewer.port", free), "one port is never given twice");
    }

    @Test
    void onlyProcessesWithTheMarkOfTheFolderAreFoundAndStopped() throws Exception {
        TaggedProcesses tagged = TaggedProcesses.of(folder);
        assertNotEquals(tagged, TaggedProcesses.of(folder.resolve("other")));
        Process ours = sleeper(tagged.option());
        Process other = sleeper(TaggedProcesses.of(folder.resolve("other")).option());
        try {
            assertEquals(List.of(ours.pid()), tagged.processes().stream().map(ProcessHandle::pid).toList());
            tagged.stopAll();
            assertTrue(ours.waitFor(60, TimeUnit.SECONDS));
            assertTrue(other.isAlive());
            assertEquals(List.of(), tagged.processes());
        } finally {
            ours.destroyForcibly();
            other.destroyForcibly();
        }
    }

    /** A JVM that waits for the end of its standard input. */
    private static Process sleeper(String option) throws Exception {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", option,
            "-cp", System.getProperty("java.class.path"), Waiting.class.getName()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        assertEquals('!', process.getInputStream().read());
        return process;
    }

    /** Says that it is there, then waits. */
    public static final class Waiting {
        private Waiting() {}

        public static void main(String[] args) throws Exception {
            System.out.print('!');
            System.out.flush();
            System.in.read();
        }
    }

    @Test
    void aDaemonEndsWhenTheOneWhoStartedItIsGone() throws Exception {
        Process daemon = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
            "-cp", System.getProperty("java.class.path"), ParentBoundDaemon.class.getName(), folder.toString(), "nimbus", Forever.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try {
            assertEquals('!', daemon.getInputStream().read());
            daemon.getOutputStream().close();
            assertTrue(daemon.waitFor(60, TimeUnit.SECONDS));
            assertEquals(0, daemon.exitValue());
        } finally {
            daemon.destroyForcibly();
        }
    }

    /** A daemon that serves on. */
    public static final class Forever {
        private Forever() {}

        public static void main(String[] args) throws Exception {
            System.out.print('!');
            System.out.flush();
            new CountDownLatch(1).await();
        }
    }

    @Test
    void aFolderInUseIsRefusedWithTheProcessThatHoldsItAndFreeAgainAfter() {
        DevFolder first = DevFolder.take(folder);
        CommandFailure refused = assertThrows(CommandFailure.class, () -> DevFolder.take(folder));
        assertTrue(refused.getMessage().contains("process " + ProcessHandle.current().pid()), refused.getMessage());
        first.close();
        DevFolder.take(folder).close();
    }

    @Test
    void whatAnEarlierStartLeftInTheFolderIsGoneButForeignFilesStay() throws Exception {
        Files.createDirectories(folder.resolve("zookeeper/version-2"));
        Files.writeString(folder.resolve("zookeeper/version-2/log.1"), "old");
        Files.writeString(folder.resolve("mine.txt"), "stays");
        DevFolder.take(folder).close();
        assertFalse(Files.exists(folder.resolve("zookeeper")));
        assertTrue(Files.exists(folder.resolve("mine.txt")));
    }

    @Test
    void theConfigurationKeepsTheUsersKeysMarksWorkersAndHasDistinctPorts() {
        DevFolder taken = DevFolder.take(folder);
        Map<String, Object> conf = Map.of("worker.childopts", List.of("-Xmx99m", "-Dname=two words"), "supervisor.slots.ports", List.of(6700, 6701));
        Map<String, Object> made = DevConf.of(conf, Map.of("topology.debug", true), taken, new Ports(false, s -> { }), TaggedProcesses.of(folder));
        taken.close();
        assertEquals(true, made.get("topology.debug"));
        assertEquals(List.of("-Xmx99m", "-Dname=two words", TaggedProcesses.of(folder).option()), made.get("worker.childopts"));
        List<Object> ports = new ArrayList<>((List<?>) made.get("supervisor.slots.ports"));
        made.forEach((key, value) -> {
            if (key.endsWith(".port")) {
                ports.add(value);
            }
        });
        assertEquals(10, ports.size());
        assertEquals(10, ports.stream().distinct().count());
        assertTrue(made.get("storm.local.dir").toString().startsWith(folder + File.separator));
    }

    @Test
    void theLiveLineTellsSpeedBetweenTwoBeatsAndLatenciesOfTheLastMinute() {
        LiveStats line = new LiveStats("storm jar");
        long second = TimeUnit.SECONDS.toNanos(1);
        assertTrue(line.of(List.of(), List.of(), 0).endsWith("submit one with: storm jar"));
        assertEquals("wc  workers 3  executors 28  emitted/s 0  acked/s 0  complete latency -  failed 0",
            line.of(List.of(page(0, 0, 0)), List.of(whole(Double.NaN, Double.NaN)), second));
        assertEquals("wc  workers 3  executors 28  emitted/s 3,000  acked/s 1,000  complete latency 2.500 ms, p99 7.000 ms  failed 1",
            line.of(List.of(page(6_000, 2_000, 1)), List.of(whole(2.5, 7)), 3 * second));
        assertTrue(line.of(List.of(page(6_000, 2_000, 1)), List.of(), 4 * second).contains("emitted/s 3,000"), "no beat came: the speed stands");
        assertTrue(line.of(List.of(page(6_000, 2_000, 1)), List.of(), 7 * second).contains("emitted/s 0"), "nothing came for long");
        assertTrue(line.of(List.of(page(12_000, 4_000, 1)), List.of(whole(Double.NaN, Double.NaN), whole(1.5, 9), whole(0.5, 12)), 8 * second)
            .contains("latency 1.500 ms, p99 12.000 ms"), "the slowest counts, and none that completed nothing");
    }

    private static Series whole(double median, double p99) {
        return new Series("wc-1-1", "", 0, 60, Map.of("complete_p50_ms", List.of(median), "complete_p99_ms", List.of(p99)));
    }

    private static TopologyPageInfo page(long emitted, long acked, long failed) {
        TopologyStats stats = new TopologyStats();
        stats.set_window_to_emitted(Map.of(":all-time", emitted));
        stats.set_window_to_acked(Map.of(":all-time", acked));
        stats.set_window_to_failed(Map.of(":all-time", failed));
        TopologyPageInfo page = new TopologyPageInfo("wc-1-1");
        page.set_name("wc");
        page.set_num_workers(3);
        page.set_num_executors(28);
        page.set_topology_stats(stats);
        return page;
    }
}
