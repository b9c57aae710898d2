// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.storm.Config;
import org.apache.storm.DaemonConfig;
import org.apache.storm.generated.Nimbus.Iface;
import org.apache.storm.thrift.TException;
import org.apache.storm.utils.Time;
import org.apache.storm.utils.Utils;
import org.apache.storm.validation.UnsupportedKeys.Reader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tempest.cluster.Clock;
import tempest.cluster.EmbeddedZooKeeper;
import tempest.cluster.FatalErrorHandler;
import tempest.cluster.LocalLayout;
import tempest.cluster.NimbusRpc;
import tempest.cluster.SimulatedClock;
import tempest.cluster.StartupCheck;
import tempest.cluster.ZooKeeperClusterState;
import tempest.cluster.ZooKeeperConfig;
import tempest.nimbus.Nimbus;
import tempest.supervisor.Supervisor;
import tempest.supervisor.SupervisorConfig;
import tempest.supervisor.localizer.ClassPathResources;
import tempest.supervisor.localizer.FileTree;
import tempest.supervisor.localizer.Localizer;
import tempest.supervisor.localizer.NimbusBlobSource;
import tempest.supervisor.localizer.Pause;

/**
 * The parts of a local cluster, started in order and closed in reverse. Its owner starts and closes it; the rest may be called by
 * any thread. Its files are in a temporary folder that is deleted when it is closed.
 */
