// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.apache.logging.log4j.core.selector.BasicContextSelector;
import org.apache.storm.generated.Assignment;
import org.apache.storm.generated.NodeInfo;
import org.apache.storm.generated.StormBase;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.generated.TopologyStatus;
import org.apache.storm.topology.TopologyBuilder;
import org.apache.storm.utils.Utils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tempest.cluster.ClusterState;
import tempest.cluster.EmbeddedZooKeeper;
import tempest.cluster.Eventually;
import tempest.cluster.Json;
import tempest.cluster.LocalHeartbeat;
import tempest.cluster.LocalLayout;
import tempest.cluster.SystemTopology;
import tempest.cluster.ThriftCodec;
import tempest.cluster.TopologySnapshot;
import tempest.cluster.WorkerExit;
import tempest.cluster.ZooKeeperClusterState;
import tempest.cluster.ZooKeeperConfig;

/** How a worker's process ends, and what its supervisor and its user learn of that; real processes. */
final class WorkerMainTest {
    private static final String ID = "ending-1-2";
    private static final long START_SECS = 60;
    /** An end in order would wait longer than this for the thread that called System.exit. */
    private static final long END_SECS = 9;

    @TempDir
    private Path home;
    private LocalLayout layout;
    private EmbeddedZooKeeper zooKeeper;
    private ClusterState state;
    private Process worker;
    private Path mark;
    private int port;
    private boolean zooKeeperAway;

