// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.worker.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.apache.storm.generated.Assignment;
import org.apache.storm.generated.Credentials;
import org.apache.storm.generated.NodeInfo;
import org.apache.storm.generated.ProfileAction;
import org.apache.storm.generated.ProfileRequest;
import org.apache.storm.generated.StormBase;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.generated.TopologyStatus;
import org.apache.storm.metric.api.IMetric;
import org.apache.storm.metric.api.IMetricsConsumer;
import org.apache.storm.metrics2.WorkerMetricRegistrant;
import org.apache.storm.security.auth.kerberos.AutoTGT;
import org.apache.storm.task.IErrorReporter;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.thrift.TException;
import org.apache.storm.utils.Utils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import tempest.cluster.Clock;
import tempest.cluster.ClusterState;
import tempest.cluster.ClusterStateException;
import tempest.cluster.FatalErrorHandler;
import tempest.cluster.InMemoryClusterState;
import tempest.cluster.Json;
import tempest.cluster.LocalLayout;
import tempest.cluster.NimbusRpc;
import tempest.cluster.SystemTopology;
import tempest.cluster.Table;
import tempest.cluster.ThriftCodec;
import tempest.cluster.TopologySnapshot;
import tempest.rpc.TempestNimbus;
import tempest.rpc.WorkerBeat;
import tempest.worker.transport.WorkerAddress;

/** Two real workers with the real engine in this JVM, over loopback, with the shared state in memory. */
final class WorkerRuntimeTest {
    private static final long BOUND_MS = 60_000;

    @TempDir
    private Path home;
    private final InMemoryClusterState state = new InMemoryClusterState();
    private final Map<Integer, WorkerBeat> beats = new ConcurrentHashMap<>();
    /** Those of workers whose executors have nothing to tell yet. */
    private final Collection<WorkerBeat> starting = new ConcurrentLinkedQueue<>();
    private final List<WorkerRuntime> workers = new ArrayList<>();
    private final WorkerAddress spoutSlot = new WorkerAddress("node-a", freePort());
    private final WorkerAddress boltSlot = new WorkerAddress("node-a", freePort());
    private String id;
    private LocalLayout layout;
    private WordTopology.Seen seen;
    private SortedMap<Integer, String> tasks;

    @BeforeEach
    void layOut(TestInfo test) throws IOException {
        id = test.getTestMethod().orElseThrow().getName();
        seen = WordTopology.seen(id);
        layout = LocalLayout.of(Map.of(), home);
        Map<String, Object> conf = new HashMap<>(Map.of("topology.workers", 2, "topology.acker.executors", 1, "topology.name", id));
        if (id.startsWith("metricsConsumersHearOfNoConnections")) {
            conf.put("topology.enable.send.iconnection.metrics", false);
        }
        if (id.startsWith("metricsConsumers")) {
            conf.put("topology.metrics.consumer.register", List.of(Map.of("class", Listening.class.getName())));
            conf.put("topology.builtin.metrics.bucket.size.secs", 1);
            conf.put("topology.serialized.message.size.metrics", true);
            conf.put("topology.v2.metrics.tick.interval.seconds", 1);
            conf.put("topology.auto-credentials", List.of(Expiring.class.getName()));
            conf.put("topology.worker.metrics", Map.of("answer", Answer.class.getName()));
            conf.put("worker.metrics", Map.of("answer of the cluster", Answer.class.getName(), "registrant", Registrant.class.getName(),
                "CGroupMemory", "org.apache.storm.metrics2.cgroup.CGroupMemoryUsage"));
        }
        StormTopology topology = WordTopology.build();
        tasks = SystemTopology.tasks(SystemTopology.of(conf, topology));
        Files.createDirectories(layout.stormDist(id));
        Files.write(layout.stormCode(id), new ThriftCodec<>(StormTopology::new).encode(topology));
        Files.write(layout.stormConf(id), gzip(Json.write(conf)));
        assign(boltSlot);
        status(TopologyStatus.ACTIVE);
    }

    @AfterEach
    void closeAll() {
        workers.forEach(WorkerRuntime::close);
        state.close();
    }

