// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.storm.generated.Assignment;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.Credentials;
import org.apache.storm.generated.ErrorInfo;
import org.apache.storm.generated.NodeInfo;
import org.apache.storm.generated.NotAliveException;
import org.apache.storm.generated.StormBase;
import org.apache.storm.generated.SupervisorAssignments;
import org.apache.storm.generated.SupervisorInfo;
import org.apache.storm.generated.SupervisorWorkerHeartbeat;
import org.apache.storm.generated.SupervisorWorkerHeartbeats;
import org.apache.storm.generated.TopologyStatus;
import org.apache.storm.thrift.TException;
import org.apache.storm.thrift.protocol.TBinaryProtocol;
import org.apache.storm.thrift.transport.TSocket;
import org.apache.storm.thrift.transport.layered.TFramedTransport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tempest.cluster.BindAddress;
import tempest.cluster.Clock;
import tempest.cluster.Eventually;
import tempest.cluster.FatalErrorHandler;
import tempest.cluster.InMemoryClusterState;
import tempest.cluster.LocalHeartbeat;
import tempest.cluster.LocalLayout;
import tempest.cluster.NimbusRpc;
import tempest.cluster.TopologySnapshot;
import tempest.rpc.SupervisorBeat;
import tempest.rpc.TempestNimbus;
import tempest.supervisor.localizer.FakeBlobs;
import tempest.supervisor.localizer.FileTree;
import tempest.supervisor.localizer.Localizer;
import tempest.supervisor.process.ProcessLauncher;
import tempest.supervisor.process.WorkerHome;
import tempest.supervisor.process.WorkersOnDisk;
import tempest.supervisor.slot.SlotReport;
import tempest.supervisor.slot.SlotState;

/** A whole supervisor with real worker processes, and the cluster's state and blobs in memory. */
class SupervisorTest {

    private static final String ID = "words-1-2";

    @TempDir
    private Path home;
    private LocalLayout layout;
    private final InMemoryClusterState state = new InMemoryClusterState();
    private final FakeBlobs blobs = new FakeBlobs();
    private final List<SupervisorBeat> beats = new CopyOnWriteArrayList<>();
    private final List<SupervisorWorkerHeartbeats> starting = new CopyOnWriteArrayList<>();
    private final List<Supervisor> open = new ArrayList<>();
    private Map<String, Object> conf;
    private int port;

    @BeforeEach
    void prepare() throws IOException {
        layout = LocalLayout.of(Map.of(), home.resolve("storm home"));
        port = freePort();
        conf = new HashMap<>(Map.of("supervisor.slots.ports", List.of(port), "supervisor.thrift.port", 0, "storm.local.hostname", "here",
            "worker.childopts", "-Xmx16m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC", "supervisor.worker.shutdown.sleep.secs", 1));
        blobs.topology(ID, Map.of("topology.workers", 1), List.of());
    }

