// SPDX-FileCopyrightText: 2026 The Tempest authors
// SPDX-License-Identifier: Apache-2.0
package tempest.supervisor.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.storm.generated.ExecutorInfo;
import org.apache.storm.generated.WorkerResources;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tempest.cluster.BindAddress;
import tempest.cluster.Eventually;
import tempest.cluster.LocalLayout;
import tempest.cluster.WorkerExit;
import tempest.supervisor.localizer.FakeBlobs;
import tempest.supervisor.localizer.FileTree;
import tempest.supervisor.slot.LaunchRequest;
import tempest.supervisor.slot.SlotAssignment;
import tempest.supervisor.slot.WorkerHandle;

/** Real processes, in folders with spaces in their names. */
class ProcessLauncherTest {

    private static final String ID = "words-1-2";

    @TempDir
    private Path folder;
    private LocalLayout layout;
    private ProcessLauncher launcher;
    private int port;
    private final List<WorkerHandle> started = new ArrayList<>();

    @BeforeEach
    void prepare() throws IOException {
        layout = LocalLayout.of(Map.of(), folder.resolve("storm home"));
        launcher = new ProcessLauncher(Map.of("worker.childopts", "-Xmx16m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC"), layout, home(), "node");
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Files.createDirectories(layout.stormResources(ID));
        mode("normal");
    }

    @AfterEach
    void end() {
        started.forEach(WorkerHandle::kill);
    }