    @Test
    void tuplesCrossBetweenWorkersAndEveryOneIsAcked() throws IOException {
        start(spoutSlot);
        start(boltSlot);
        await(() -> seen.acked.sum() > 20_000);
        assertEquals(2, seen.executed.size(), "both bolt tasks work");
        assertEquals(0, seen.failed.sum());
        assertTrue(workers.stream().allMatch(WorkerRuntime::listening));
    }

    @Test
    void spoutsWaitForActivationAndStopAtDeactivationUntilNothingIsUnderWay() throws IOException {
        status(TopologyStatus.INACTIVE);
        start(spoutSlot);
        start(boltSlot);
        await(() -> seen.opened.get() == 1);
        assertEquals(0, seen.executed.size());
        status(TopologyStatus.ACTIVE);
        await(() -> seen.acked.sum() > 100);
        assertTrue(seen.active.get());
        status(TopologyStatus.INACTIVE);
        await(() -> !seen.active.get());
        await(() -> seen.acked.sum() == executed() && workers.stream().allMatch(WorkerRuntime::quiet));
    }

    @Test
    void aStopEndsSpoutsAndBoltsWithTheirCleanUp() throws IOException {
        start(boltSlot);
        WorkerRuntime spouts = start(spoutSlot);
        await(() -> seen.acked.sum() > 1000);
        spouts.close();
        assertEquals(1, seen.closed.get());
        assertEquals(Ending.CLOSED, spouts.ended().join());
        // The bolts' worker may keep acks for the one that is gone until the assignment changes, so it need not become quiet.
        assertTrue(executed() >= seen.acked.sum(), "nothing was acked that was not executed");
        workers.forEach(WorkerRuntime::close);
        assertEquals(2, seen.cleanedUp.get());
    }

    @Test
    void heartbeatsCarryTheStatisticsOfAllExecutors() throws IOException {
        start(spoutSlot);
        start(boltSlot);
        await(() -> seen.acked.sum() > 1000);
        await(() -> beats.containsKey(spoutSlot.port()) && beats.containsKey(boltSlot.port()));
        assertEquals(id, beats.get(boltSlot.port()).get_topology_id());
        assertEquals("localhost", beats.get(boltSlot.port()).get_host());
        assertEquals(2, beats.get(boltSlot.port()).get_executor_stats_size());
        await(() -> beats.get(boltSlot.port()).get_figures().values().stream()
            .allMatch(figures -> figures.get_component().equals("sink") && figures.get_executed() > 0 && figures.get_busy_nanos() > 0
                && figures.get_execute_nanos_size() > 0 && figures.get_process_micros_size() > 0));
        await(() -> beats.get(spoutSlot.port()).get_figures().values().stream()
            .anyMatch(figures -> figures.get_component().equals("numbers") && figures.get_acked() > 1000 && figures.is_set_pending()
                && figures.get_complete_micros_size() > 0 && figures.get_timed_out() == 0));
        await(() -> beats.get(spoutSlot.port()).get_executor_stats().values().stream()
            .anyMatch(stats -> stats.get_emitted().get(":all-time").getOrDefault("default", 0L) > 0));
    }

    @Test
    void treesAreTracedWhileTheTopologySaysSoAndBothEndsTellTheSameTrees() throws IOException {
        start(spoutSlot);
        start(boltSlot);
        await(() -> seen.acked.sum() > 100);
        StormBase base = new StormBase(id, TopologyStatus.ACTIVE, 2);
        base.set_trace_percent(1);
        state.topologies().put(id, base);
        Set<Long> roots = ConcurrentHashMap.newKeySet();
        Set<Long> hops = ConcurrentHashMap.newKeySet();
        await(() -> beats.containsKey(spoutSlot.port()) && beats.containsKey(boltSlot.port()));
        await(() -> {
            beats.get(spoutSlot.port()).get_roots().stream().filter(root -> root.get_ended_micros() >= root.get_emitted_micros())
                .forEach(root -> roots.add(root.get_root()));
            beats.get(boltSlot.port()).get_hops().stream().filter(hop -> hop.get_component().equals("sink") && hop.get_acked_micros() > 0)
                .forEach(hop -> hops.add(hop.get_root()));
            return hops.stream().anyMatch(roots::contains);
        });
        status(TopologyStatus.ACTIVE);
        await(() -> beats.get(spoutSlot.port()).get_roots_size() == 0);
    }