    @AfterEach
    void end() {
        open.forEach(Supervisor::close);
        WorkersOnDisk.stopAll(layout, BindAddress.of(conf), 1_000);
        state.close();
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    /** A Nimbus that takes heartbeats and nothing else. */
    private NimbusRpc nimbus() {
        TempestNimbus.Iface iface = (TempestNimbus.Iface) Proxy.newProxyInstance(getClass().getClassLoader(),
            new Class<?>[] {TempestNimbus.Iface.class}, (proxy, method, args) -> {
                switch (method.getName()) {
                    case "supervisorBeat" -> beats.add((SupervisorBeat) args[0]);
                    case "sendSupervisorWorkerHeartbeats" -> starting.add((SupervisorWorkerHeartbeats) args[0]);
                    default -> throw new AssertionError("unexpected call " + method);
                }
                return null;
            });
        return new NimbusRpc() {
            @Override
            public <T> T call(Call<T> call) throws TException {
                return call.on(iface);
            }

            @Override
            public void close() {
                beats.clear();
            }
        };
    }

    private Supervisor start(HealthCheck health) throws IOException {
        SupervisorConfig config = SupervisorConfig.of(conf);
        Localizer localizer = new Localizer(config.localizer(), layout, blobs, millis -> { }, null);
        WorkerHome workers = new WorkerHome(Path.of(System.getProperty("java.home"), "bin", "java"),
            List.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator)), "tempest.supervisor.process.TestWorker",
            home.resolve("worker.xml"), "", "", 8192);
        Supervisor supervisor = new Supervisor(new Supervisor.Parts(config, health, layout, state, nimbus(), localizer, Clock.system(),
            id -> new ProcessLauncher(conf, layout, workers, id), "test",
            FatalErrorHandler.logging("supervisor")));
        open.add(supervisor);
        supervisor.start();
        return supervisor;
    }

    private void assign(String node, int executors) {
        Assignment assignment = new Assignment(ID);
        Map<List<Long>, NodeInfo> placed = new HashMap<>();
        for (long task = 1; task <= executors; task++) {
            placed.put(List.of(task, task), new NodeInfo(node, java.util.Set.of((long) port)));
        }
        assignment.set_executor_node_port(placed);
        state.assignments().put(ID, assignment);
    }

    private void mode(String mode) throws IOException {
        blobs.topology(ID, Map.of("topology.workers", 1, "topology.worker.childopts", "-Dmode=" + mode), List.of());
    }

    private static void await(Supervisor supervisor, SlotState wanted) throws Exception {
        Eventually.holds("the slot is " + wanted, () -> supervisor.slots().stream().map(SlotReport::state).toList().equals(List.of(wanted)));
    }

    private static String workerId(Supervisor supervisor) {
        return supervisor.slots().get(0).workerId();
    }

    @Test
    void anAssignmentBecomesAWorkerAndItsEndLeavesNoProcessAndNoFolder() throws Exception {
        Supervisor supervisor = start(null);
        await(supervisor, SlotState.EMPTY);
        assign(supervisor.id(), 2);
        await(supervisor, SlotState.RUNNING);
        String first = workerId(supervisor);
        assign(supervisor.id(), 3);
        Eventually.holds("another worker runs", () -> workerId(supervisor) != null && !first.equals(workerId(supervisor))
            && supervisor.slots().get(0).state() == SlotState.RUNNING);
        state.assignments().remove(ID);
        await(supervisor, SlotState.EMPTY);
        assertEquals(List.of(), FileTree.children(layout.workers()));
    }

    @Test
    void aSupervisorThatIsNotEnabledOffersItsSlotsAndStartsNothing() throws Exception {
        conf.putAll(Map.of("supervisor.enable", false, "supervisor.heartbeat.frequency.secs", 1));
        Supervisor supervisor = start(null);
        assign(supervisor.id(), 1);
        Eventually.holds("it knows of the assignment", () -> beats.stream().anyMatch(beat -> beat.get_info().get_used_ports().contains((long) port)));
        await(supervisor, SlotState.EMPTY);
    }

    @Test
    void aWorkerThatDiesIsReplaced() throws Exception {
        Supervisor supervisor = start(null);
        assign(supervisor.id(), 1);
        await(supervisor, SlotState.RUNNING);
        String first = workerId(supervisor);
        Path pid = FileTree.children(layout.workerPids(first)).get(0);
        assertTrue(ProcessHandle.of(Long.parseLong(pid.getFileName().toString())).orElseThrow().destroyForcibly());
        Eventually.holds("another worker runs", () -> workerId(supervisor) != null && !first.equals(workerId(supervisor))
            && supervisor.slots().get(0).state() == SlotState.RUNNING);
        assertFalse(Files.exists(layout.worker(first)));
        Eventually.holds("its end is told", () -> !state.errors().list(ID, "__system").isEmpty());
        ErrorInfo told = state.errors().list(ID, "__system").get(0);
        assertTrue(told.get_error().startsWith("worker here:" + port + " exited with status 137 (SIGKILL)"), told.get_error());
        assertEquals(List.of("here", port), List.of(told.get_host(), told.get_port()));
        assertEquals(Map.of(ID, 1L), supervisor.workerFailures());
    }

    @Test
    void itSpeaksForAWorkerThatHasStartedAndCannotSpeakYet() throws Exception {
        conf.put("supervisor.heartbeat.frequency.secs", 1);
        mode("silent");
        Supervisor supervisor = start(null);
        assign(supervisor.id(), 2);
        await(supervisor, SlotState.STARTING);
        Eventually.holds("Nimbus is told", () -> !starting.isEmpty());
        assertEquals(supervisor.id(), starting.get(0).get_supervisor_id());
        assertEquals(ID, starting.get(0).get_worker_heartbeats().get(0).get_storm_id());
        assertEquals(2, starting.get(0).get_worker_heartbeats().get(0).get_executors_size());
    }

    @Test
    void workersOutliveTheirSupervisorAndTheNextOneTakesThemOver() throws Exception {
        Supervisor first = start(null);
        assign(first.id(), 1);
        await(first, SlotState.RUNNING);
        String worker = workerId(first);
        first.close();
        Supervisor second = start(null);
        assertEquals(first.id(), second.id());
        await(second, SlotState.RUNNING);
        assertEquals(worker, workerId(second));
        second.close();
        state.assignments().remove(ID);
        Supervisor third = start(null);
        await(third, SlotState.EMPTY);
        assertEquals(List.of(), FileTree.children(layout.workers()));
    }

    @Test
    void itAnnouncesItselfWithItsSlotsAndResourcesAndBeats() throws Exception {
        conf.put("supervisor.memory.capacity.mb", 1000);
        Supervisor supervisor = start(null);
        SupervisorInfo info = state.supervisors().get(supervisor.id()).orElseThrow();
        assertEquals("here", info.get_hostname());
        assertEquals(List.of((long) port), info.get_meta());
        assertEquals(supervisor.thriftPort(), info.get_server_port());
        assertEquals(1000.0, info.get_resources_map().get("memory.mb"));
        Eventually.holds("a heartbeat came", () -> !beats.isEmpty());
        assertEquals(supervisor.id(), beats.get(0).get_supervisor_id());
        supervisor.close();
        assertTrue(state.supervisors().get(supervisor.id()).isEmpty());
    }

    @Test
    void itsServiceAnswersAndOutlivesWhoeverSendsRubbish() throws Exception {
        Supervisor supervisor = start(null);
        assign("another-node", 1);
        for (byte[] rubbish : new byte[][] {"GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
            {0, 0, 0, 4, 1, 2, 3, 4}, {-1, -1, -1, -1}}) {
            try (Socket socket = new Socket("localhost", supervisor.thriftPort())) {
                socket.setSoTimeout(10_000);
                socket.getOutputStream().write(rubbish);
                assertEquals(-1, readToEnd(socket));
            }
        }
        try (TFramedTransport transport = new TFramedTransport(new TSocket("localhost", supervisor.thriftPort(), 10_000))) {
            transport.open();
            var client = new org.apache.storm.generated.Supervisor.Client(new TBinaryProtocol(transport));
            Eventually.holds("the assignment is known", () -> {
                try {
                    return client.getLocalAssignmentForStorm(ID).get_executor_node_port().size() == 1;
                } catch (NotAliveException e) {
                    return false;
                }
            });
            assertThrows(NotAliveException.class, () -> client.getLocalAssignmentForStorm("no-such"));
        }
    }

    /** Reads until the other side closes, by whichever way. */
    private static int readToEnd(Socket socket) throws IOException {
        try {
            int read = 0;
            while (read >= 0) {
                read = socket.getInputStream().read(new byte[1024]);
            }
            return read;
        } catch (java.net.SocketTimeoutException e) {
            throw e;
        } catch (java.net.SocketException reset) {
            return -1;
        }
    }

    @Test
    void aComputerThatIsNotFitOffersNoSlotsAndRunsNothing() throws Exception {
        Path scripts = Files.createDirectories(home.resolve("checks"));
        Path script = Files.writeString(scripts.resolve("disk.sh"), "#!/bin/sh\necho ERROR disk is broken\n");
        assertTrue(script.toFile().setExecutable(true));
        Supervisor supervisor = start(HealthCheck.of(Map.of("storm.health.check.dir", scripts.toString())));
        assign(supervisor.id(), 1);
        Eventually.holds("the assignment is known", () -> supervisor.slots().size() == 1);
        assertEquals(List.of(), state.supervisors().get(supervisor.id()).orElseThrow().get_meta());
        await(supervisor, SlotState.EMPTY);
    }

    @Test
    void twoSupervisorsNeverShareAFolderAndAPortInUseIsNamed() throws Exception {
        Supervisor supervisor = start(null);
        assertTrue(assertThrows(IOException.class, () -> start(null)).getMessage().contains("another supervisor works in"));
        conf.put("supervisor.thrift.port", supervisor.thriftPort());
        layout = LocalLayout.of(Map.of(), home.resolve("another home"));
        String message = assertThrows(IOException.class, () -> start(null)).getMessage();
        assertTrue(message.startsWith("port " + supervisor.thriftPort() + " is in use") && message.contains("supervisor.thrift.port"), message);
    }

    private void damage(String file) throws IOException {
        Path path = layout.supervisorLocalState().resolve(file);
        Files.writeString(path, Files.readString(path).replaceFirst("supervisor-id .", "supervisor-id X"));
    }

    @Test
    void anIdentitySurvivesTheDamageOfEitherCopyAndItsWorkersRunOn() throws Exception {
        Supervisor first = start(null);
        assign(first.id(), 1);
        await(first, SlotState.RUNNING);
        String worker = workerId(first);
        first.close();
        for (String file : new String[] {"supervisor", "supervisor.copy"}) {
            damage(file);
            Supervisor next = start(null);
            assertEquals(first.id(), next.id());
            await(next, SlotState.RUNNING);
            assertEquals(worker, workerId(next));
            assertTrue(Files.exists(layout.supervisorLocalState().resolve(file + ".corrupt")));
            next.close();
        }
        assertEquals(first.id(), start(null).id());
    }

    @Test
    void onlyIfBothCopiesAreDamagedANewIdIsMade() throws Exception {
        Supervisor first = start(null);
        first.close();
        damage("supervisor");
        damage("supervisor.copy");
        Supervisor second = start(null);
        assertNotEquals(first.id(), second.id());
        second.close();
        assertEquals(second.id(), start(null).id());
    }

    @Test
    void itsPortIsOpenToThisMachineAloneAndToOthersOnlyIfTheOperatorSaysSo() throws IOException {
        Supervisor supervisor = start(HealthCheck.of(conf));
        assertThrows(ConnectException.class, () -> new Socket("127.0.0.2", supervisor.thriftPort()).close());
        conf.put("storm.bind.address", "0.0.0.0");
        conf.put("storm.local.dir", home.resolve("another").toString());
        layout = LocalLayout.of(conf);
        String refusal = assertThrows(IllegalArgumentException.class, () -> start(HealthCheck.of(conf))).getMessage();
        assertTrue(refusal.contains("could use the supervisor"), refusal);
        conf.put("storm.insecure.allow.remote.access", true);
        try (Socket socket = new Socket("127.0.0.2", start(HealthCheck.of(conf)).thriftPort())) {
            assertTrue(socket.isConnected());
        }
    }

    @Test
    void aWorkerThatIsStoppedBySomebodyIsReplacedAndItsEndIsTold() throws Exception {
        conf.put("supervisor.worker.timeout.secs", 6);
        mode("beats");
        Supervisor supervisor = start(null);
        assign(supervisor.id(), 1);
        await(supervisor, SlotState.RUNNING);
        String first = workerId(supervisor);
        Eventually.holds("it has told of itself", () -> LocalHeartbeat.read(layout.worker(first)).isPresent());
        String pid = FileTree.children(layout.workerPids(first)).get(0).getFileName().toString();
        assertEquals(0, new ProcessBuilder("kill", "-STOP", pid).start().waitFor());
        Eventually.holds("another worker runs", () -> workerId(supervisor) != null && !first.equals(workerId(supervisor))
            && supervisor.slots().get(0).state() == SlotState.RUNNING);
        assertTrue(ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive).isEmpty());
        Eventually.holds("its end is told", () -> !state.errors().list(ID, "__system").isEmpty());
        String told = state.errors().list(ID, "__system").get(0).get_error();
        assertTrue(told.startsWith("worker here:" + port + " hangs: no heartbeat for "), told);
    }

    @Test
    void aNewWorkerFindsWhatIsKnownOfItsTopologySoThatItNeedsNoZooKeeper() throws Exception {
        state.credentials().put(ID, new Credentials(Map.of("token", "secret")));
        state.topologies().put(ID, new StormBase("words", TopologyStatus.ACTIVE, 1));
        blobs.held = new CountDownLatch(1);
        Supervisor supervisor = start(null);
        assign(supervisor.id(), 1);
        await(supervisor, SlotState.LOCALIZING);
        blobs.held.countDown();
        await(supervisor, SlotState.RUNNING);
        TopologySnapshot known = TopologySnapshot.read(layout.worker(workerId(supervisor))).orElseThrow();
        assertEquals(state.assignments().get(ID).orElseThrow(), known.assignment());
        assertEquals("secret", known.credentials().orElseThrow().get_creds().get("token"));
        assertEquals(TopologyStatus.ACTIVE, known.topology().orElseThrow().get_status());
    }

    private static SupervisorAssignments assignments(Map<String, Assignment> of) {
        SupervisorAssignments assignments = new SupervisorAssignments();
        assignments.set_storm_assignment(of);
        return assignments;
    }

    private interface Call {
        void on(org.apache.storm.generated.Supervisor.Client client) throws TException;
    }

    private static void call(Supervisor supervisor, Call call) throws TException {
        try (TFramedTransport transport = new TFramedTransport(new TSocket("127.0.0.1", supervisor.thriftPort(), 10_000))) {
            transport.open();
            call.on(new org.apache.storm.generated.Supervisor.Client(new TBinaryProtocol(transport)));
        }
    }

    @Test
    void anAssignmentThatACallerSendsStartsNothing() throws Exception {
        Supervisor supervisor = start(null);
        await(supervisor, SlotState.EMPTY);
        Assignment forged = new Assignment(ID);
        forged.set_executor_node_port(Map.of(List.of(1L, 1L), new NodeInfo(supervisor.id(), java.util.Set.of((long) port))));
        call(supervisor, client -> client.sendSupervisorAssignments(assignments(Map.of("forged-1-1", forged))));
        assign(supervisor.id(), 1);
        await(supervisor, SlotState.RUNNING);
        assertThrows(NotAliveException.class, () -> call(supervisor, client -> client.getLocalAssignmentForStorm("forged-1-1")));
    }

    @Test
    void connectionsThatAnnounceMuchAndStaySilentKeepNobodyFromBeingAnswered() throws Exception {
        Supervisor supervisor = start(null);
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 50; i++) {
                Socket socket = new Socket("127.0.0.1", supervisor.thriftPort());
                silent.add(socket);
                socket.getOutputStream().write(new byte[] {0, 0x0F, -1, -16, 1});
            }
            long before = System.nanoTime();
            assertThrows(NotAliveException.class, () -> call(supervisor, client -> client.getLocalAssignmentForStorm("no-such")));
            assertTrue(System.nanoTime() - before < TimeUnit.SECONDS.toNanos(5));
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    void anAuthorizerJudgesEveryCallOfItsService() throws Exception {
        conf.put("supervisor.authorizer", "org.apache.storm.security.auth.authorizer.DenyAuthorizer");
        Supervisor supervisor = start(null);
        assign(supervisor.id(), 1);
        List<Call> calls = List.of(client -> client.getLocalAssignmentForStorm(ID), client -> client.getLocalAssignmentForStorm("no-such"),
            client -> client.sendSupervisorAssignments(assignments(Map.of())),
            client -> client.sendSupervisorWorkerHeartbeat(new SupervisorWorkerHeartbeat(ID, List.of(), 1)));
        for (Call call : calls) {
            assertThrows(AuthorizationException.class, () -> call(supervisor, call));
        }
    }
}