public final class InProcessCluster implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InProcessCluster.class);
    private static final long LONGEST_ELECTION_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int TRIDENT_BATCH_INTERVAL_MILLIS = 50;

    /**
     * How large a cluster.
     *
     * @param supervisors         how many supervisors
     * @param portsPerSupervisor  slots each
     * @param lowestPort          the first slot's port; 0 for whatever ports are free
     * @param nimbusListens       whether Nimbus can be called from outside this JVM
     */
    public record Shape(int supervisors, int portsPerSupervisor, int lowestPort, boolean nimbusListens) {
    }

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Map<String, Object> conf;
    private final Path folder;
    private final Clock clock;
    private final ClassLoader userCode;
    private final ZooKeeperClusterState state;
    private final Nimbus nimbus;
    private final boolean listens;

    private record Node(Supervisor supervisor, InProcessLauncher launcher) {
    }

    private InProcessCluster(Shape shape, Map<String, Object> daemonConf, Nimbus.Overrides overrides) throws IOException {
        folder = Files.createTempDirectory("tempest-local-");
        parts.push(() -> delete(folder));
        clock = Time.isSimulating() ? new SimulatedClock() : Clock.system();
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        userCode = context != null ? context : InProcessCluster.class.getClassLoader();
        listens = shape.nimbusListens();
        conf = new HashMap<>(Utils.readDefaultConfig());
        conf.put(Config.STORM_LOCAL_HOSTNAME, "localhost");
        conf.put(Config.STORM_LOCAL_DIR, folder.resolve("nimbus").toString());
        conf.put(Config.NIMBUS_THRIFT_PORT, 0);
        // There is no other Nimbus: on a machine that stalls, a short session would only end leaderships that begin again.
        conf.put("nimbus.leader.session.timeout", conf.get(Config.STORM_ZOOKEEPER_SESSION_TIMEOUT));
        // As on Storm: a test or an example of a few batches should not wait half a second for each.
        conf.put(Config.TOPOLOGY_TRIDENT_BATCH_EMIT_INTERVAL_MILLIS, TRIDENT_BATCH_INTERVAL_MILLIS);
        conf.putAll(daemonConf);
        conf.put(Config.STORM_CLUSTER_MODE, "local");
        try {
            StartupCheck.checked(conf, Reader.NIMBUS, Reader.SUPERVISOR, Reader.TOPOLOGY);
            if (!daemonConf.containsKey(Config.STORM_ZOOKEEPER_SERVERS)) {
                EmbeddedZooKeeper zookeeper = started(EmbeddedZooKeeper.startLocal(folder.resolve("zookeeper")));
                conf.put(Config.STORM_ZOOKEEPER_SERVERS, List.of("127.0.0.1"));
                conf.put(Config.STORM_ZOOKEEPER_PORT, zookeeper.port());
            }
            state = started(ZooKeeperClusterState.connect(ZooKeeperConfig.of(conf)));
            nimbus = started(new Nimbus(conf, state, clock, listens ? Nimbus.Reach.NETWORK : Nimbus.Reach.PROCESS, overrides,
                FatalErrorHandler.logging("nimbus")));
            nimbus.start();
            awaitLeadership();
            parts.push(this::closeNodes);
            List<Integer> ports = ports(shape);
            for (int i = 0; i < shape.supervisors(); i++) {
                addSupervisor(ports.subList(i * shape.portsPerSupervisor(), (i + 1) * shape.portsPerSupervisor()));
            }
        } catch (IOException | RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** Starts one; {@code daemonConf} goes over the defaults, {@code overrides} into Nimbus. */
    public static InProcessCluster start(Shape shape, Map<String, Object> daemonConf, Nimbus.Overrides overrides) throws IOException {
        return new InProcessCluster(shape, daemonConf, overrides);
    }

    private <T extends AutoCloseable> T started(T part) {
        parts.push(part);
        return part;
    }

    private void awaitLeadership() throws IOException {
        long end = System.nanoTime() + LONGEST_ELECTION_NANOS;
        while (!nimbus.isLeading()) {
            if (System.nanoTime() - end > 0) {
                throw new IOException("Nimbus did not become the leader within "
                    + TimeUnit.NANOSECONDS.toSeconds(LONGEST_ELECTION_NANOS) + " s");
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private static List<Integer> ports(Shape shape) throws IOException {
        int count = shape.supervisors() * shape.portsPerSupervisor();
        List<Integer> ports = new ArrayList<>();
        if (shape.lowestPort() > 0) {
            for (int i = 0; i < count; i++) {
                ports.add(shape.lowestPort() + i);
            }
            return ports;
        }
        List<ServerSocket> taken = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                taken.add(socket);
                ports.add(socket.getLocalPort());
            }
        } finally {
            for (ServerSocket socket : taken) {
                socket.close();
            }
        }
        return ports;
    }

    private synchronized void addSupervisor(List<Integer> ports) throws IOException {
        Map<String, Object> own = new HashMap<>(conf);
        Path home = folder.resolve("supervisor-" + nodes.size());
        own.put(Config.STORM_LOCAL_DIR, home.resolve("local").toString());
        own.put("storm.log.dir", home.resolve("logs").toString());
        own.put(DaemonConfig.SUPERVISOR_SLOTS_PORTS, ports);
        LocalLayout layout = LocalLayout.of(own, home);
        SupervisorConfig config = SupervisorConfig.of(own).withoutService();
        NimbusRpc rpc = new InProcessRpc(nimbus);
        Localizer localizer = new Localizer(config.localizer(), layout, new NimbusBlobSource(rpc), Pause::real,
            new ClassPathResources(userCode));
        InProcessLauncher launcher = new InProcessLauncher(own, layout, state, rpc, clock, userCode);
        Supervisor supervisor = new Supervisor(new Supervisor.Parts(config, null, layout, state, rpc, localizer, clock, id -> launcher, "local",
            FatalErrorHandler.logging("supervisor")));
        nodes.put(supervisor.id(), new Node(supervisor, launcher));
        supervisor.start();
    }

    /** Nimbus's service, called without a network. */
    public Iface nimbus() {
        return nimbus.iface();
    }

    /** The configuration of the daemons. */
    public Map<String, Object> conf() {
        return conf;
    }

    /** The port that Nimbus listens on; -1 if it does not. */
    public int nimbusPort() {
        return listens ? nimbus.port() : -1;
    }

    /** Whether no tuple and no ack is in flight in any worker right now. */
    public synchronized boolean quiet() {
        return nodes.values().stream().allMatch(node -> node.launcher().quiet());
    }

    /** Stops the supervisor {@code id} with its workers, as if its host had crashed. */
    public synchronized void killSupervisor(String id) {
        Node node = nodes.remove(id);
        if (node == null) {
            throw new IllegalArgumentException("there is no supervisor " + id + "; there are " + nodes.keySet());
        }
        stop(node);
    }

    private synchronized void closeNodes() {
        nodes.values().forEach(InProcessCluster::stop);
        nodes.clear();
    }

    private static void stop(Node node) {
        node.supervisor().close();
        node.launcher().close();
    }

    /** Closes every part, also after one that fails to; the first failure is thrown at the end. */
    @Override
    public void close() {
        RuntimeException first = null;
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                LOG.warn("A part of the local cluster did not close cleanly: {}", e.toString());
                if (first == null) {
                    first = e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private static void delete(Path folder) {
        try {
            FileTree.remove(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + folder, e);
        }
    }

    /** Calls Nimbus in this JVM. */
    private record InProcessRpc(Nimbus nimbus) implements NimbusRpc {
        @Override
        public <T> T call(Call<T> call) throws TException {
            return call.on(nimbus.iface());
        }

        @Override
        public void close() {
            // Nimbus is closed by the cluster.
        }
    }
}