    /** A consumer that notes what each worker's system component says. */
    public static final class Listening implements IMetricsConsumer {
        private static final Map<String, Object> HEARD = new ConcurrentHashMap<>();

        @Override
        public void prepare(Map<String, Object> conf, Object argument, TopologyContext context, IErrorReporter errors) {
            HEARD.clear();
        }

        @Override
        public void handleDataPoints(TaskInfo task, Collection<DataPoint> points) {
            if (task.srcComponentId.equals("__system")) {
                points.forEach(point -> HEARD.put(task.srcWorkerPort + " " + point.name, point.value));
            }
        }

        @Override
        public void cleanup() {
            HEARD.clear();
        }
    }

    /** A metric that the topology wants of each worker. */
    public static final class Answer implements IMetric {
        @Override
        public Object getValueAndReset() {
            return 42;
        }
    }

    /** Registers what it measures by itself, by the worker's configuration. */
    public static final class Registrant implements WorkerMetricRegistrant {
        private final Map<String, Object> conf;

        public Registrant(Map<String, Object> conf) {
            this.conf = conf;
        }

        @Override
        public void registerMetrics(TopologyContext context) {
            context.registerGauge("answer of words", () -> conf.containsKey("topology.workers") ? 43 : 0);
        }
    }

    /** Says for how long its credentials are good. */
    public static final class Expiring extends AutoTGT {
        @Override
        public void registerMetrics(TopologyContext context, Map<String, Object> topoConf) {
            context.registerGauge("expiry", () -> topoConf.get("topology.workers"));
        }
    }

    @Test
    void metricsConsumersHearOfEveryWorkerItsConnectionsAndWhatTheTopologyWantsOfIt() throws IOException {
        start(spoutSlot);
        start(boltSlot);
        for (WorkerAddress slot : List.of(spoutSlot, boltSlot)) {
            await(() -> Integer.valueOf(42).equals(Listening.HEARD.get(slot.port() + " answer")));
            await(() -> Integer.valueOf(42).equals(Listening.HEARD.get(slot.port() + " answer of the cluster")));
            await(() -> Integer.valueOf(43).equals(Listening.HEARD.get(slot.port() + " answer of words")));
            await(() -> Listening.HEARD.containsKey(slot.port() + " expiry"));
            await(() -> Listening.HEARD.containsKey(slot.port() + " memory.heap.used"));
            await(() -> Listening.HEARD.get(slot.port() + " __send-iconnection") instanceof Map<?, ?> peers && peers.size() == 1
                && peers.values().iterator().next() instanceof Map<?, ?> figures && (Long) figures.get("sent") > 0
                && figures.keySet().containsAll(List.of("src", "dest", "pending", "lostOnSend", "reconnects")));
            await(() -> Listening.HEARD.get(slot.port() + " __recv-iconnection") instanceof Map<?, ?> received
                && received.get("messageBytes") instanceof Map<?, ?> && received.get("enqueued") instanceof Map<?, ?> senders && senders.size() == 1);
        }
    }

    @Test
    void metricsConsumersHearOfNoConnectionsIfTheTopologySaysSo() throws IOException {
        start(spoutSlot);
        start(boltSlot);
        for (WorkerAddress slot : List.of(spoutSlot, boltSlot)) {
            await(() -> Listening.HEARD.containsKey(slot.port() + " memory.heap.used"));
            assertFalse(Listening.HEARD.containsKey(slot.port() + " __send-iconnection"));
        }
    }

    @Test
    void aWorkerWhosePeerMovesFollowsItAndNothingIsLostForGood() throws IOException {
        start(spoutSlot);
        WorkerRuntime before = start(boltSlot);
        await(() -> seen.acked.sum() > 1000);
        before.close();
        WorkerAddress other = new WorkerAddress("node-b", freePort());
        assign(other);
        start(other);
        long acked = seen.acked.sum();
        await(() -> seen.acked.sum() > acked + 1000);
        assertFalse(workers.get(0).ended().isDone(), "only its peer moved");
    }

    @Test
    void aWorkerWhoseOwnExecutorsChangeEnds() throws IOException {
        WorkerRuntime bolts = start(boltSlot);
        assign(new WorkerAddress("node-a", freePort()));
        assertEquals(Ending.REASSIGNED, bolts.ended().orTimeout(BOUND_MS, TimeUnit.MILLISECONDS).join());
    }

