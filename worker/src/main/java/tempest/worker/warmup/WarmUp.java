// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.warmup;

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
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.apache.storm.generated.Assignment;
import org.apache.storm.generated.NodeInfo;
import org.apache.storm.generated.StormBase;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.generated.TopologyStatus;
import org.apache.storm.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.Clock;
import tempest.cluster.ClusterState;
import tempest.cluster.EmbeddedZooKeeper;
import tempest.cluster.Json;
import tempest.cluster.LocalLayout;
import tempest.cluster.SystemTopology;
import tempest.cluster.TempestNimbusClient;
import tempest.cluster.ThriftCodec;
import tempest.cluster.ZooKeeperClusterState;
import tempest.cluster.ZooKeeperConfig;
import tempest.worker.process.LoggedOutput;
import tempest.worker.process.TopologyCode;
import tempest.worker.process.WorkerRuntime;
import tempest.worker.process.WorkerSpec;
import tempest.worker.transport.WorkerAddress;

/**
 * Runs two workers with a sample topology for a moment, everything in the given empty folder, and exits. Started as a process of
 * its own with a worker's class path and {@code -XX:ArchiveClassesAtExit=FILE}: a worker with {@code -XX:SharedArchiveFile=FILE} then
 * starts faster. It opens no connection to other machines, and an archive of another JVM or class path is ignored.
 */
public final class WarmUp {
    private static final String ID = "warm-up-1-1";
    private static final String NODE = "warm-up";
    private static final long LONGEST_SECS = 30;

    private WarmUp() {
    }

    /** @param args a folder, empty or not yet existing, that may be deleted afterwards */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length != 1) {
            System.err.println("usage: java -XX:ArchiveClassesAtExit=FILE -cp CLASSPATH " + WarmUp.class.getName() + " <empty folder>");
            System.exit(1);
        }
        Path folder = Files.createDirectories(Path.of(args[0]));
        LoggedOutput.redirect();
        Logger log = LoggerFactory.getLogger(WarmUp.class);
        log.info("Running a sample topology in {}", folder);
        boolean done;
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (EmbeddedZooKeeper zooKeeper = EmbeddedZooKeeper.start(anyPort, folder.resolve("zookeeper"))) {
            Map<String, Object> conf = Utils.readStormConfig();
            conf.putAll(Map.of("storm.zookeeper.servers", List.of("localhost"), "storm.zookeeper.port", zooKeeper.port(),
                "nimbus.seeds", List.of(), "storm.cluster.mode", "local", "task.heartbeat.frequency.secs", 1));
            try (ClusterState state = ZooKeeperClusterState.connect(ZooKeeperConfig.of(conf))) {
                done = run(conf, state, LocalLayout.of(Map.of(), folder));
            }
        }
        log.info(done ? "Done" : "Not done within {} s", LONGEST_SECS);
        System.exit(done ? 0 : 1);
    }

    private static boolean run(Map<String, Object> conf, ClusterState state, LocalLayout layout) throws IOException, InterruptedException {
        List<WorkerAddress> workers = List.of(new WorkerAddress(NODE, freePort()), new WorkerAddress(NODE, freePort()));
        layOut(layout, state, workers);
        try (WorkerRuntime first = worker(conf, state, layout, workers.get(0)); WorkerRuntime second = worker(conf, state, layout, workers.get(1))) {
            first.start();
            second.start();
            return SampleTopology.ACKED.await(LONGEST_SECS, TimeUnit.SECONDS);
        }
    }

    private static WorkerRuntime worker(Map<String, Object> conf, ClusterState state, LocalLayout layout, WorkerAddress address) throws IOException {
        WorkerSpec spec = new WorkerSpec(ID, address, ID, conf, layout, WarmUp.class.getClassLoader());
        return new WorkerRuntime(spec, TopologyCode.load(spec), state,
            new TempestNimbusClient(TempestNimbusClient.Config.of(conf), state), Clock.system());
    }

    private static void layOut(LocalLayout layout, ClusterState state, List<WorkerAddress> workers) throws IOException {
        Map<String, Object> conf = Map.of("topology.workers", 2, "topology.max.spout.pending", 1000, "topology.name", ID);
        StormTopology topology = SampleTopology.build();
        Files.createDirectories(layout.stormDist(ID));
        Files.write(layout.stormCode(ID), new ThriftCodec<>(StormTopology::new).encode(topology));
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(layout.stormConf(ID)))) {
            out.write(Json.write(conf).getBytes(StandardCharsets.UTF_8));
        }
        Map<List<Long>, NodeInfo> placed = new HashMap<>();
        for (int task : SystemTopology.tasks(SystemTopology.of(conf, topology)).keySet()) {
            WorkerAddress worker = workers.get(task % workers.size());
            placed.put(List.of((long) task, (long) task), new NodeInfo(worker.node(), Set.of((long) worker.port())));
        }
        Assignment assignment = new Assignment(ID);
        assignment.set_executor_node_port(placed);
        assignment.set_node_host(Map.of(NODE, "localhost"));
        state.assignments().put(ID, assignment);
        state.topologies().put(ID, new StormBase(ID, TopologyStatus.ACTIVE, workers.size()));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