    static WorkerHome home() {
        return new WorkerHome(Path.of(System.getProperty("java.home"), "bin", "java"),
            List.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator)),
            TestWorker.class.getName(), Path.of("log4j2", "worker.xml").toAbsolutePath(), "", "", 8192);
    }

    private void mode(String mode) throws IOException {
        Files.write(layout.stormConf(ID), FakeBlobs.conf(Map.of("topology.worker.childopts", "-Dmode=" + mode, "topology.submitter.user", "me")));
    }

    private LaunchRequest request() {
        WorkerResources resources = new WorkerResources();
        resources.set_mem_on_heap(16.5);
        return new LaunchRequest("node", 6628, port, UUID.randomUUID().toString(),
            new SlotAssignment(ID, Set.of(new ExecutorInfo(1, 2), new ExecutorInfo(3, 3)), resources, "me"));
    }

    private WorkerHandle launch() throws IOException {
        WorkerHandle worker = launcher.launch(request());
        started.add(worker);
        return worker;
    }

    private WorkerHandle launchAndAwait() throws Exception {
        WorkerHandle worker = launch();
        Eventually.holds("the worker listens", worker::up);
        return worker;
    }

    private static void awaitGone(WorkerHandle worker) throws Exception {
        Eventually.holds("the worker is gone", worker::gone);
    }

    private static long pid(WorkerHandle worker) {
        return Long.parseLong(worker.name().substring("pid ".length()));
    }

    @Test
    void aWorkerRunsInItsFolderWithItsLinksAndRecords() throws Exception {
        WorkerHandle worker = launchAndAwait();
        Path own = layout.worker(worker.request().workerId());
        assertTrue(Files.exists(own.resolve("pids").resolve(Long.toString(pid(worker)))));
        assertEquals(layout.workerArtifacts(ID, port), Files.readSymbolicLink(own.resolve("artifacts")));
        assertEquals(layout.stormResources(ID), Files.readSymbolicLink(own.resolve("resources")));
        assertTrue(Files.isDirectory(layout.workerTmp(worker.request().workerId())));
        assertTrue(Files.readString(layout.workerYaml(ID, port)).contains("worker-id: " + worker.request().workerId()));
        assertTrue(Files.size(layout.workerGcLog(ID, port)) > 0);
        worker.terminate();
        awaitGone(worker);
        worker.cleanUp();
        assertFalse(Files.exists(own));
        assertTrue(Files.exists(layout.workerYaml(ID, port)), "artifacts stay");
    }

    @Test
    void aSecretAmongItsOptionsIsInNoListOfProcessesAndReachesTheWorkerInAFileOfItsOwner() throws Exception {
        Files.write(layout.stormConf(ID), FakeBlobs.conf(Map.of("topology.worker.childopts", "-Dmode=tell '-Dmy.password=a \"b\\c'")));
        WorkerHandle worker = launchAndAwait();
        String line = Files.readString(Path.of("/proc/" + pid(worker) + "/cmdline"), StandardCharsets.ISO_8859_1);
        assertTrue(line.contains("-Dmode=tell") && !line.contains("password"), line.replace('\0', ' '));
        Path output = layout.workerArtifacts(ID, port).resolve("worker.log.out");
        Eventually.holds("the worker knows it", () -> Files.readString(output).contains("told a \"b\\c"));
        Path file = layout.worker(worker.request().workerId()).resolve("secret.arguments");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void theEndOfAWorkerIsToldAtOnceWithItsExitCodeAndItsOwnWords() throws Exception {
        mode("crash");
        CountDownLatch told = new CountDownLatch(1);
        WorkerHandle worker = launch();
        worker.whenGone(told::countDown);
        assertTrue(told.await(60, TimeUnit.SECONDS));
        assertTrue(worker.gone());
        assertEquals(new WorkerExit(false, "exited with status 3: this worker cannot live; see " + layout.workerLog(ID, port)), worker.exit());
    }

    @Test
    void anOptionThatTheJvmDoesNotKnowIsNamed() throws Exception {
        Files.write(layout.stormConf(ID), FakeBlobs.conf(Map.of("topology.worker.childopts", "-XX:+NoSuchOption")));
        WorkerHandle worker = launch();
        awaitGone(worker);
        assertTrue(worker.exit().reason().contains("NoSuchOption"), worker.exit().reason());
    }

    @Test
    void anArgumentWithASpaceReachesTheWorkerWhole() throws Exception {
        Files.write(layout.stormConf(ID), FakeBlobs.conf(Map.of("topology.worker.childopts", List.of("-Dmode=crash", "-Dwords=two words"))));
        WorkerHandle worker = launch();
        awaitGone(worker);
        assertTrue(worker.exit().reason().startsWith("exited with status 3: this worker cannot live"), worker.exit().reason());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Xmx1k|Too small maximum heap", "-Xmx1potato|Invalid maximum heap size: -Xmx1potato", "-nonsense|Unrecognized option: -nonsense",
        "-XX:+UseG1GC|Multiple garbage collectors selected"})
    void whatTheJvmItselfSaysAboutItsOptionsIsTheReason(String optionAndMessage) throws Exception {
        String[] parts = optionAndMessage.split("\\|");
        Files.write(layout.stormConf(ID), FakeBlobs.conf(Map.of("topology.worker.childopts", parts[0])));
        WorkerHandle worker = launch();
        awaitGone(worker);
        assertTrue(worker.exit().reason().contains(parts[1]), worker.exit().reason());
    }

    @ParameterizedTest
    @ValueSource(strings = {"exit-0", "exit-7", "exit-255", "halt-3"})
    void theStatusOfAWorkersEndIsToldAsItIs(String mode) throws Exception {
        mode(mode);
        WorkerHandle worker = launch();
        awaitGone(worker);
        String status = mode.substring(mode.indexOf('-') + 1);
        assertEquals(new WorkerExit(false, "exited with status " + status + "; see " + layout.workerLog(ID, port)), worker.exit());
    }

    @Test
    void whatAWorkerLeftAboutItsEndIsToldWithItsStatus() throws Exception {
        mode("explained");
        WorkerHandle worker = launch();
        awaitGone(worker);
        assertEquals(new WorkerExit(false, "exited with status 7: System.exit was called by thread words-1; see " + layout.workerLog(ID, port)),
            worker.exit());
        mode("planned");
        WorkerHandle planned = launch();
        awaitGone(planned);
        assertEquals(new WorkerExit(true, "exited with status 0: restart requested"), planned.exit());
    }

    @Test
    void aWorkerWhoseHeapIsFullEndsAfterItsHeapDumpAlsoIfItCatchesTheError() throws Exception {
        Files.write(layout.stormConf(ID), FakeBlobs.conf(Map.of("topology.worker.childopts",
            "-Dmode=hungry -XX:+HeapDumpOnOutOfMemoryError -XX:HeapDumpPath=artifacts/heapdump")));
        WorkerHandle worker = launch();
        awaitGone(worker);
        assertTrue(worker.exit().reason().startsWith("exited with status 3: "), worker.exit().reason());
        assertTrue(worker.exit().reason().contains("java.lang.OutOfMemoryError: Java heap space"), worker.exit().reason());
        assertTrue(Files.size(layout.workerArtifacts(ID, port).resolve("heapdump")) > 1 << 20);
    }

    @Test
    void sigtermEndsAWillingWorkerAndSigkillAStubbornOne() throws Exception {
        WorkerHandle willing = launchAndAwait();
        willing.terminate();
        awaitGone(willing);
        assertTrue(willing.exit().reason().startsWith("exited with status 143 (SIGTERM); see "), willing.exit().reason());
        mode("stubborn");
        WorkerHandle stubborn = launchAndAwait();
        stubborn.terminate();
        stubborn.kill();
        awaitGone(stubborn);
        assertTrue(stubborn.exit().reason().startsWith("exited with status 137 (SIGKILL); see "), stubborn.exit().reason());
    }

    @Test
    void aKillTakesTheWorkersOwnChildrenAlong() throws Exception {
        mode("parent");
        WorkerHandle worker = launchAndAwait();
        List<ProcessHandle> children = ProcessHandle.of(pid(worker)).orElseThrow().descendants().toList();
        assertEquals(1, children.size());
        worker.kill();
        awaitGone(worker);
        Eventually.holds("its child is gone", () -> ProcessIdentity.of(children.get(0).pid()).isEmpty());
    }

    @Test
    void aLaterSupervisorTakesOverWhatRunsAndRemovesWhatDoesNot() throws Exception {
        WorkerHandle worker = launchAndAwait();
        Path dead = Files.createDirectories(layout.worker("dead-worker"));
        new WorkerRecord(request(), 1, "boot of another time", 30_000).write(dead);
        Path broken = Files.createDirectories(layout.worker("broken-worker"));
        Files.writeString(broken.resolve(WorkerRecord.FILE), "port=what\n");
        List<WorkerHandle> adopted = new ProcessLauncher(Map.of(), layout, home(), "node").adopt();
        assertEquals(1, adopted.size());
        assertEquals(worker.request(), adopted.get(0).request());
        assertEquals(worker.name(), adopted.get(0).name());
        assertFalse(adopted.get(0).gone());
        assertTrue(adopted.get(0).up());
        assertEquals(List.of(layout.worker(worker.request().workerId())), FileTree.children(layout.workers()));
        CountDownLatch told = new CountDownLatch(1);
        adopted.get(0).whenGone(told::countDown);
        adopted.get(0).terminate();
        awaitGone(adopted.get(0));
        assertTrue(told.await(60, TimeUnit.SECONDS));
        assertTrue(adopted.get(0).exit().reason().startsWith("ended with a status that only"), adopted.get(0).exit().reason());
    }

    @Test
    void aWorkerThatWasNeverNotedIsFoundByItsFolderAndKilled() throws Exception {
        WorkerHandle worker = launchAndAwait();
        Files.delete(layout.worker(worker.request().workerId()).resolve(WorkerRecord.FILE));
        assertEquals(List.of(), launcher.adopt());
        awaitGone(worker);
        assertEquals(List.of(), FileTree.children(layout.workers()));
    }

    @Test
    void aWorkerOfAnotherSupervisorsIdIsKilled() throws Exception {
        WorkerHandle worker = launchAndAwait();
        assertEquals(List.of(), new ProcessLauncher(Map.of(), layout, home(), "other").adopt());
        awaitGone(worker);
        Eventually.holds("its folder is removed", () -> FileTree.children(layout.workers()).isEmpty());
    }

    @Test
    void aPortInUseIsNamedWithItsProcessAndNothingIsLeft() throws Exception {
        try (ServerSocket taken = new ServerSocket(port)) {
            IOException e = assertThrows(IOException.class, this::launch);
            assertTrue(e.getMessage().startsWith("port " + taken.getLocalPort() + " is in use"), e.getMessage());
            if (Files.isReadable(Path.of("/proc/net/tcp"))) {
                assertTrue(e.getMessage().contains("process " + ProcessHandle.current().pid()), e.getMessage());
            }
        }
        assertEquals(List.of(), FileTree.children(layout.workers()));
    }

    @Test
    void aConfigurationThatIsWrongIsNamedAndNothingIsLeft() throws Exception {
        Files.write(layout.stormConf(ID), FakeBlobs.conf(Map.of("topology.worker.childopts", 7)));
        IOException e = assertThrows(IOException.class, this::launch);
        assertTrue(e.getMessage().contains("topology.worker.childopts is 7"), e.getMessage());
        assertEquals(List.of(), FileTree.children(layout.workers()));
    }

    @Test
    void stoppingAllWorkersOnDiskNeedsNoSupervisor() throws Exception {
        mode("stubborn");
        WorkerHandle worker = launchAndAwait();
        assertEquals(1, WorkersOnDisk.stopAll(layout, BindAddress.of(Map.of()), 100));
        awaitGone(worker);
        assertEquals(List.of(), FileTree.children(layout.workers()));
        assertEquals(0, WorkersOnDisk.stopAll(layout, BindAddress.of(Map.of()), 100));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aWorkerThatUsesMoreMemoryThanItsHardLimitIsKilledWithThatReason() throws Exception {
        launcher = new ProcessLauncher(Map.of("worker.childopts", "-Xmx16m -XX:+UseSerialGC", "storm.resource.isolation.plugin.enable", true,
            "storm.supervisor.memory.limit.tolerance.margin.mb", 0, "storm.supervisor.hard.memory.limit.multiplier", 1,
            "storm.supervisor.hard.memory.limit.overage.mb", 0), layout, home(), "node");
        WorkerHandle worker = launchAndAwait();
        launcher.enforceLimits();
        awaitGone(worker);
        assertTrue(worker.exit().reason().matches("exited with status 137: it was killed: it used \\d+ MB of memory; its hard limit is 17 MB .*"),
            worker.exit().reason());
    }
}