    @Test
    void aFailingBoltEndsItsWorkerAndItsErrorIsReported() throws IOException {
        start(spoutSlot);
        WorkerRuntime bolts = start(boltSlot);
        await(() -> seen.acked.sum() > 10);
        seen.boltFails.set(true);
        assertEquals(Ending.FAILED, bolts.ended().orTimeout(BOUND_MS, TimeUnit.MILLISECONDS).join());
        bolts.close();
        await(() -> state.errors().last(id, "sink").isPresent());
        assertTrue(state.errors().last(id, "sink").orElseThrow().get_error().contains("told to fail"));
    }

    @Test
    void newCredentialsReachTheComponents() throws IOException {
        start(spoutSlot);
        start(boltSlot);
        await(() -> seen.acked.sum() > 10);
        state.credentials().put(id, new Credentials(Map.of("token", "fresh")));
        await(() -> "fresh".equals(seen.credentials.get("token")));
    }

    @Test
    void aRequestForStacksIsDoneOnceAndTakenOffTheTable() throws IOException {
        start(boltSlot);
        ProfileRequest request = new ProfileRequest(new NodeInfo("localhost", Set.of((long) boltSlot.port())), ProfileAction.JSTACK_DUMP);
        state.profileRequests(id).put(ClusterState.profileKey(request), request);
        await(() -> state.profileRequests(id).keys().isEmpty());
        try (var files = Files.list(layout.workerArtifacts(id, boltSlot.port()))) {
            assertEquals(1, files.filter(file -> file.getFileName().toString().startsWith("jstack-")).count());
        }
    }

    @Test
    void aRequestForARestartEndsTheWorker() throws IOException {
        WorkerRuntime bolts = start(boltSlot);
        ProfileRequest request = new ProfileRequest(new NodeInfo("node-a", Set.of((long) boltSlot.port())), ProfileAction.JVM_RESTART);
        state.profileRequests(id).put(ClusterState.profileKey(request), request);
        assertEquals(Ending.RESTART_ASKED, bolts.ended().orTimeout(BOUND_MS, TimeUnit.MILLISECONDS).join());
    }

