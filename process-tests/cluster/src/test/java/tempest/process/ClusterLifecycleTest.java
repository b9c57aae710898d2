// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.storm.generated.TopologyInfo;
import org.apache.storm.utils.NimbusClient;
import org.apache.storm.utils.Utils;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tempest.cluster.TempestNimbusClient;
import tempest.rpc.Series;

/** The life of a cluster from the tarball: submit, count, survive kills, kill, and leave nothing behind. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterLifecycleTest {
    private static TestCluster cluster;

    @BeforeAll
    static void startTheCluster() throws Exception {
        cluster = TestCluster.start();
    }

    @AfterAll
    static void stopTheCluster() throws Exception {
        cluster.close();
    }

    @Test
    @Order(1)
    void wordCountIsSubmittedListedAndCounts() throws Exception {
        String out = cluster.storm("jar", cluster.starterJar().toString(), "org.apache.storm.starter.WordCountTopology", "wordcount",
            "-c", "storm.messaging.netty.authentication=true").ok().out();
        assertFalse(out.contains("Exception"), out);
        assertTrue(cluster.storm("list").ok().out().lines().anyMatch(l -> l.startsWith("wordcount ") && l.contains("ACTIVE")));
        cluster.await("acks", () -> spoutCount("acked") > 1000);
        assertEquals(0, spoutCount("failed"));
        assertEquals(List.of(), cluster.openToOthers(), "nothing but loopback is open");
        assertEquals(List.of(), cluster.readableByOthers(), "files are for the daemons' user and group");
        String id = id("wordcount");
        try (Stream<Path> logs = Files.walk(cluster.home.resolve("logs/workers-artifacts").resolve(id))) {
            assertEquals(2, logs.filter(f -> f.endsWith("worker.log")).count());
        }
    }

    @Test
    @Order(2)
    void aKilledWorkerComesBackAndEveryTreeIsAckedOrFailed() throws Exception {
        Path archives = cluster.home.resolve("storm-local/supervisor/classes");
        cluster.await("the archive of workers' classes", () -> Files.isDirectory(archives) && files(archives).size() == 1
            && files(archives).get(0).toString().endsWith(".jsa"));
        List<ProcessHandle> before = cluster.workers();
        assertEquals(2, before.size());
        before.get(0).destroyForcibly();
        // A process that is about to become a worker may be there for a moment with a worker's command line.
        cluster.await("another worker, which runs from the archive", () -> {
            List<ProcessHandle> now = cluster.workers();
            List<ProcessHandle> fresh = now.stream().filter(worker -> !before.contains(worker)).toList();
            return now.size() == 2 && now.contains(before.get(1)) && fresh.size() == 1
                && (!Files.isDirectory(Path.of("/proc")) || maps(fresh.get(0)).contains(files(archives).get(0).toString()));
        });
        // The sum includes the dead worker's last heartbeat until the first of the new one, whose spout counts from 0.
        AtomicLong low = new AtomicLong(spoutCount("acked"));
        cluster.await("counts to move on", () -> {
            long now = spoutCount("acked");
            return now > low.accumulateAndGet(now, Math::min) + 1000;
        });
    }

    /** Files that a process has in its memory; none if it has just ended. */
    private static String maps(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/maps"));
        } catch (IOException e) {
            return "";
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    @Order(3)
    void aRestartedSupervisorAdoptsItsWorkers() throws Exception {
        List<Long> before = cluster.workers().stream().map(ProcessHandle::pid).sorted().toList();
        kill("supervisor");
        cluster.startDaemon("supervisor");
        cluster.await("the supervisor", () -> cluster.supervisors() == 1);
        long acked = spoutCount("acked");
        cluster.await("counts to move on", () -> spoutCount("acked") > acked + 1000);
        assertEquals(before, cluster.workers().stream().map(ProcessHandle::pid).sorted().toList());
    }

    @Test
    @Order(4)
    void aRestartedNimbusGoesOnWhereItWas() throws Exception {
        List<Long> before = cluster.workers().stream().map(ProcessHandle::pid).sorted().toList();
        kill("nimbus");
        cluster.startDaemon("nimbus");
        cluster.await("Nimbus", () -> cluster.storm("list").exit() == 0);
        cluster.await("counts at the new Nimbus", () -> spoutCount("acked") > 1000);
        assertEquals(before, cluster.workers().stream().map(ProcessHandle::pid).sorted().toList());
    }

    @Test
    @Order(5)
    void aNimbusThatStopsHandsItsFiguresToTheNext() throws Exception {
        cluster.await("figures", () -> figuresSince().isPresent());
        long since = figuresSince().getAsLong();
        Process process = cluster.daemon("nimbus");
        process.destroy();
        process.waitFor();
        cluster.startDaemon("nimbus");
        cluster.await("the figures of before", () -> figuresSince().orElse(Long.MAX_VALUE) <= since);
    }

    /** When the time series of the topology begins, in seconds since the epoch; empty if nothing is known. */
    private static OptionalLong figuresSince() throws Exception {
        String id = id("wordcount");
        try (TempestNimbusClient client = new TempestNimbusClient(TempestNimbusClient.Config.of(conf()), null)) {
            Series series = client.call(nimbus -> nimbus.series(id, "", System.currentTimeMillis() / 1000 - 1800));
            return series.get_values().get("acked").isEmpty() ? OptionalLong.empty() : OptionalLong.of(series.get_first_secs());
        } catch (org.apache.storm.thrift.TException e) {
            throw new IOException("Nimbus: " + e, e);
        }
    }

    @Test
    @Order(6)
    void deactivatedItComesToRestAndAcksEqualEmits() throws Exception {
        List<ProcessHandle> before = cluster.workers();
        cluster.storm("rebalance", "wordcount", "-w", "0", "-n", "1").ok();
        cluster.await("one worker, a new one", () -> {
            List<ProcessHandle> workers = cluster.workers();
            return workers.size() == 1 && !before.contains(workers.get(0));
        });
        // Counts of a worker's last heartbeat do not change.
        AtomicLong last = new AtomicLong(Long.MAX_VALUE);
        cluster.await("counts to move on after the rebalance", () -> {
            boolean active = cluster.storm("list").out().contains("ACTIVE");
            long now = spoutCount("acked");
            return last.getAndSet(now > 0 ? now : Long.MAX_VALUE) < now && active && now > 1000;
        });
        cluster.storm("deactivate", "wordcount").ok();
        cluster.await("INACTIVE", () -> cluster.storm("list").ok().out().contains("INACTIVE"));
        cluster.await("rest", () -> {
            Map<String, Long> counts = spoutCounts();
            return counts.get("emitted") > 0 && counts.get("emitted").equals(counts.get("acked"));
        });
        assertEquals(0, spoutCount("failed"));
        cluster.storm("activate", "wordcount").ok();
        long acked = spoutCount("acked");
        cluster.await("counts to move on", () -> spoutCount("acked") > acked);
    }

    @Test
    @Order(7)
    void killedNothingOfItIsLeftButThatItWas() throws Exception {
        cluster.storm("kill", "wordcount", "-w", "1").ok();
        cluster.await("its workers to end", () -> cluster.workers().isEmpty());
        cluster.await("its nodes to go, but for the one that tells of its end",
            () -> nodesOf("wordcount").stream().map(node -> node.replaceFirst("[^/]*$", "")).toList().equals(List.of("/storm/ended-topologies/")));
        assertFalse(cluster.storm("list").ok().out().contains("wordcount "));
        cluster.await("its blobs to go", () -> filesOf("wordcount").isEmpty());
    }

    private static void kill(String daemon) throws Exception {
        Process process = cluster.daemon(daemon);
        process.destroyForcibly();
        process.waitFor();
    }

    private static String id(String name) throws Exception {
        try (NimbusClient client = client()) {
            return client.getClient().getTopologySummaryByName(name).get_id();
        }
    }

    private static Map<String, Object> conf() {
        Map<String, Object> all = new TreeMap<>(Utils.readDefaultConfig());
        all.putAll(Utils.findAndReadConfigFile(cluster.home.resolve("conf/storm.yaml").toString(), true));
        return all;
    }

    private static NimbusClient client() throws Exception {
        return NimbusClient.getConfiguredClient(conf());
    }

    private static long spoutCount(String which) throws Exception {
        return spoutCounts().get(which);
    }

    private static Map<String, Long> spoutCounts() throws Exception {
        Map<String, Long> counts = new TreeMap<>(Map.of("emitted", 0L, "acked", 0L, "failed", 0L));
        try (NimbusClient client = client()) {
            TopologyInfo info = client.getClient().getTopologyInfoByName("wordcount");
            info.get_executors().stream().filter(e -> e.get_component_id().equals("spout") && e.is_set_stats()).forEach(e -> {
                counts.merge("emitted", e.get_stats().get_emitted().getOrDefault(":all-time", Map.of()).getOrDefault("default", 0L), Long::sum);
                counts.merge("acked", sum(e.get_stats().get_specific().get_spout().get_acked().get(":all-time")), Long::sum);
                counts.merge("failed", sum(e.get_stats().get_specific().get_spout().get_failed().get(":all-time")), Long::sum);
            });
        } catch (org.apache.storm.thrift.TException e) {
            throw new java.io.IOException("Nimbus: " + e, e);
        }
        return counts;
    }

    private static long sum(Map<String, Long> perStream) {
        return perStream == null ? 0 : perStream.values().stream().mapToLong(Long::longValue).sum();
    }

    private static List<String> nodesOf(String topology) throws Exception {
        ZooKeeper zookeeper = new ZooKeeper("127.0.0.1:" + cluster.zookeeperPort(), 20_000, event -> { });
        try {
            return org.apache.zookeeper.ZKUtil.listSubTreeBFS(zookeeper, "/storm").stream().filter(n -> n.contains(topology)).toList();
        } catch (KeeperException e) {
            // The node was removed meanwhile.
            throw new IOException(e);
        } finally {
            zookeeper.close();
        }
    }

    private static List<Path> filesOf(String topology) throws Exception {
        try (Stream<Path> files = Files.walk(cluster.home.resolve("storm-local"))) {
            return files.filter(f -> f.getFileName().toString().contains(topology)).toList();
        } catch (java.io.UncheckedIOException e) {
            // The file was removed meanwhile.
            return List.of(cluster.home);
        }
    }
}