    @BeforeEach
    void begin() throws IOException {
        layout = LocalLayout.of(Map.of(), home);
        mark = home.resolve("mark");
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        zooKeeper = EmbeddedZooKeeper.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), home.resolve("zookeeper"));
        Map<String, Object> conf = new HashMap<>(Utils.readDefaultConfig());
        conf.putAll(Map.of("storm.zookeeper.servers", List.of("localhost"), "storm.zookeeper.port", zooKeeper.port()));
        state = ZooKeeperClusterState.connect(ZooKeeperConfig.of(conf));
    }

    @AfterEach
    void end() throws Exception {
        if (worker != null) {
            worker.destroyForcibly().waitFor();
        }
        state.close();
        if (!zooKeeperAway) {
            zooKeeper.close();
        }
    }

    private void start(String ending) throws Exception {
        start(ending, Map.of());
    }

    private void start(String ending, Map<String, Object> more) throws Exception {
        Path classes = Path.of(EndingSpout.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Map<String, Object> conf = new HashMap<>(Map.of("topology.workers", 1, "topology.acker.executors", 0, "topology.name", ID,
            "topology.classpath", classes.toString(), "test.end", ending, "test.mark", mark.toString()));
        conf.putAll(more);
        TopologyBuilder builder = new TopologyBuilder();
        builder.setSpout("source", new EndingSpout(), 1);
        StormTopology topology = builder.createTopology();
        Files.createDirectories(layout.stormDist(ID));
        Files.createDirectories(layout.worker("w1"));
        Files.write(layout.stormCode(ID), new ThriftCodec<>(StormTopology::new).encode(topology));
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(layout.stormConf(ID)))) {
            out.write(Json.write(conf).getBytes(StandardCharsets.UTF_8));
        }
        Assignment assignment = new Assignment(ID);
        Map<List<Long>, NodeInfo> placed = new HashMap<>();
        SystemTopology.tasks(SystemTopology.of(conf, topology)).keySet()
            .forEach(task -> placed.put(List.of((long) task, (long) task), new NodeInfo("node", Set.of((long) port))));
        assignment.set_executor_node_port(placed);
        assignment.set_node_host(Map.of("node", "localhost"));
        state.assignments().put(ID, assignment);
        state.topologies().put(ID, new StormBase(ID, TopologyStatus.ACTIVE, 1));
        int zooKeeperPort = zooKeeper.port();
        if (zooKeeperAway) {
            TopologySnapshot.of(state, ID).orElseThrow().write(layout.worker("w1"));
            zooKeeper.close();
        }
        Path yaml = Files.writeString(home.resolve("test.yaml"), "storm.zookeeper.servers: [localhost]\nstorm.zookeeper.port: "
            + zooKeeperPort + "\nnimbus.seeds: []\n");
        Path logs = Files.writeString(home.resolve("logs.xml"), """
            <Configuration><Appenders><Console name="OUT"/></Appenders><Loggers><Root level="info"><AppenderRef ref="OUT"/></Root></Loggers></Configuration>
            """);
        worker = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m",
            "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dstorm.home=" + home, "-Dstorm.conf.file=" + yaml, "-Dstorm.local.dir=" + layout.local(),
            "-DLog4jContextSelector=" + BasicContextSelector.class.getName(), "-Dlog4j.configurationFile=" + logs.toUri(), "-cp", System.getProperty("java.class.path"), WorkerMain.class.getName(), ID, "node", "0", Integer.toString(port), "w1")
            .redirectOutput(home.resolve("out").toFile()).redirectError(home.resolve("err").toFile()).start();
    }

    @Test
    void aWorkerRunsWhileZooKeeperIsAwayAndShowsThatItLives() throws Exception {
        zooKeeperAway = true;
        start("never");
        Eventually.holds("its spout runs", () -> Files.exists(mark) || !worker.isAlive());
        Eventually.holds("it tells that it is up", () -> LocalHeartbeat.read(layout.worker("w1")).filter(LocalHeartbeat::running).isPresent());
        assertTrue(worker.isAlive());
    }

    private int awaitEnd() throws Exception {
        Eventually.holds("user code is about to end the worker", () -> Files.exists(mark) || !worker.isAlive());
        assertTrue(worker.waitFor(END_SECS, TimeUnit.SECONDS), "it does not end");
        return worker.exitValue();
    }

    private Optional<WorkerExit> left() {
        return WorkerExit.read(layout.worker("w1"));
    }

    @ParameterizedTest
    @CsvSource({"exit-0, 0", "exit-7, 7", "exit-255, 255", "own-7, 7"})
    void anExitByUserCodeKeepsItsStatusAndNamesItsCallerAtOnce(String ending, int status) throws Exception {
        start(ending);
        assertEquals(status, awaitEnd());
        WorkerExit exit = left().orElseThrow();
        assertTrue(!exit.planned() && exit.reason().matches("System.exit was called by thread .* at .*EndingSpout.*"), exit.toString());
        assertTrue(state.errors().list(ID, "source").get(0).get_error().contains("last words"), "what was reported before is not lost");
    }

    @Test
    void aHaltByUserCodeKeepsItsStatusAndLeavesNothing() throws Exception {
        start("halt-3");
        assertEquals(3, awaitEnd());
        assertEquals(Optional.empty(), left());
    }

    @Test
    void aShutdownHookOfUserCodeThatHangsDoesNotKeepTheWorker() throws Exception {
        start("hang");
        assertEquals(1, awaitEnd());
        assertTrue(left().orElseThrow().reason().endsWith("so it was halted"), left().toString());
    }

    @Test
    void aSpoutThatFailsEndsItsWorkerWithItsWords() throws Exception {
        start("throw");
        assertEquals(1, awaitEnd());
        WorkerExit exit = left().orElseThrow();
        assertTrue(exit.reason().startsWith("java.lang.IllegalStateException: this spout fails at "), exit.toString());
    }

    @Test
    void anErrorWhileASpoutIsOpenedEndsTheWorker() throws Exception {
        start("error-in-open");
        assertTrue(worker.waitFor(START_SECS, TimeUnit.SECONDS), "it does not end");
        assertEquals(1, worker.exitValue());
        assertTrue(left().orElseThrow().reason().contains("NoClassDefFoundError"), left().toString());
    }

    @Test
    void aLackOfMemoryInAThreadOfUserCodeEndsTheWorkerWithAWordAboutIt() throws Exception {
        start("memory");
        assertEquals(3, awaitEnd());
        assertEquals(Optional.empty(), left());
        assertTrue(Files.readString(home.resolve("err")).contains("java.lang.OutOfMemoryError"), Files.readString(home.resolve("err")));
    }

    @Test
    void aSignalIsAnEndInOrder() throws Exception {
        start("never");
        Eventually.holds("it runs", () -> Files.exists(mark) || !worker.isAlive());
        worker.destroy();
        assertTrue(worker.waitFor(START_SECS, TimeUnit.SECONDS), "it does not end");
        assertEquals(0, worker.exitValue());
        assertEquals(Optional.of(new WorkerExit(false, "it was told to stop by SIGTERM")), left());
    }

    @Test
    void aTopologysOwnLogConfigurationDecidesWhatItsClassesLog() throws Exception {
        Path audit = home.resolve("audit.log");
        Path own = Files.writeString(home.resolve("own.xml"), """
            <Configuration>
              <Appenders><File name="AUDIT" fileName="%s"><PatternLayout pattern="%%m%%n"/></File></Appenders>
              <Loggers><Logger name="%s" level="debug"><AppenderRef ref="AUDIT"/></Logger></Loggers>
            </Configuration>
            """.formatted(audit, EndingSpout.class.getName()));
        start("exit-0", Map.of("topology.logging.config", own.toString()));
        assertEquals(0, awaitEnd());
        assertEquals(List.of("exit-0 opens"), Files.readAllLines(audit));
    }

    @Test
    void aLogConfigurationThatIsNotThereIsAnErrorOfTheTopologyWhichRunsAllTheSame() throws Exception {
        start("exit-0", Map.of("topology.logging.config", "classpath:/none.xml"));
        assertEquals(0, awaitEnd());
        assertTrue(state.errors().list(ID, "__system").get(0).get_error().contains("topology.logging.config is classpath:/none.xml; it must be"));
    }
}