    @Test
    void aWorkerTellsNimbusThatItLivesAndItsSupervisorWhatItIsAtWhileABoltIsPrepared() throws Exception {
        seen.prepare = new CountDownLatch(1);
        List<Supplier<String>> told = new CopyOnWriteArrayList<>();
        Thread starting = new Thread(() -> {
            try {
                start(boltSlot, state, new WorkerStart(Optional.empty(), told::add));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        starting.start();
        await(() -> this.starting.size() > 1);
        await(() -> told.stream().anyMatch(activity -> activity.get().equals("preparing sink")));
        assertTrue(beats.isEmpty());
        seen.prepare.countDown();
        starting.join(BOUND_MS);
        await(() -> beats.containsKey(boltSlot.port()));
    }

    @Test
    void nimbusLearnsAtOnceThatAWorkerIsUpAndEverySecondHowItStandsWhileItsTopologyMoves() throws Exception {
        start(boltSlot);
        await(() -> beats.containsKey(boltSlot.port()));
        status(TopologyStatus.REBALANCING);
        for (int i = 0; i < 2; i++) {
            beats.clear();
            await(() -> beats.containsKey(boltSlot.port()));
        }
    }

    /** A shared state that does not answer: every read fails, and watches tell nothing. */
    private static ClusterState away() {
        Object table = Proxy.newProxyInstance(WorkerRuntimeTest.class.getClassLoader(), new Class<?>[] {Table.class}, (proxy, method, arguments) -> {
            if (method.getName().startsWith("watch")) {
                return (Table.Watch) () -> { };
            }
            throw new ClusterStateException("ZooKeeper is away", null);
        });
        return (ClusterState) Proxy.newProxyInstance(WorkerRuntimeTest.class.getClassLoader(), new Class<?>[] {ClusterState.class},
            (proxy, method, arguments) -> method.getReturnType() == Table.class ? table : null);
    }

    @Test
    void aWorkerStartsFromWhatItsSupervisorKnowsWhileTheSharedStateIsAway() throws IOException {
        state.credentials().put(id, new Credentials(Map.of("token", "known")));
        WorkerStart known = new WorkerStart(TopologySnapshot.of(state, id), StartProgress.NONE);
        start(spoutSlot, away(), known);
        start(boltSlot, away(), known);
        await(() -> seen.acked.sum() > 1000);
        assertEquals("known", seen.credentials.get("token"));
    }

    @Test
    void whatTheSharedStateSaysOverrulesWhatTheSupervisorKnew() throws IOException {
        WorkerStart known = new WorkerStart(TopologySnapshot.of(state, id), StartProgress.NONE);
        assign(new WorkerAddress("node-a", freePort()));
        WorkerRuntime bolts = start(boltSlot, state, known);
        assertEquals(Ending.REASSIGNED, bolts.ended().orTimeout(BOUND_MS, TimeUnit.MILLISECONDS).join());
    }

    @Test
    void aSlotWithoutExecutorsIsRefusedClearly() {
        IOException e = assertThrows(IOException.class, () -> start(new WorkerAddress("node-z", freePort())));
        assertTrue(e.getMessage().contains("node-z") && e.getMessage().contains(id), e.getMessage());
        state.assignments().remove(id);
        IOException none = assertThrows(IOException.class, () -> start(boltSlot));
        assertTrue(none.getMessage().contains("assigned nowhere"), none.getMessage());
    }

    // ------------------------------------------------------------------

    private WorkerRuntime start(WorkerAddress slot) throws IOException {
        return start(slot, state, WorkerStart.PLAIN);
    }

    private WorkerRuntime start(WorkerAddress slot, ClusterState clusterState, WorkerStart start) throws IOException {
        Map<String, Object> conf = Utils.readDefaultConfig();
        // Short only where tuples get lost; elsewhere a machine that stalls must not make one fail.
        int timeoutSecs = id.startsWith("aWorkerWhosePeerMoves") ? 3 : 30;
        conf.putAll(Map.of("storm.cluster.mode", "local", "task.heartbeat.frequency.secs", id.startsWith("nimbusLearnsAtOnce") ? 3600 : 1,
            "storm.messaging.netty.max_wait_ms", 100, "topology.message.timeout.secs", timeoutSecs, "topology.fall.back.on.java.serialization", true));
        WorkerSpec spec = new WorkerSpec(id, slot, "worker-" + slot.port(), conf, layout, getClass().getClassLoader());
        WorkerRuntime worker = new WorkerRuntime(spec, TopologyCode.load(spec), clusterState, nimbus(), Clock.system(),
            FatalErrorHandler.logging("worker"), start);
        workers.add(worker);
        worker.start();
        return worker;
    }

    /** The spout stays; bolts go to {@code bolts}. */
    private void assign(WorkerAddress bolts) {
        Map<List<Long>, NodeInfo> placed = new HashMap<>();
        tasks.forEach((task, component) -> {
            WorkerAddress slot = component.equals("sink") ? bolts : spoutSlot;
            placed.put(List.of((long) task, (long) task), new NodeInfo(slot.node(), Set.of((long) slot.port())));
        });
        Assignment assignment = new Assignment(id);
        assignment.set_executor_node_port(placed);
        assignment.set_node_host(Map.of("node-a", "localhost", "node-b", "localhost"));
        state.assignments().put(id, assignment);
    }

    private void status(TopologyStatus status) {
        state.topologies().put(id, new StormBase(id, status, 2));
    }

    private long executed() {
        return seen.executed.values().stream().mapToLong(Long::longValue).sum();
    }

    private NimbusRpc nimbus() {
        TempestNimbus.Iface leader = (TempestNimbus.Iface) Proxy.newProxyInstance(getClass().getClassLoader(),
            new Class<?>[] {TempestNimbus.Iface.class}, (proxy, method, arguments) -> {
                WorkerBeat beat = (WorkerBeat) arguments[0];
                if (beat.get_executor_stats().isEmpty()) {
                    starting.add(beat);
                } else {
                    beats.put(beat.get_port(), beat);
                }
                return null;
            });
        return new NimbusRpc() {
            @Override
            public <T> T call(Call<T> call) throws TException {
                return call.on(leader);
            }

            @Override
            public void close() {
                beats.clear();
            }
        };
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(BOUND_MS);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "the condition did not hold within " + BOUND_MS + " ms");
            LockSupport.parkNanos(200_000);
        }
    }
}
